package renkei.signing;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** The digests references may use (XML Encryption 1.1, 5.8; RFC 9231, 2.1). */
enum DigestAlgorithm {
  SHA256("http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256", 32),
  SHA384("http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384", 48);

  private final String uri;
  private final String standardName;
  private final int length;

  DigestAlgorithm(String uri, String standardName, int length) {
    this.uri = uri;
    this.standardName = standardName;
    this.length = length;
  }

  String uri() {
    return uri;
  }

  /** Bytes of a digest. */
  int length() {
    return length;
  }

  MessageDigest create() {
    return Digests.of(standardName);
  }

  static Optional<DigestAlgorithm> named(String uri) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.uri.equals(uri)).findAny();
  }
}
