package renkei.signing.evidence;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import renkei.signing.AlgorithmTable;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.IssuerSignatures;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.trust.ClockSkew;

/** Checks time-stamp tokens (RFC 3161), without asking anybody. */
final class TimeStampVerifier {

  /** Bytes of a token. */
  static final int LONGEST = 64 * 1024;

  /** Digests with which an authority may sign: no SHA-1. */
  private static final Set<String> DIGESTS =
      Set.of(
          TSPAlgorithms.SHA256.getId(), TSPAlgorithms.SHA384.getId(), TSPAlgorithms.SHA512.getId());

  private final CertificateTrust trust;
  private final AlgorithmTable table;
  private final Clock clock;

  TimeStampVerifier(CertificateTrust trust, AlgorithmTable table, Clock clock) {
    this.trust = trust;
    this.table = table;
    this.clock = clock;
  }

  /** Whose a token is, and whether it is over this SHA-256 hash. */
  TimeStamping check(byte[] token, byte[] sha256) {
    if (token.length > LONGEST) {
      return new TimeStamping.Unusable("a token has at most 64 KiB");
    }
    try {
      return check(new TimeStampToken(new CMSSignedData(token)), token, sha256);
    } catch (IOException
        | TSPException
        | CMSException
        | GeneralSecurityException
        | OperatorCreationException
        | RuntimeException e) {
      return new TimeStamping.Unusable("token does not hold: " + e.getClass().getSimpleName());
    }
  }

  private TimeStamping check(TimeStampToken read, byte[] token, byte[] sha256)
      throws IOException, TSPException, GeneralSecurityException, OperatorCreationException {
    if (!read.getTimeStampInfo().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
        || !Arrays.equals(read.getTimeStampInfo().getMessageImprintDigest(), sha256)) {
      return new TimeStamping.Unusable("token is over something else");
    }
    List<X509Certificate> chain = chain(read);
    if (chain.isEmpty()) {
      return new TimeStamping.Unusable("token carries no certificate of its signer");
    }
    SignerInfo signer =
        read.toCMSSignedData().getSignerInfos().getSigners().iterator().next().toASN1Structure();
    if (!DIGESTS.contains(signer.getDigestAlgorithm().getAlgorithm().getId())) {
      return new TimeStamping.Unusable("token is signed over a digest that is not accepted");
    }
    Optional<String> algorithm = IssuerSignatures.name(signer);
    if (algorithm.isEmpty()) {
      return new TimeStamping.Unusable("token is signed by an algorithm that is not accepted");
    }
    read.validate(
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(CryptoProviders.bouncyCastle())
            .build(new X509CertificateHolder(chain.getFirst().getEncoded())));
    Instant time = read.getTimeStampInfo().getGenTime().toInstant();
    if (ClockSkew.isFromTheFuture(time, clock)) {
      return new TimeStamping.Unusable("token is from the future");
    }
    if (!table.accepts(algorithm.get(), time, clock.instant())) {
      return new TimeStamping.Unusable(
          "token is signed by an algorithm that the table does not accept: " + algorithm.get());
    }
    return switch (trust.check(chain, time)) {
      case CertificateTrust.Trust.Trusted _ -> new TimeStamping.Stamped(new TimeStamp(token, time));
      case CertificateTrust.Trust.Untrusted(String reason) -> new TimeStamping.Unusable(reason);
    };
  }

  /** The signer's certificate first, then whatever else the token carries. */
  private static List<X509Certificate> chain(TimeStampToken token) throws GeneralSecurityException {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    Collection<X509CertificateHolder> all = token.getCertificates().getMatches(null);
    List<X509Certificate> chain = new ArrayList<>();
    for (X509CertificateHolder holder : all) {
      X509Certificate certificate = converter.getCertificate(holder);
      if (token.getSID().match(holder)) {
        chain.addFirst(certificate);
      } else {
        chain.addLast(certificate);
      }
    }
    return !chain.isEmpty() && all.stream().anyMatch(token.getSID()::match) ? chain : List.of();
  }
}
