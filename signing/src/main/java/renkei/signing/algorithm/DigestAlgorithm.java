package renkei.signing.algorithm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Optional;

/** The digests references may use (XML Encryption 1.1, 5.8; RFC 9231, 2.1). */
public enum DigestAlgorithm {
  /** SHA-256 (FIPS 180-4). */
  SHA256("http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256", 32),
  /** SHA-384 (FIPS 180-4). */
  SHA384("http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384", 48);

  private static final Provider SUN = Security.getProvider("SUN");

  private final String uri;
  private final String standardName;
  private final int length;

  DigestAlgorithm(String uri, String standardName, int length) {
    this.uri = uri;
    this.standardName = standardName;
    this.length = length;
  }

  /** By which it goes in signatures and seals. */
  public String uri() {
    return uri;
  }

  /** Bytes of a digest. */
  public int length() {
    return length;
  }

  /** A fresh one by the JDK's own provider, whatever else is registered. */
  public MessageDigest create() {
    try {
      return MessageDigest.getInstance(standardName, SUN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks " + standardName, e);
    }
  }

  /** The digest of that name; empty for any other. */
  public static Optional<DigestAlgorithm> named(String uri) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.uri.equals(uri)).findAny();
  }
}
