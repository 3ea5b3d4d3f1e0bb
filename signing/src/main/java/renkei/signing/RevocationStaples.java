package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The status of a signer's path by what was stapled to the evidence, years later and without asking
 * anybody. A staple counts for an instant
 *
 * <ul>
 *   <li>within its own life and a grace after it, as it would have counted then, or
 *   <li>before it was made: what is good later was good before, while the certificate lasted.
 * </ul>
 *
 * <p>Whoever signed a staple is judged as of when it was signed. That instant is the issuer's word
 * alone: a time-stamp over evidence and staples together keeps a key that leaks later from making
 * old staples. Immutable and thread-safe.
 */
public final class RevocationStaples implements RevocationStatus {

  private final List<StapledStatus> staples;
  private final Duration grace;
  private final AlgorithmTable table;
  private final Clock clock;

  /**
   * The staples of one piece of evidence, in any order; by the standard table of algorithms.
   *
   * @param grace for how long a staple counts after its stated next update; as {@link
   *     RevocationCache} had it when the evidence was made
   * @throws IllegalArgumentException if the grace is negative
   */
  public RevocationStaples(List<StapledStatus> staples, Duration grace) {
    this(staples, grace, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * As {@link #RevocationStaples(List, Duration)}, by another table.
   *
   * @throws IllegalArgumentException if the grace is negative
   */
  public RevocationStaples(
      List<StapledStatus> staples, Duration grace, AlgorithmTable table, Clock clock) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace cannot be negative");
    }
    this.staples = List.copyOf(staples);
    this.grace = grace;
    this.table = table;
    this.clock = clock;
  }

  @Override
  public Status of(X509Certificate certificate, X509Certificate issuer, Instant at) {
    List<RevocationInformation> counting =
        read(certificate, issuer).stream()
            .filter(information -> information.speaksOf(certificate))
            .filter(information -> !at.isAfter(information.nextUpdate().plus(grace)))
            .filter(information -> isAccepted(information, at))
            .filter(information -> isSignerGood(information, issuer, at))
            .toList();
    return counting.isEmpty()
        ? new Status.Unknown(
            "no staple tells the status of "
                + CertificateNames.inShort(certificate)
                + " at that time")
        : RevocationInformation.status(counting, certificate, at);
  }

  /** The evidence and its staples are of one time; only a staple that says so itself is later. */
  private boolean isAccepted(RevocationInformation information, Instant at) {
    Instant stated = information.thisUpdate();
    return information.isAcceptedBy(table, stated.isAfter(at) ? stated : at, clock.instant());
  }

  private boolean isSignerGood(
      RevocationInformation information, X509Certificate issuer, Instant at) {
    return information
        .signerToCheck()
        .map(
            signer ->
                lists(issuer).stream()
                    .filter(list -> isAccepted(list, at))
                    .anyMatch(list -> clears(list, signer, information)))
        .orElse(true);
  }

  private boolean clears(
      RevocationInformation list, X509Certificate signer, RevocationInformation signed) {
    return list.speaksOf(signer)
        && list.revocationOf(signer).isEmpty()
        && !signed.thisUpdate().isAfter(list.nextUpdate().plus(grace));
  }

  private List<RevocationInformation> lists(X509Certificate issuer) {
    List<RevocationInformation> read = new ArrayList<>();
    for (StapledStatus staple : staples) {
      if (staple.kind() == StapledStatus.Kind.LIST) {
        try {
          read.add(RevocationList.read(staple.encoded(), issuer));
        } catch (RevocationRefused _) {
          // Another issuer's, or none at all: it says nothing here.
        }
      }
    }
    return read;
  }

  private List<RevocationInformation> read(X509Certificate certificate, X509Certificate issuer) {
    List<RevocationInformation> read = lists(issuer);
    for (StapledStatus staple : staples) {
      if (staple.kind() == StapledStatus.Kind.RESPONSE) {
        try {
          read.add(RevocationResponse.read(staple.encoded(), certificate, issuer));
        } catch (RevocationRefused _) {
          // About another certificate, or none at all: it says nothing here.
        }
      }
    }
    return read;
  }
}
