package renkei.signing.algorithm;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which implementation does what. Elliptic curves and RSA by the Amazon Corretto Crypto Provider
 * where its native library loads and passes its self-tests, else by Bouncy Castle; everything
 * symmetric by the JDK. Messages, seals and keys name their providers explicitly; what reads
 * certificates (path validation, the signatures on lists and on responders' certificates, TLS) goes
 * by the JVM's list. Nothing is registered: that list stays as it is.
 *
 * <p>{@code -Drenkei.accp=false} takes Bouncy Castle in any case.
 */
public final class CryptoProviders {

  private static final Logger LOG = LoggerFactory.getLogger(CryptoProviders.class);

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final Provider ELLIPTIC_CURVES = choose();

  private CryptoProviders() {}

  /** The provider for signatures and key agreement; the same one for the life of the process. */
  public static Provider ellipticCurves() {
    return ELLIPTIC_CURVES;
  }

  /** One line for the start-up log. */
  public static String describe() {
    return "elliptic curves by "
        + ELLIPTIC_CURVES.getName()
        + " "
        + ELLIPTIC_CURVES.getVersionStr()
        + ", symmetric by the JDK "
        + Runtime.version();
  }

  /** Bouncy Castle, whichever provider does elliptic curves. */
  public static Provider bouncyCastle() {
    return BOUNCY_CASTLE;
  }

  private static Provider choose() {
    if (System.getProperty("renkei.accp", "true").equals("false")) {
      return BOUNCY_CASTLE;
    }
    try {
      AmazonCorrettoCryptoProvider native_ = new AmazonCorrettoCryptoProvider();
      native_.assertHealthy();
      return native_;
    } catch (RuntimeException | LinkageError e) {
      LOG.info(
          "Amazon Corretto Crypto Provider does not load ({}); Bouncy Castle takes its place",
          e.toString());
      return BOUNCY_CASTLE;
    }
  }
}
