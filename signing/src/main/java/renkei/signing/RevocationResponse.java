package renkei.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/**
 * One responder's answer about one certificate (RFC 6960).
 *
 * @param revoked when the revocation took effect; empty for a good certificate
 */
@SuppressWarnings("ArrayRecordComponent")
record RevocationResponse(
    String subject,
    Instant thisUpdate,
    Instant nextUpdate,
    Optional<Instant> revoked,
    byte[] encoded) {

  private static final int LONGEST = 64 * 1024;
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

  static RevocationResponse read(
      byte[] encoded, X509Certificate certificate, X509Certificate issuer, Instant now)
      throws RevocationRefused {
    RevocationRefused.require(encoded.length <= LONGEST, "a response has at most 64 KiB");
    try {
      OCSPResp response = new OCSPResp(encoded);
      RevocationRefused.require(
          response.getStatus() == OCSPResp.SUCCESSFUL
              && response.getResponseObject() instanceof BasicOCSPResp,
          "a response is a successful basic one (4.2.1)");
      BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
      RevocationRefused.require(
          basic.isSignatureValid(
              new JcaContentVerifierProviderBuilder()
                  .setProvider(CryptoProviders.bouncyCastle())
                  .build(responder(basic, issuer, now))),
          "a response is signed by the issuer or by whom it delegates to (4.2.2.2)");
      SingleResp single = single(basic, certificate, issuer);
      Instant thisUpdate = single.getThisUpdate().toInstant();
      RevocationRefused.require(!thisUpdate.isAfter(now), "a response is not from the future");
      Date nextUpdate = single.getNextUpdate();
      RevocationRefused.require(nextUpdate != null, "a response has a next update");
      return new RevocationResponse(
          certificate.getSubjectX500Principal().getName(),
          thisUpdate,
          nextUpdate.toInstant(),
          revocation(single.getCertStatus()),
          encoded.clone());
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) {
      throw new RevocationRefused("a response is readable: " + e.getClass().getSimpleName());
    }
  }

  /** The library says "good" by null. */
  private static Optional<Instant> revocation(@Nullable CertificateStatus status)
      throws RevocationRefused {
    if (status == null) {
      return Optional.empty();
    }
    if (status instanceof RevokedStatus revoked) {
      return Optional.of(revoked.getRevocationTime().toInstant());
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

  /** The issuer's own key, or that of a certificate it issued for this purpose. */
  private static PublicKey responder(BasicOCSPResp basic, X509Certificate issuer, Instant now)
      throws GeneralSecurityException {
    for (X509CertificateHolder holder : basic.getCerts()) {
      X509Certificate delegate = new JcaX509CertificateConverter().getCertificate(holder);
      if (!delegate.equals(issuer) && isDelegate(delegate, issuer, now)) {
        return delegate.getPublicKey();
      }
    }
    return issuer.getPublicKey();
  }

  private static boolean isDelegate(X509Certificate delegate, X509Certificate issuer, Instant now)
      throws GeneralSecurityException {
    List<String> purposes = delegate.getExtendedKeyUsage();
    if (purposes == null
        || !purposes.contains(OCSP_SIGNING)
        || !Validity.of(delegate).contains(now)
        || !delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    delegate.verify(issuer.getPublicKey());
    return true;
  }

  boolean isNewerThan(RevocationResponse other) {
    return thisUpdate.isAfter(other.thisUpdate);
  }
}
