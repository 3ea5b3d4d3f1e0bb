package renkei.testagencies.party;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.w3c.dom.Element;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlSigner;
import renkei.signing.xml.XmlVerifier;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.MessageReader;
import renkei.testagencies.message.MessageWriter;
import renkei.testagencies.message.Reading;
import renkei.testagencies.message.Receipt;
import renkei.testagencies.message.SignerChain;
import renkei.testagencies.soap.Acceptance;
import renkei.testagencies.soap.Recipient;
import renkei.testagencies.soap.Soap;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.MessageId;
import renkei.testagencies.vocabulary.Reason;

/**
 * The parties behind one door. Verifies each message, gives it to its receiver once, and answers
 * every repeat inside its life with the first receipt.
 */
public final class Parties implements Recipient {

  private static final int SWEEP_EVERY = 4_096;

  private record Seat(Party party, XmlSigner signer) {}

  private record Key(AgencyCode sender, MessageId messageId) {}

  private record Settled(Acceptance reception, Instant until) {}

  private final XmlVerifier verifier;
  private final Clock clock;
  private final Map<AgencyCode, Seat> seats = new ConcurrentHashMap<>();
  private final Map<Key, Settled> settled = new ConcurrentHashMap<>();
  private final AtomicInteger arrivals = new AtomicInteger();

  /** A door with nobody behind it yet. */
  public Parties(XmlVerifier verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  /** Lets a party receive; it receipts with {@code signer}. */
  public void admit(Party party, XmlSigner signer) {
    seats.put(party.code(), new Seat(party, signer));
  }

  @Override
  public Acceptance receive(Element payload) {
    return switch (verifier.verify(payload, clock.instant())) {
      case Verification.Rejected(var reason) ->
          new Acceptance.Refused("SIGNATURE_" + reason, "the signature does not count");
      case Verification.Genuine(Element content, X509Certificate signer) ->
          switch (MessageReader.read(content)) {
            case Reading.Malformed(String why) -> new Acceptance.Refused("MALFORMED", why);
            case Reading.Read(Message message) -> receive(message, SignerChain.of(payload, signer));
          };
    };
  }

  private Acceptance receive(Message message, List<X509Certificate> signer) {
    Header header = message.header();
    Seat seat = seats.get(header.receiver());
    if (!Soap.speaksFor(signer.getFirst(), header.sender())) {
      return new Acceptance.Refused("NOT_THE_SENDER", "signed by another body than the sender");
    }
    if (seat == null) {
      return new Acceptance.Refused("UNKNOWN_RECEIVER", "nobody of that code is here");
    }
    if (!clock.instant().isBefore(header.expiresAt())) {
      return new Acceptance.Refused("EXPIRED", "the message has expired");
    }
    sweep();
    return settled
        .computeIfAbsent(
            new Key(header.sender(), header.messageId()),
            _ -> new Settled(take(seat, message, signer), header.expiresAt()))
        .reception();
  }

  private Acceptance take(Seat seat, Message message, List<X509Certificate> signer) {
    Optional<Reason> refusal = seat.party().receive(message, signer);
    if (refusal.isPresent()) {
      return new Acceptance.Refused(refusal.get().value(), "refused by the receiver");
    }
    Header header = message.header();
    Receipt receipt =
        new Receipt(header.messageId(), header.sender(), header.receiver(), clock.instant());
    return new Acceptance.Taken(MessageWriter.write(receipt, seat.signer()));
  }

  /** Forgets receipts whose messages have expired, now and then. */
  private void sweep() {
    if (arrivals.incrementAndGet() % SWEEP_EVERY == 0) {
      Instant now = clock.instant();
      settled.values().removeIf(entry -> entry.until().isBefore(now));
    }
  }
}
