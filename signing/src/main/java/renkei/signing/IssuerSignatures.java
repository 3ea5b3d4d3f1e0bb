package renkei.signing;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
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
 */
final class IssuerSignatures {

  private static final Set<ASN1ObjectIdentifier> DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  private static final Set<ASN1ObjectIdentifier> ALGORITHMS =
      Set.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          EdECObjectIdentifiers.id_Ed25519,
          NISTObjectIdentifiers.id_ml_dsa_65);

  private IssuerSignatures() {}

  static boolean areAccepted(X509Certificate certificate) {
    return isAccepted(certificate.getSigAlgOID(), certificate.getSigAlgParams());
  }

  static boolean areAccepted(X509CRL list) {
    return isAccepted(list.getSigAlgOID(), list.getSigAlgParams());
  }

  static boolean isAccepted(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
        ? isAccepted(RSASSAPSSparams.getInstance(algorithm.getParameters()))
        : ALGORITHMS.contains(algorithm.getAlgorithm());
  }

  private static boolean isAccepted(String algorithm, byte @Nullable [] parameters) {
    try {
      return isAccepted(
          new AlgorithmIdentifier(
              new ASN1ObjectIdentifier(algorithm),
              parameters == null ? null : ASN1Primitive.fromByteArray(parameters)));
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  /** Absent parameters stand for SHA-1 (RFC 4055, 3.1). */
  private static boolean isAccepted(@Nullable RSASSAPSSparams parameters) {
    return parameters != null
        && DIGESTS.contains(parameters.getHashAlgorithm().getAlgorithm())
        && parameters.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
        && DIGESTS.contains(
            AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters())
                .getAlgorithm());
  }
}
