package renkei.signing.algorithm;

import java.math.BigInteger;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The curves of NIST SP 800-186 in use here. */
public enum NamedCurve {
  P256(
      "secp256r1",
      "1.2.840.10045.3.1.7",
      32,
      "115792089210356248762697446949407573529996955224135760342422259061068512044369"),
  P384(
      "secp384r1",
      "1.3.132.0.34",
      48,
      "39402006196394479212279040100143613805079739270465446667946905279627659399113263569398956308152"
          + "294913554433653942643");

  private final String standardName;
  private final String oid;
  private final int fieldLength;
  private final BigInteger order;

  NamedCurve(String standardName, String oid, int fieldLength, String order) {
    this.standardName = standardName;
    this.oid = oid;
    this.fieldLength = fieldLength;
    this.order = new BigInteger(order);
  }

  /** The name by which providers know it. */
  String standardName() {
    return standardName;
  }

  /** As XML Signature 1.1 names a curve. */
  public String uri() {
    return "urn:oid:" + oid;
  }

  /** Bytes of one coordinate. */
  public int fieldLength() {
    return fieldLength;
  }

  SignatureAlgorithm signature() {
    return switch (this) {
      case P256 -> SignatureAlgorithm.ECDSA_P256_SHA256;
      case P384 -> SignatureAlgorithm.ECDSA_P384_SHA384;
    };
  }

  /** Tells a curve by its order and cofactor; providers name parameters differently. */
  public static Optional<NamedCurve> of(ECParameterSpec parameters) {
    return Arrays.stream(values())
        .filter(curve -> curve.order.equals(parameters.getOrder()) && parameters.getCofactor() == 1)
        .findAny();
  }

  /** The curve XML Signature has this name for; empty for any other name. */
  public static Optional<NamedCurve> named(String uri) {
    return Arrays.stream(values()).filter(curve -> curve.uri().equals(uri)).findAny();
  }
}
