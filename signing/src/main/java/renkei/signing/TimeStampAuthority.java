package renkei.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Asks one authority for time-stamps over SHA-256 hashes, and checks tokens (RFC 3161).
 * Thread-safe.
 */
public final class TimeStampAuthority {

  private static final int LONGEST = 64 * 1024;

  /** What a response may have around its token. */
  private static final int AROUND = 4 * 1024;

  /** How far an authority's clock may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /** Digests with which an authority may sign: no SHA-1. */
  private static final Set<String> DIGESTS =
      Set.of(
          TSPAlgorithms.SHA256.getId(), TSPAlgorithms.SHA384.getId(), TSPAlgorithms.SHA512.getId());

  private final CertificateTrust trust;
  private final Exchange exchange;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * An authority.
   *
   * @param trust whose tokens count
   * @param exchange how the authority is reached
   * @param clock a token from more than a minute after it is not believed
   */
  public TimeStampAuthority(CertificateTrust trust, Exchange exchange, Clock clock) {
    this.trust = trust;
    this.exchange = exchange;
    this.clock = clock;
  }

  /** Sends a request to the authority. */
  @FunctionalInterface
  public interface Exchange {

    /**
     * The response to a request, both DER. More than 68 KiB are not looked at: an exchange should
     * stop reading there.
     *
     * @throws IOException if the authority cannot be reached in time; nothing else counts as away
     */
    byte[] send(byte[] request) throws IOException;
  }

  /** Asks for a time-stamp over a SHA-256 hash. */
  public TimeStamping stamp(byte[] sha256) {
    TimeStampRequest request = request(sha256);
    byte[] answer;
    try {
      answer = exchange.send(request.getEncoded());
    } catch (IOException e) {
      return new TimeStamping.Away(e.getClass().getSimpleName());
    }
    return answer.length > LONGEST + AROUND
        ? new TimeStamping.Unusable("an answer has at most 68 KiB")
        : read(answer, request, sha256);
  }

  private TimeStampRequest request(byte[] sha256) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, sha256, new BigInteger(64, random));
  }

  private TimeStamping read(byte[] answer, TimeStampRequest request, byte[] sha256) {
    try {
      TimeStampResponse response = new TimeStampResponse(answer);
      response.validate(request);
      TimeStampToken token = response.getTimeStampToken();
      return token == null
          ? new TimeStamping.Unusable("refused with status " + response.getStatus())
          : check(token.getEncoded(), sha256);
    } catch (IOException | TSPException | RuntimeException e) {
      return new TimeStamping.Unusable(
          "not an answer to the request: " + e.getClass().getSimpleName());
    }
  }

  /** Checks evidence that was kept: that it leads to its root, and that the token is over that. */
  public TimeStamping check(TimeStampQueue.StampedEvidence stamped) {
    return stamped.leadsToRoot()
        ? check(stamped.stamp().token(), stamped.root())
        : new TimeStamping.Unusable("evidence does not lead to its root");
  }

  /** Checks a token that was kept: whose it is, and that it is over this SHA-256 hash. */
  public TimeStamping check(byte[] token, byte[] sha256) {
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
      throws TSPException, GeneralSecurityException, OperatorCreationException {
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
    if (!isAccepted(signer.getDigestEncryptionAlgorithm())) {
      return new TimeStamping.Unusable("token is signed by an algorithm that is not accepted");
    }
    read.validate(
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(CryptoProviders.bouncyCastle())
            .build(chain.getFirst()));
    Instant time = read.getTimeStampInfo().getGenTime().toInstant();
    if (time.isAfter(clock.instant().plus(AHEAD))) {
      return new TimeStamping.Unusable("token is from the future");
    }
    return switch (trust.check(chain, time)) {
      case CertificateTrust.Trust.Trusted _ -> new TimeStamping.Stamped(new TimeStamp(token, time));
      case CertificateTrust.Trust.Untrusted(String reason) -> new TimeStamping.Unusable(reason);
    };
  }

  /**
   * A signature algorithm that names a digest is verified with that one, whatever the digest field
   * says; plain RSA names none and goes by the field (RFC 5754, 3.2).
   */
  private static boolean isAccepted(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)
        || IssuerSignatures.isAccepted(algorithm);
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
