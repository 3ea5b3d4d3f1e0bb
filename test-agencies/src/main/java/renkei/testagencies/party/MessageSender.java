package renkei.testagencies.party;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.xml.XmlSigner;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.MessageWriter;
import renkei.testagencies.soap.Delivery;
import renkei.testagencies.soap.SoapClient;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.MessageId;

/**
 * Sends the messages of one party (at-least-once delivery with back-off). Each is signed once and
 * sent, the same to the byte, until its receiver has receipted it, refused it, or it has expired.
 * Sending blocks: call it on a virtual thread. Bulk has connections of its own and never takes the
 * others'. Thread-safe.
 */
public final class MessageSender {

  private static final Logger LOG = LoggerFactory.getLogger(MessageSender.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int UNINTELLIGIBLE_TRIES = 3;

  private final AgencyCode sender;
  private final XmlSigner signer;
  private final SoapClient client;
  private final Clock clock;
  private final Semaphore ordinary;
  private final Semaphore bulk;

  /**
   * The messages of one sender.
   *
   * @param connections at most so many at once, and beside them a third as many for bulk
   */
  public MessageSender(
      AgencyCode sender, XmlSigner signer, SoapClient client, Clock clock, int connections) {
    this.sender = sender;
    this.signer = signer;
    this.client = client;
    this.clock = clock;
    ordinary = new Semaphore(connections);
    bulk = new Semaphore(Math.max(1, connections / 3));
  }

  /** Whose messages these are. */
  public AgencyCode sender() {
    return sender;
  }

  /** How sending ended. */
  public sealed interface Sending {

    /** The receiver has it. */
    record Done() implements Sending {}

    /** The receiver will never have it. */
    record GivenUp(String why) implements Sending {}
  }

  private Header header(AgencyCode receiver, Instant expiresAt) {
    return new Header(MessageId.random(), sender, receiver, clock.instant(), expiresAt);
  }

  /** As below, and nobody is told why it is sent again. */
  public Sending send(
      URI door, AgencyCode receiver, Lane lane, Instant until, Function<Header, Message> message)
      throws InterruptedException {
    return send(door, receiver, lane, until, _ -> {}, message);
  }

  /**
   * Sends until the receiver has it.
   *
   * @param onRetry is told why it must be sent again, each time
   * @param message makes the message with that header; called once, before anything leaves
   * @throws InterruptedException if the world ends meanwhile
   */
  public Sending send(
      URI door,
      AgencyCode receiver,
      Lane lane,
      Instant until,
      Consumer<String> onRetry,
      Function<Header, Message> message)
      throws InterruptedException {
    Semaphore places = lane == Lane.BULK ? bulk : ordinary;
    places.acquire();
    try {
      Header header = header(receiver, until);
      return send(door, header, MessageWriter.write(message.apply(header), signer), onRetry);
    } finally {
      places.release();
    }
  }

  /**
   * Keeps its place while it waits: who cannot be reached is not asked by more and more threads.
   */
  private Sending send(URI door, Header header, byte[] signed, Consumer<String> onRetry)
      throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    int unintelligible = 0;
    while (clock.instant().isBefore(header.expiresAt())) {
      Duration wait = pause;
      switch (client.deliver(door, header, signed)) {
        case Delivery.Receipted _ -> {
          return new Sending.Done();
        }
        case Delivery.Rejected(String code, String text) -> {
          LOG.warn("{} refused a message: {} {}", header.receiver().value(), code, text);
          return new Sending.GivenUp(code);
        }
        case Delivery.Unintelligible(String why) -> {
          if (++unintelligible == UNINTELLIGIBLE_TRIES) {
            LOG.warn("{} answers with what is no receipt: {}", header.receiver().value(), why);
            return new Sending.GivenUp("UNINTELLIGIBLE");
          }
        }
        case Delivery.TryAgain(String why, Duration after) -> {
          LOG.debug("{} is sent to again: {}", header.receiver().value(), why);
          onRetry.accept(why);
          wait = after.compareTo(pause) > 0 ? after : pause;
        }
      }
      Thread.sleep(wait);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
    return new Sending.GivenUp("EXPIRED");
  }
}
