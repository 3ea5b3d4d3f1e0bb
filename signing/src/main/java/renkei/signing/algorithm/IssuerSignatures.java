package renkei.signing.algorithm;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms by which an issuer may sign what it says: certificates, revocation lists, status
 * responses, time-stamps. Those of the CRYPTREC list with SHA-256 or longer, and ML-DSA-65 (RFC
 * 9881). SHA-1 is nowhere among them, the parameters of RSA-PSS (RFC 4055) included.
 *
 * <p>An {@link renkei.signing.AlgorithmTable AlgorithmTable} dates each by the name that XML
 * Signature has for it (RFC 9231): where messages use the same algorithm it is the same name, and
 * ends with it.
 */
public final class IssuerSignatures {

  private static final String RFC_4051 = "http://www.w3.org/2001/04/xmldsig-more#";
  private static final String RFC_6931 = "http://www.w3.org/2007/05/xmldsig-more#";

  private static final Map<ASN1ObjectIdentifier, String> PLAIN_RSA_BY_DIGEST =
      Map.of(
          NISTObjectIdentifiers.id_sha256, RFC_4051 + "rsa-sha256",
          NISTObjectIdentifiers.id_sha384, RFC_4051 + "rsa-sha384",
          NISTObjectIdentifiers.id_sha512, RFC_4051 + "rsa-sha512");

  private static final Map<ASN1ObjectIdentifier, String> RSA_PSS_BY_DIGEST =
      Map.of(
          NISTObjectIdentifiers.id_sha256, SignatureAlgorithm.RSA_PSS_SHA256.uri(),
          NISTObjectIdentifiers.id_sha384, RFC_6931 + "sha384-rsa-MGF1",
          NISTObjectIdentifiers.id_sha512, RFC_6931 + "sha512-rsa-MGF1");

  private static final Map<ASN1ObjectIdentifier, String> OTHERS =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          SignatureAlgorithm.ECDSA_P256_SHA256.uri(),
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          SignatureAlgorithm.ECDSA_P384_SHA384.uri(),
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          RFC_4051 + "ecdsa-sha512",
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          RFC_4051 + "rsa-sha256",
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          RFC_4051 + "rsa-sha384",
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          RFC_4051 + "rsa-sha512",
          EdECObjectIdentifiers.id_Ed25519,
          SignatureAlgorithm.ED25519.uri(),
          NISTObjectIdentifiers.id_ml_dsa_65,
          SignatureAlgorithm.ML_DSA_65.uri());

  private IssuerSignatures() {}

  /** All names. */
  public static Stream<String> names() {
    return Stream.of(PLAIN_RSA_BY_DIGEST, RSA_PSS_BY_DIGEST, OTHERS)
        .flatMap(names -> names.values().stream())
        .distinct();
  }

  /** The name of the algorithm a certificate is signed by; empty for one not accepted. */
  public static Optional<String> name(X509Certificate certificate) {
    return name(certificate.getSigAlgOID(), certificate.getSigAlgParams());
  }

  /** The name of the algorithm a list is signed by; empty for one not accepted. */
  public static Optional<String> name(X509CRL list) {
    return name(list.getSigAlgOID(), list.getSigAlgParams());
  }

  /**
   * The name of the algorithm a token is signed by; empty for one not accepted. An algorithm that
   * names a digest is verified with that one, whatever the digest field says; plain RSA names none
   * and goes by the field (RFC 5754, 3.2).
   */
  public static Optional<String> name(SignerInfo signer) {
    AlgorithmIdentifier algorithm = signer.getDigestEncryptionAlgorithm();
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)
        ? Optional.ofNullable(PLAIN_RSA_BY_DIGEST.get(signer.getDigestAlgorithm().getAlgorithm()))
        : name(algorithm);
  }

  /** The name of an algorithm; empty for one not accepted. */
  public static Optional<String> name(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
        ? name(RSASSAPSSparams.getInstance(algorithm.getParameters()))
        : Optional.ofNullable(OTHERS.get(algorithm.getAlgorithm()));
  }

  /**
   * Whether an ECDSA value is the DER encoding of two positive numbers (RFC 3279, 2.2.3), which the
   * JDK does not insist on; other algorithms have no such choice.
   */
  public static boolean isDer(String algorithm, byte[] value) {
    if (!algorithm.startsWith(X9ObjectIdentifiers.id_ecSigType.getId())) {
      return true;
    }
    return readable(
            () -> {
              ASN1Sequence numbers = ASN1Sequence.getInstance(value);
              return numbers.size() == 2
                  && ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue().signum() > 0
                  && ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue().signum() > 0
                  && Arrays.equals(numbers.getEncoded(ASN1Encoding.DER), value);
            })
        .orElse(false);
  }

  /** A piece of ASN.1 to read. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** What a piece says; empty if it is malformed. */
  private static <T> Optional<T> readable(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(String algorithm, byte @Nullable [] parameters) {
    return readable(
            () ->
                name(
                    new AlgorithmIdentifier(
                        new ASN1ObjectIdentifier(algorithm),
                        parameters == null ? null : ASN1Primitive.fromByteArray(parameters))))
        .flatMap(name -> name);
  }

  /** Absent parameters stand for SHA-1 (RFC 4055, 3.1). */
  private static Optional<String> name(@Nullable RSASSAPSSparams parameters) {
    if (parameters == null
        || !parameters.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
        || !RSA_PSS_BY_DIGEST.containsKey(
            AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters())
                .getAlgorithm())) {
      return Optional.empty();
    }
    return Optional.ofNullable(RSA_PSS_BY_DIGEST.get(parameters.getHashAlgorithm().getAlgorithm()));
  }
}
