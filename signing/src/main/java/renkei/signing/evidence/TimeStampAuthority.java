package renkei.signing.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateTrust;

/**
 * Asks one authority for time-stamps over SHA-256 hashes, and checks tokens (RFC 3161).
 * Thread-safe.
 */
public final class TimeStampAuthority {

  /** What a response may have around its token. */
  private static final int AROUND = 4 * 1024;

  private final TimeStampVerifier tokens;
  private final Exchange exchange;
  private final SecureRandom random = new SecureRandom();

  /**
   * An authority, whose algorithms the standard table dates.
   *
   * @param trust whose tokens count
   * @param exchange how the authority is reached
   * @param clock a token from more than a minute after it is not believed
   */
  public TimeStampAuthority(CertificateTrust trust, Exchange exchange, Clock clock) {
    this(trust, exchange, AlgorithmTable.standard(), clock);
  }

  /**
   * As {@link #TimeStampAuthority(CertificateTrust, Exchange, Clock)}, by another table.
   *
   * @param table says by what a token may be signed; what {@code trust} is to ask, it must be given
   *     too
   */
  public TimeStampAuthority(
      CertificateTrust trust, Exchange exchange, AlgorithmTable table, Clock clock) {
    this.tokens = new TimeStampVerifier(trust, table, clock);
    this.exchange = exchange;
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
    return answer.length > TimeStampVerifier.LONGEST + AROUND
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
    return tokens.check(token, sha256);
  }
}
