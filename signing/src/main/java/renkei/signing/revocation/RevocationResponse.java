package renkei.signing.revocation;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import renkei.signing.KeyUsages;
import renkei.signing.Validity;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.IssuerSignatures;
import renkei.signing.trust.CertificateRules;

/**
 * One responder's answer about one certificate (RFC 6960).
 *
 * @param revoked when the revocation took effect; empty for a good certificate
 * @param delegate the certificate of the responder that signed; empty if the issuer did
 */
@SuppressWarnings("ArrayRecordComponent")
record RevocationResponse(
    X509Certificate about,
    Instant thisUpdate,
    Instant nextUpdate,
    Optional<Instant> revoked,
    Optional<X509Certificate> delegate,
    List<String> algorithms,
    byte[] encoded)
    implements RevocationInformation {

  private static final int LONGEST = 64 * 1024;
  private static final String READABLE = "a response is readable";
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final String NO_CHECK = "1.3.6.1.5.5.7.48.1.5";

  /** Reads a response and judges it, and who signed it, as of when it was made. */
  static RevocationResponse read(
      byte[] encoded, X509Certificate certificate, X509Certificate issuer)
      throws RevocationRefused {
    return Unjudged.read(encoded).about(certificate, issuer);
  }

  /** A response that was read, and is not known to be about anything yet. */
  @SuppressWarnings("ArrayRecordComponent")
  record Unjudged(BasicOCSPResp basic, byte[] encoded) {

    static Unjudged read(byte[] encoded) throws RevocationRefused {
      RevocationRefused.require(encoded.length <= LONGEST, "a response has at most 64 KiB");
      return RevocationRefused.unlessReadable(
          READABLE,
          () -> {
            OCSPResp response = new OCSPResp(encoded);
            RevocationRefused.require(
                response.getStatus() == OCSPResp.SUCCESSFUL
                    && response.getResponseObject() instanceof BasicOCSPResp,
                "a response is a successful basic one (4.2.1)");
            return new Unjudged((BasicOCSPResp) response.getResponseObject(), encoded.clone());
          });
    }

    /** Judges it, and who signed it, as of when it was made. */
    RevocationResponse about(X509Certificate certificate, X509Certificate issuer)
        throws RevocationRefused {
      return RevocationRefused.unlessReadable(
          READABLE, () -> judged(basic, encoded, certificate, issuer));
    }
  }

  private static RevocationResponse judged(
      BasicOCSPResp basic, byte[] encoded, X509Certificate certificate, X509Certificate issuer)
      throws RevocationRefused,
          IOException,
          OCSPException,
          OperatorCreationException,
          GeneralSecurityException {
    Optional<String> algorithm = IssuerSignatures.name(basic.getSignatureAlgorithmID());
    RevocationRefused.require(
        algorithm.isPresent(), "a response is signed by an accepted algorithm");
    Instant produced = basic.getProducedAt().toInstant();
    RevocationRefused.require(
        Validity.of(issuer).contains(produced), "a response is from its issuer's lifetime");
    Optional<X509Certificate> delegate = delegate(basic, issuer, produced);
    RevocationRefused.require(
        basic.isSignatureValid(
            new JcaContentVerifierProviderBuilder()
                .setProvider(CryptoProviders.bouncyCastle())
                .build(
                    SubjectPublicKeyInfo.getInstance(
                        delegate.orElse(issuer).getPublicKey().getEncoded()))),
        "a response is signed by the issuer or by whom it delegates to (4.2.2.2)");
    SingleResp single = single(basic, certificate, issuer);
    Instant thisUpdate = single.getThisUpdate().toInstant();
    RevocationRefused.require(
        !thisUpdate.isAfter(produced), "a response is not made before what it tells (2.4)");
    Date nextUpdate = single.getNextUpdate();
    RevocationRefused.require(nextUpdate != null, "a response has a next update");
    return new RevocationResponse(
        certificate,
        thisUpdate,
        nextUpdate.toInstant(),
        revocation(single),
        delegate,
        Stream.of(algorithm, delegate.flatMap(IssuerSignatures::name))
            .flatMap(Optional::stream)
            .toList(),
        encoded);
  }

  /** The library says "good" by null. */
  private static Optional<Instant> revocation(SingleResp single)
      throws RevocationRefused, IOException {
    CertificateStatus status = single.getCertStatus();
    if (status == null) {
      return Optional.empty();
    }
    if (status instanceof RevokedStatus revoked) {
      Extension invalidity = single.getExtension(Extension.invalidityDate);
      return Optional.of(
          InvalidityDate.orIfEarlier(
              invalidity == null ? null : invalidity.getExtnValue().getEncoded(),
              revoked.getRevocationTime().toInstant()));
    }
    throw new RevocationRefused("a response knows the certificate (2.2)");
  }

  private static SingleResp single(
      BasicOCSPResp basic, X509Certificate certificate, X509Certificate issuer)
      throws RevocationRefused, OperatorCreationException, OCSPException, GeneralSecurityException {
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
    X509CertificateHolder holder = new JcaX509CertificateHolder(issuer);
    for (SingleResp single : basic.getResponses()) {
      CertificateID id = single.getCertID();
      if (id.getSerialNumber().equals(certificate.getSerialNumber())
          && id.matchesIssuer(holder, digests)) {
        return single;
      }
    }
    throw new RevocationRefused("a response is about the certificate asked for (3.2)");
  }

  /** A certificate that the issuer issued for this purpose; empty if the issuer signed itself. */
  private static Optional<X509Certificate> delegate(
      BasicOCSPResp basic, X509Certificate issuer, Instant produced)
      throws GeneralSecurityException, RevocationRefused {
    for (X509CertificateHolder holder : basic.getCerts()) {
      X509Certificate delegate = new JcaX509CertificateConverter().getCertificate(holder);
      if (!delegate.equals(issuer) && isDelegate(delegate, issuer, produced)) {
        return Optional.of(delegate);
      }
    }
    return Optional.empty();
  }

  private static boolean isDelegate(
      X509Certificate delegate, X509Certificate issuer, Instant produced)
      throws GeneralSecurityException, RevocationRefused {
    List<String> purposes = delegate.getExtendedKeyUsage();
    if (purposes == null
        || !purposes.contains(OCSP_SIGNING)
        || !delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    RevocationRefused.require(
        Validity.of(delegate).contains(produced), "a response is from its responder's lifetime");
    RevocationRefused.require(
        CertificateRules.brokenBy(delegate).isEmpty() && KeyUsages.allowSigning(delegate),
        "a responder's certificate keeps the rules and is for signing (4.2.2.2)");
    delegate.verify(issuer.getPublicKey());
    return true;
  }

  @Override
  public Optional<Instant> revocationOf(X509Certificate certificate) {
    return revoked;
  }

  /** A delegate may say of itself that it need not be asked about (4.2.2.2.1). */
  @Override
  public Optional<X509Certificate> signerToCheck() {
    return delegate.filter(signer -> signer.getExtensionValue(NO_CHECK) == null);
  }

  @Override
  public StapledStatus staple() {
    return new StapledStatus(StapledStatus.Kind.RESPONSE, encoded);
  }
}
