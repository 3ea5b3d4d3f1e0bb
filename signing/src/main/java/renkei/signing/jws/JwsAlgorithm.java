package renkei.signing.jws;

import java.util.Arrays;
import java.util.Optional;
import renkei.signing.algorithm.SignatureAlgorithm;

/**
 * What the algorithms are called in a JWS header (RFC 7518, 3.1; RFC 8037, 3.1). Those with a
 * shared secret, {@code none} and what no key here fits have no name, so nobody can ask for them.
 */
enum JwsAlgorithm {
  ES256("ES256", SignatureAlgorithm.ECDSA_P256_SHA256),
  ES384("ES384", SignatureAlgorithm.ECDSA_P384_SHA384),
  PS256("PS256", SignatureAlgorithm.RSA_PSS_SHA256),
  EDDSA("EdDSA", SignatureAlgorithm.ED25519);

  private final String header;
  private final SignatureAlgorithm algorithm;

  JwsAlgorithm(String header, SignatureAlgorithm algorithm) {
    this.header = header;
    this.algorithm = algorithm;
  }

  String header() {
    return header;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  static Optional<JwsAlgorithm> named(String header) {
    return Arrays.stream(values()).filter(name -> name.header.equals(header)).findAny();
  }

  static Optional<JwsAlgorithm> of(SignatureAlgorithm algorithm) {
    return Arrays.stream(values()).filter(name -> name.algorithm == algorithm).findAny();
  }
}
