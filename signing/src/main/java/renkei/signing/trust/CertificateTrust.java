package renkei.signing.trust;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import renkei.signing.AlgorithmTable;

/**
 * Says whose certificates count. Every implementation is thread-safe and never fetches anything.
 */
public interface CertificateTrust {

  /** Certificates of one chain: the one in question and those that may come with it. */
  int MOST_CERTIFICATES = 16;

  /**
   * Trusts what leads to one of {@code anchors} by the rules of RFC 5280, by algorithms of the
   * standard table. Good verdicts are kept for ten minutes of {@code clock} at most.
   *
   * @param anchors several may stand side by side, so that an old root and its successor overlap
   * @throws IllegalArgumentException if there is no anchor at all
   */
  static CertificateTrust anchoredAt(Set<X509Certificate> anchors, Clock clock) {
    return anchoredAt(anchors, AlgorithmTable.standard(), clock);
  }

  /**
   * As {@link #anchoredAt(Set, Clock)}, by another table. It is asked each time after the algorithm
   * of every signature below the anchor: an algorithm that has ended for new work on the day the
   * path must hold at is not trusted, nor is one that is refused today.
   *
   * @param table the one that what these certificates sign is judged by
   * @throws IllegalArgumentException if there is no anchor at all
   */
  static CertificateTrust anchoredAt(
      Set<X509Certificate> anchors, AlgorithmTable table, Clock clock) {
    return anchoredAt(anchors, (_, _, _) -> new RevocationStatus.Status.Good(), table, clock);
  }

  /**
   * As {@link #anchoredAt(Set, Clock)}, and asks after every certificate of the path below the
   * anchor each time: what is revoked, or of unknown status, is not trusted.
   *
   * @param revocation usually a {@link renkei.signing.revocation.RevocationCache RevocationCache}
   * @throws IllegalArgumentException if there is no anchor at all
   */
  static CertificateTrust anchoredAt(
      Set<X509Certificate> anchors, RevocationStatus revocation, Clock clock) {
    return anchoredAt(anchors, revocation, AlgorithmTable.standard(), clock);
  }

  /**
   * As {@link #anchoredAt(Set, RevocationStatus, Clock)}, by another table; see {@link
   * #anchoredAt(Set, AlgorithmTable, Clock)}.
   *
   * @throws IllegalArgumentException if there is no anchor at all
   */
  static CertificateTrust anchoredAt(
      Set<X509Certificate> anchors,
      RevocationStatus revocation,
      AlgorithmTable table,
      Clock clock) {
    return new AnchoredTrust(anchors, revocation, table, clock);
  }

  /**
   * Checks a path.
   *
   * @param chain the certificate in question first, each followed by its issuer; the anchor may be
   *     left out
   * @param at the instant the path must hold at
   */
  Trust check(List<X509Certificate> chain, Instant at);

  /** What came of it. */
  sealed interface Trust {

    /**
     * The path holds.
     *
     * @param leaf the certificate that was asked about
     */
    record Trusted(X509Certificate leaf) implements Trust {}

    /**
     * The path does not hold.
     *
     * @param reason for a log or an operator; no secret in it
     */
    record Untrusted(String reason) implements Trust {}
  }
}
