package renkei.signing;

import java.security.Provider;
import java.security.Security;

/** Which provider and key factory serve an algorithm. */
final class Keys {

  private static final Provider JDK = Security.getProvider("SUN");

  private Keys() {}

  static String family(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> "EC";
      case RSA_PSS_SHA256 -> "RSA";
      case ED25519 -> "Ed25519";
      case ML_DSA_65 -> "ML-DSA-65";
    };
  }

  /**
   * Bouncy Castle for Ed25519, since the native provider registers no key factory for it by
   * default; the JDK, the fastest at it, for ML-DSA.
   */
  static Provider provider(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ECDSA_P256_SHA256, ECDSA_P384_SHA384, RSA_PSS_SHA256 -> CryptoProviders.ellipticCurves();
      case ED25519 -> CryptoProviders.bouncyCastle();
      case ML_DSA_65 -> JDK;
    };
  }
}
