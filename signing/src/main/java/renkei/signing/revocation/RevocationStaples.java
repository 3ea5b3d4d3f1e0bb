package renkei.signing.revocation;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.RevocationStatus;

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
 * old staples. Each is read once, and each list judged once for an issuer. Thread-safe.
 */
public final class RevocationStaples implements RevocationStatus {

  /** Staples of one piece of evidence: some for each certificate of each of its signers' paths. */
  public static final int MOST = 64;

  /** Octets of all of them together. */
  public static final int MOST_OCTETS = 16 * 1024 * 1024;

  private final List<RevocationList.Unjudged> lists;
  private final List<RevocationResponse.Unjudged> responses;
  private final Map<X509Certificate, List<RevocationList>> listsByIssuer =
      new ConcurrentHashMap<>();
  private final Duration grace;
  private final AlgorithmTable table;
  private final Clock clock;

  /**
   * The staples of one piece of evidence, in any order; by the standard table of algorithms.
   *
   * @param grace for how long a staple counts after its stated next update; as {@link
   *     RevocationCache} had it when the evidence was made
   * @throws IllegalArgumentException if the grace is negative, or the staples are more than {@value
   *     #MOST} or have more than 16 MiB together
   */
  public RevocationStaples(List<StapledStatus> staples, Duration grace) {
    this(staples, grace, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * As {@link #RevocationStaples(List, Duration)}, by another table.
   *
   * @throws IllegalArgumentException as there
   */
  public RevocationStaples(
      List<StapledStatus> staples, Duration grace, AlgorithmTable table, Clock clock) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace cannot be negative");
    }
    requireBounds(staples);
    this.lists = read(staples, StapledStatus.Kind.LIST, RevocationList.Unjudged::read);
    this.responses = read(staples, StapledStatus.Kind.RESPONSE, RevocationResponse.Unjudged::read);
    this.grace = grace;
    this.table = table;
    this.clock = clock;
  }

  /**
   * Checks number and size.
   *
   * @throws IllegalArgumentException if there is too much
   */
  public static void requireBounds(List<StapledStatus> staples) {
    if (staples.size() > MOST
        || staples.stream().mapToLong(StapledStatus::length).sum() > MOST_OCTETS) {
      throw new IllegalArgumentException("evidence has at most 64 staples, of 16 MiB together");
    }
  }

  @Override
  public Status of(X509Certificate certificate, X509Certificate issuer, Instant at) {
    List<RevocationInformation> counting =
        about(certificate, issuer)
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

  private List<RevocationList> lists(X509Certificate issuer) {
    return listsByIssuer.computeIfAbsent(issuer, _ -> usable(lists, list -> list.by(issuer)));
  }

  private Stream<RevocationInformation> about(X509Certificate certificate, X509Certificate issuer) {
    return Stream.concat(
        lists(issuer).stream(),
        usable(responses, response -> response.about(certificate, issuer)).stream());
  }

  private static <T> List<T> read(
      List<StapledStatus> staples, StapledStatus.Kind kind, Reading<byte[], T> reading) {
    return usable(
        staples.stream()
            .filter(staple -> staple.kind() == kind)
            .map(StapledStatus::encoded)
            .toList(),
        reading);
  }

  /** Leaves out what is about another certificate or issuer, or nothing at all. */
  private static <S, T> List<T> usable(List<S> sources, Reading<S, T> reading) {
    List<T> usable = new ArrayList<>();
    for (S source : sources) {
      try {
        usable.add(reading.of(source));
      } catch (RevocationRefused _) {
        // Says nothing here.
      }
    }
    return List.copyOf(usable);
  }

  /** One step from octets to what can be believed. */
  private interface Reading<S, T> {
    T of(S source) throws RevocationRefused;
  }
}
