package renkei.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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

  /** Digests with which an authority may sign: no SHA-1. */
  private static final Set<String> DIGESTS =
      Set.of(
          TSPAlgorithms.SHA256.getId(), TSPAlgorithms.SHA384.getId(), TSPAlgorithms.SHA512.getId());

  private final CertificateTrust trust;
  private final Exchange exchange;
  private final SecureRandom random = new SecureRandom();

  /**
   * An authority.
   *
   * @param trust whose tokens count
   * @param exchange how the authority is reached
   */
  public TimeStampAuthority(CertificateTrust trust, Exchange exchange) {
    this.trust = trust;
    this.exchange = exchange;
  }

  /** Sends a request to the authority. */
  @FunctionalInterface
  public interface Exchange {

    /**
     * The response to a request, both DER.
     *
     * @throws IOException if the authority cannot be reached in time
     */
    byte[] send(byte[] request) throws IOException;
  }

  /** Asks for a time-stamp over a SHA-256 hash. */
  public TimeStamping stamp(byte[] sha256) {
    try {
      TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
      generator.setCertReq(true);
      TimeStampRequest request =
          generator.generate(TSPAlgorithms.SHA256, sha256, new BigInteger(64, random));
      TimeStampResponse response = new TimeStampResponse(exchange.send(request.getEncoded()));
      response.validate(request);
      TimeStampToken token = response.getTimeStampToken();
      return token == null
          ? new TimeStamping.Unusable("refused with status " + response.getStatus())
          : check(token.getEncoded(), sha256);
    } catch (IOException e) {
      return new TimeStamping.Away(e.getClass().getSimpleName());
    } catch (TSPException | RuntimeException e) {
      return new TimeStamping.Unusable(
          "not an answer to the request: " + e.getClass().getSimpleName());
    }
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
    String digest =
        read.toCMSSignedData().getSignerInfos().getSigners().iterator().next().getDigestAlgOID();
    if (!DIGESTS.contains(digest)) {
      return new TimeStamping.Unusable("token is signed over a digest that is not accepted");
    }
    read.validate(
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(CryptoProviders.bouncyCastle())
            .build(chain.getFirst()));
    Instant time = read.getTimeStampInfo().getGenTime().toInstant();
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
