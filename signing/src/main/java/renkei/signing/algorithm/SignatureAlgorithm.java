package renkei.signing.algorithm;

import java.security.AsymmetricKey;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms there are: those of the CRYPTREC list that XML Signature has a name for
 * (RFC 9231). Each key fits exactly one of them, so an algorithm can never be chosen for a key by
 * whoever wrote the message.
 */
public enum SignatureAlgorithm {
  ECDSA_P256_SHA256(
      "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
      DigestAlgorithm.SHA256,
      "SHA256withECDSAinP1363Format"),
  ECDSA_P384_SHA384(
      "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
      DigestAlgorithm.SHA384,
      "SHA384withECDSAinP1363Format"),
  RSA_PSS_SHA256(
      "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
      DigestAlgorithm.SHA256,
      "RSASSA-PSS"),
  ED25519(
      "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", DigestAlgorithm.SHA256, "Ed25519"),
  /** Module-lattice signatures (FIPS 204), for detached signatures beside another; not in XML. */
  ML_DSA_65("urn:oid:2.16.840.1.101.3.4.3.18", DigestAlgorithm.SHA256, "ML-DSA-65");

  private static final Provider JDK = Security.getProvider("SUN");

  /** Least length of an RSA modulus in bits: CRYPTREC, security of 128 bits. */
  private static final int RSA_BITS = 3072;

  private static final int RSA_BITS_AT_MOST = 8192;

  private final String uri;
  private final DigestAlgorithm digest;
  private final String standardName;

  SignatureAlgorithm(String uri, DigestAlgorithm digest, String standardName) {
    this.uri = uri;
    this.digest = digest;
    this.standardName = standardName;
  }

  /** By which it goes in signatures. */
  public String uri() {
    return uri;
  }

  /** The digest for references beside this algorithm. */
  public DigestAlgorithm digest() {
    return digest;
  }

  /** Whether XML Signature has a name for it. */
  public boolean isForXml() {
    return this != ML_DSA_65;
  }

  /**
   * Bouncy Castle for Ed25519, since the native provider registers no key factory for it by
   * default; the JDK, the fastest at it, for ML-DSA.
   */
  public Provider provider() {
    return switch (this) {
      case ECDSA_P256_SHA256, ECDSA_P384_SHA384, RSA_PSS_SHA256 -> CryptoProviders.ellipticCurves();
      case ED25519 -> CryptoProviders.bouncyCastle();
      case ML_DSA_65 -> JDK;
    };
  }

  /** Brings keys into the provider. */
  public KeyFactory keyFactory() throws NoSuchAlgorithmException {
    return KeyFactory.getInstance(
        switch (this) {
          case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> "EC";
          case RSA_PSS_SHA256 -> "RSA";
          case ED25519 -> "Ed25519";
          case ML_DSA_65 -> "ML-DSA-65";
        },
        provider());
  }

  /** The signature of a provider, to be initialised with a key. */
  public Signature signature(Provider provider) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(standardName, provider);
    if (this == RSA_PSS_SHA256) {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, digest.length(), 1));
    }
    return signature;
  }

  /** The algorithm XML Signature has this name for; empty for any other name. */
  public static Optional<SignatureAlgorithm> namedInXml(String uri) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.uri.equals(uri) && algorithm.isForXml())
        .findAny();
  }

  /** The one algorithm a key is for; empty if it is too weak or of an unknown kind. */
  public static Optional<SignatureAlgorithm> fitting(Key key) {
    return switch (key) {
      case ECKey ec -> NamedCurve.of(ec.getParams()).map(NamedCurve::signature);
      case RSAKey rsa
          when rsa.getModulus().bitLength() >= RSA_BITS
              && rsa.getModulus().bitLength() <= RSA_BITS_AT_MOST ->
          Optional.of(RSA_PSS_SHA256);
      case EdECKey ed when ed.getParams().getName().equals("Ed25519") -> Optional.of(ED25519);
      case AsymmetricKey other
          when other.getParams() instanceof NamedParameterSpec named
              && named.getName().equals("ML-DSA-65") ->
          Optional.of(ML_DSA_65);
      default -> Optional.empty();
    };
  }

  /**
   * Whether a value can be a signature at all. Full-length r and s, neither zero: providers
   * disagree on how to fail on such values, and some throw unchecked exceptions.
   */
  public boolean isPlausible(byte[] value) {
    return switch (this) {
      case ECDSA_P256_SHA256 -> isPair(value, 32);
      case ECDSA_P384_SHA384 -> isPair(value, 48);
      case RSA_PSS_SHA256 -> value.length >= RSA_BITS / 8 && value.length <= RSA_BITS_AT_MOST / 8;
      case ED25519 -> value.length == 64;
      case ML_DSA_65 -> value.length == 3309;
    };
  }

  private static boolean isPair(byte[] value, int half) {
    return value.length == 2 * half
        && !isZero(value, 0, half)
        && !isZero(value, half, value.length);
  }

  private static boolean isZero(byte[] value, int from, int to) {
    int bits = 0;
    for (int i = from; i < to; i++) {
      bits |= value[i];
    }
    return bits == 0;
  }
}
