package renkei.gateway.national;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.broker.message.Envelope;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.Receipt;
import renkei.gateway.contract.VerifiedMessage;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;
import renkei.signing.SigningIdentity;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlDocuments;

/**
 * The door of whoever gets the platform's answers. It keeps each answer waiting for its receipt
 * until the test lets go of them; from then on receipts come at once.
 */
public final class HeldAgencies implements AutoCloseable {

  /** Less than a sender's patience. */
  private static final Duration LONGEST = Duration.ofSeconds(14);

  private final SigningIdentity receiver;
  private final HttpsDoor door;
  private final AtomicInteger waiting = new AtomicInteger();
  private final CountDownLatch free = new CountDownLatch(1);
  private final List<String> receipted = new CopyOnWriteArrayList<>();

  /**
   * Opens the door on a free port.
   *
   * @param receiver to whom every answer goes
   */
  public HeldAgencies(SigningIdentity receiver, SSLContext tls) {
    this.receiver = receiver;
    door =
        new HttpsDoor(
            "agencies",
            Loopback.free(),
            tls,
            HttpsDoor.ClientCertificate.REQUIRED,
            new HttpsDoor.Limits(200, 100, 100, 4L << 20));
    door.messages("/agencies", this::take, OpenEntrance.at("/agencies"));
    door.open();
  }

  public URI address() {
    return URI.create("https://127.0.0.1:" + door.port() + "/agencies");
  }

  /** How many answers wait for their receipts now. */
  public int waiting() {
    return waiting.get();
  }

  /** The inquiries whose answers were receipted, one for each receipt. */
  public List<String> receipted() {
    return List.copyOf(receipted);
  }

  public void letGo() {
    free.countDown();
  }

  private void take(Message message) {
    if (!(message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest request)
        || !(message.get(AbstractHTTPDestination.HTTP_RESPONSE)
            instanceof HttpServletResponse response)) {
      throw new IllegalStateException("no HTTP");
    }
    waiting.incrementAndGet();
    try {
      byte[] answer = request.getInputStream().readAllBytes();
      if (free.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        receipt(answer, response);
      } else {
        response.setStatus(503);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void receipt(byte[] answer, HttpServletResponse response) throws IOException {
    if (!(XmlDocuments.parse(answer, NationalContract.MESSAGE)
        instanceof Parsing.Parsed(Document document))) {
      throw new IllegalStateException("the platform sent what cannot be read");
    }
    Element payload = SoapEnvelope.payload(document);
    Envelope sent = VerifiedMessage.of(payload).envelope();
    byte[] receipt =
        Composer.signed(
            receiver,
            new Receipt(
                    "r-1", sent.id(), sent.sender(), sent.receiver(), Clock.systemUTC().instant())
                .write());
    receipted.add(Composer.find(payload, "InquiryId").getTextContent());
    response.setContentType(SoapEnvelope.CONTENT_TYPE);
    response.getOutputStream().write(SoapEnvelope.around(receipt));
    response.flushBuffer();
  }

  @Override
  public void close() {
    letGo();
    door.close();
  }
}
