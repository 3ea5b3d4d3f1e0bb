package renkei.testagencies.soap;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlVerifier;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.MessageReader;
import renkei.testagencies.message.Receipt;

/**
 * Delivers signed messages to a door and believes nothing but a receipt that the receiver signed.
 * Thread-safe.
 */
public final class SoapClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHORTLY = Duration.ofMillis(100);

  private final HttpsClient http;
  private final XmlVerifier verifier;
  private final Clock clock;

  /** Calls by {@code http}, believes receipts by {@code verifier}. */
  public SoapClient(HttpsClient http, XmlVerifier verifier, Clock clock) {
    this.http = http;
    this.verifier = verifier;
    this.clock = clock;
  }

  /**
   * Tries once.
   *
   * @param header the one inside the message
   * @param signedMessage as it shall arrive, byte by byte
   */
  public Delivery deliver(URI door, Header header, byte[] signedMessage) {
    HttpReply reply;
    try {
      reply =
          http.send(
              new HttpsClient.Call(
                  "POST", door, Soap.CONTENT_TYPE, Soap.envelope(signedMessage), TIMEOUT));
    } catch (IOException e) {
      return new Delivery.TryAgain(e.getClass().getSimpleName() + ": " + e.getMessage(), SHORTLY);
    }
    if (reply.status() == 503 || reply.status() == 429) {
      return new Delivery.TryAgain("HTTP " + reply.status(), reply.retryAfter(SHORTLY));
    }
    return switch (XmlDocuments.parse(reply.body(), XmlBounds.MESSAGE)) {
      case Parsing.Unreadable(String reason) ->
          new Delivery.Unintelligible("HTTP " + reply.status() + ", " + reason);
      case Parsing.Parsed(var document) ->
          Soap.payload(document.getDocumentElement())
              .map(payload -> read(payload, header))
              .orElse(new Delivery.Unintelligible("no SOAP envelope"));
    };
  }

  private Delivery read(Element payload, Header header) {
    if (payload.getLocalName().equals("Fault")) {
      return rejected(payload);
    }
    return switch (verifier.verify(payload, clock.instant())) {
      case Verification.Rejected(var reason) ->
          new Delivery.Unintelligible("receipt with a bad signature: " + reason);
      case Verification.Genuine(Element content, var signer) -> {
        Optional<Receipt> receipt = MessageReader.receipt(content);
        boolean genuine =
            Soap.speaksFor(signer, header.receiver())
                && receipt.filter(given -> isFor(given, header)).isPresent();
        yield genuine
            ? new Delivery.Receipted(receipt.get())
            : new Delivery.Unintelligible("a receipt for another message or by somebody else");
      }
    };
  }

  private static boolean isFor(Receipt receipt, Header header) {
    return receipt.messageId().equals(header.messageId())
        && receipt.sender().equals(header.sender())
        && receipt.receiver().equals(header.receiver());
  }

  private static Delivery rejected(Element fault) {
    String code = text(fault, "Code");
    return new Delivery.Rejected(
        code.isEmpty() ? "FAULT" : code, text(fault, "Text") + text(fault, "Reason"));
  }

  /** The text of the first element of that name below the refusal, or below the fault. */
  private static String text(Element fault, String name) {
    Node refusal = fault.getElementsByTagNameNS("urn:renkei:national:2", "Refusal").item(0);
    Element scope = refusal instanceof Element element ? element : fault;
    Node found = scope.getElementsByTagNameNS("*", name).item(0);
    return found == null ? "" : found.getTextContent().strip();
  }
}
