package renkei.signing.evidence;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import renkei.signing.AlgorithmTable;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.revocation.RevocationStaples;
import renkei.signing.trust.CertificateTrust;

/**
 * Evidence that stands alone: a signed batch head, its signers' chains, what their issuers said
 * about revocation, and one time-stamp over all of that. Years later it is verified without asking
 * anybody, and no time in it is its maker's word: it was signed by the time that the token says.
 *
 * <p>To make it: sign a batch, staple with {@link StapledHead#of}, have its encoding stamped by a
 * {@link TimeStampQueue}, take {@link #of}. Staples count within their own life only, so they are
 * to be fetched shortly before. Immutable and thread-safe.
 *
 * @param stapled what was signed and stapled
 * @param proof that it was there when the token was made
 */
public record Evidence(StapledHead stapled, TimeStampProof proof) {

  /** Octets of the encoding: the token and the path beside the head. */
  private static final int LONGEST = StapledHead.LONGEST + 128 * 1024;

  private static final String LABEL = "renkei.signing evidence 1";

  /** What came of verifying evidence. */
  public sealed interface Verdict {

    /**
     * It holds.
     *
     * @param batch whose items' proofs can be checked
     * @param made when it was there at the latest, by the time-stamp
     */
    record Genuine(GenuineBatch batch, Instant made) implements Verdict {}

    /**
     * It shows nothing.
     *
     * @param reason for a log or an operator; no secret in it
     */
    record Refused(String reason) implements Verdict {}
  }

  /**
   * Evidence of what a queue had stamped.
   *
   * @throws IllegalArgumentException if that is not the encoding of a {@link StapledHead}
   */
  public static Evidence of(TimeStampQueue.StampedEvidence stamped) {
    return new Evidence(
        StapledHead.read(stamped.evidence())
            .orElseThrow(() -> new IllegalArgumentException("not a stapled head")),
        new TimeStampProof(
            stamped.stamp().token(),
            stamped.root(),
            stamped.size(),
            stamped.index(),
            stamped.path()));
  }

  /** The one encoding of it, to be kept. */
  public byte[] encoded() {
    FieldWriter out =
        new FieldWriter(LABEL)
            .octets(stapled.encoded())
            .octets(proof.token())
            .octets(proof.root())
            .number(proof.size())
            .number(proof.index())
            .number(proof.path().size());
    proof.path().forEach(out::octets);
    return out.written();
  }

  /**
   * Reads an encoding. What is read is not verified.
   *
   * @return empty for everything else, another encoding of the same included
   */
  public static Optional<Evidence> read(byte[] encoded) {
    return FieldReader.read(
        LABEL,
        encoded,
        LONGEST,
        in ->
            StapledHead.read(in.octets())
                .map(stapled -> new Evidence(stapled, proof(in)))
                .filter(read -> Arrays.equals(read.encoded(), encoded)));
  }

  private static TimeStampProof proof(FieldReader in) {
    return new TimeStampProof(
        in.octets(),
        in.octets(),
        in.number(),
        in.number(),
        in.list(TimeStampProof.LONGEST_PATH, in::octets));
  }

  /**
   * Verifies it, by what it carries alone. The token must be over all of it; at the token's time
   * each signer whose algorithm counts must have been trusted and, by the staples, not revoked.
   *
   * @param signers anchors of those who sign heads
   * @param authorities anchors of those who make time-stamps; one that is found to have stamped
   *     wrongly must be taken away here, since no staple speaks of it
   * @param table by what heads, certificates, staples and the token may be signed
   * @param clock says when it is looked at
   * @throws IllegalArgumentException if there is no anchor of one kind
   */
  public Verdict verify(
      Set<X509Certificate> signers,
      Set<X509Certificate> authorities,
      AlgorithmTable table,
      Clock clock) {
    if (!proof.leadsFrom(stapled.encoded())) {
      return new Verdict.Refused("the time-stamp is over something else");
    }
    TimeStampVerifier tokens =
        new TimeStampVerifier(CertificateTrust.anchoredAt(authorities, table, clock), table, clock);
    return switch (tokens.check(proof.token(), proof.root())) {
      case TimeStamping.Stamped(TimeStamp stamp) -> verify(signers, table, stamp.time(), clock);
      case TimeStamping.Away(String reason) -> new Verdict.Refused("time-stamp: " + reason);
      case TimeStamping.Unusable(String reason) -> new Verdict.Refused("time-stamp: " + reason);
    };
  }

  private Verdict verify(
      Set<X509Certificate> signers, AlgorithmTable table, Instant made, Clock clock) {
    Instant now = clock.instant();
    if (!table.accepts(DigestAlgorithm.SHA256.uri(), made, now)) {
      return new Verdict.Refused(
          "the table does not accept SHA-256, which all trees are made with");
    }
    RevocationStaples staples =
        new RevocationStaples(stapled.staples(), Duration.ZERO, table, clock);
    CertificateTrust trust = CertificateTrust.anchoredAt(signers, staples, table, clock);
    return switch (GenuineBatch.judge(stapled.head(), stapled.chains(), trust, table, made, now)) {
      case GenuineBatch.Judgement.Holds(GenuineBatch batch) -> new Verdict.Genuine(batch, made);
      case GenuineBatch.Judgement.Fails(String reason) -> new Verdict.Refused(reason);
    };
  }
}
