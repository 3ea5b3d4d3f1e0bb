package renkei.testagencies.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.w3c.dom.Element;
import renkei.signing.SigningIdentity;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlSigner;
import renkei.signing.xml.XmlVerifier;

/**
 * What signing and verifying one message of 2 KiB costs by itself on this machine now: the measure
 * beside which a whole provision is to be seen.
 */
public final class BarePrimitive {

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final int TEXT = 1_900;

  private final XmlSigner signer;
  private final XmlVerifier verifier;
  private final Clock clock;
  private final byte[] message;

  /** For that key. */
  public BarePrimitive(SigningIdentity identity, XmlVerifier verifier, Clock clock) {
    signer = XmlSigner.of(identity);
    this.verifier = verifier;
    this.clock = clock;
    message =
        ("<m:Message xmlns:m=\"urn:example\" Id=\"m1\"><m:Text>"
                + "x".repeat(TEXT)
                + "</m:Text></m:Message>")
            .getBytes(StandardCharsets.UTF_8);
  }

  /** Microseconds of this thread's processor time for one message, parsing included. */
  public double micros() {
    run(WARM_UP);
    return run(WINDOW);
  }

  private double run(Duration length) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + length.toNanos();
    long cpu = threads.getCurrentThreadCpuTime();
    int count = 0;
    while (System.nanoTime() < end) {
      Element payload = parse(message);
      signer.sign(payload);
      Element arrived = parse(XmlDocuments.serialize(payload));
      if (!(verifier.verify(arrived, clock.instant()) instanceof Verification.Genuine)) {
        throw new IllegalStateException("a message of its own does not verify");
      }
      count++;
    }
    return (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / count;
  }

  private static Element parse(byte[] xml) {
    return switch (XmlDocuments.parse(xml, XmlBounds.MESSAGE)) {
      case Parsing.Parsed(var document) -> document.getDocumentElement();
      case Parsing.Unreadable(String reason) -> throw new IllegalStateException(reason);
    };
  }
}
