package renkei.signing.revocation;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import renkei.signing.AlgorithmTable;
import renkei.signing.Validity;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.ClockSkew;
import renkei.signing.trust.RevocationStatus;

/**
 * Revocation information in memory: lists (RFC 5280, 5) and single responses (RFC 6960), each
 * checked when it is added. Others fetch it ahead, see {@link RevocationUpdates}; a question never
 * waits.
 *
 * <p>Information counts until its next update and for a grace after that, since an issuer's servers
 * may be away; after the grace the answer is {@link RevocationStatus.Status.Unknown}. What is about
 * a certificate or an issuer that has ended is forgotten with the next addition after its grace.
 * Thread-safe.
 */
public final class RevocationCache implements RevocationStatus {

  private final Duration grace;
  private final AlgorithmTable table;
  private final Clock clock;
  private final Map<Issuer, RevocationList> lists = new ConcurrentHashMap<>();
  private final Map<X509Certificate, RevocationResponse> responses = new ConcurrentHashMap<>();

  /**
   * Whose lists they are: those of one name and key, whichever of its certificates it goes by. Two
   * roots may have certified it, and what it revokes is revoked under both.
   */
  private record Issuer(X500Principal name, PublicKey key) {

    static Issuer of(X509Certificate certificate) {
      return new Issuer(certificate.getSubjectX500Principal(), certificate.getPublicKey());
    }
  }

  /**
   * An empty cache, by the standard table of algorithms.
   *
   * @param grace for how long information counts after its stated next update; 48 hours or more
   *     where an issuer may be away over a week-end
   */
  public RevocationCache(Duration grace, Clock clock) {
    this(grace, AlgorithmTable.standard(), clock);
  }

  /**
   * As {@link #RevocationCache(Duration, Clock)}, by another table. What is held counts as new work
   * of its issuer: from the day its algorithm ends for that, it tells nothing.
   */
  public RevocationCache(Duration grace, AlgorithmTable table, Clock clock) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace cannot be negative");
    }
    this.grace = grace;
    this.table = table;
    this.clock = clock;
  }

  /** What came of adding information. */
  public sealed interface Addition {

    /**
     * It counts from now on.
     *
     * @param nextUpdate when the issuer promises newer information
     */
    record Added(Instant nextUpdate) implements Addition {}

    /**
     * It is not used; what was there before stays.
     *
     * @param reason for an operator
     */
    record Refused(String reason) implements Addition {}
  }

  /** How good held information is. */
  public enum Age {
    /** Before its next update. */
    FRESH,
    /** After its next update, within the grace: still counts, somebody should look. */
    STALE,
    /** After the grace: counts no more. */
    EXPIRED
  }

  /**
   * One piece of held information, for operators.
   *
   * @param subject whose certificates it speaks of: an issuer, or one certificate
   */
  public record Held(String subject, Instant thisUpdate, Instant nextUpdate, Age age) {}

  /**
   * Adds a revocation list; one from more than a minute after the clock is refused.
   *
   * @param list DER encoding
   * @param issuer the certificate the list must be signed under
   */
  public Addition addList(byte[] list, X509Certificate issuer) {
    return added(
        () -> {
          RevocationList read = RevocationList.read(list, issuer);
          requireKnownAlready(read);
          forgetWhatEnded();
          return addition(
              read,
              lists.merge(
                  Issuer.of(issuer), read, (old, added) -> old.isNewerThan(added) ? old : added));
        });
  }

  /**
   * Adds a response about one certificate; one from more than a minute after the clock is refused.
   *
   * @param response DER encoding of an OCSP response
   */
  public Addition addResponse(
      byte[] response, X509Certificate certificate, X509Certificate issuer) {
    return added(
        () -> {
          RevocationResponse read = RevocationResponse.read(response, certificate, issuer);
          requireKnownAlready(read);
          RevocationRefused.require(
              isValidNow(read.delegate()), "a responder's certificate has not expired");
          forgetWhatEnded();
          return addition(
              read,
              responses.merge(
                  certificate, read, (old, added) -> old.isNewerThan(added) ? old : added));
        });
  }

  private interface Adding {
    Addition add() throws RevocationRefused;
  }

  private static Addition added(Adding adding) {
    try {
      return adding.add();
    } catch (RevocationRefused e) {
      return new Addition.Refused(e.rule());
    }
  }

  private void requireKnownAlready(RevocationInformation information) throws RevocationRefused {
    RevocationRefused.require(
        !ClockSkew.isFromTheFuture(information.thisUpdate(), clock),
        "information is not from the future");
  }

  /**
   * What has expired answers nothing, but shows operators that something newer is missing. Once
   * what it is about has ended too, nothing newer will come.
   */
  private void forgetWhatEnded() {
    Stream.of(lists.values(), responses.values()).forEach(held -> held.removeIf(this::hasEnded));
  }

  private boolean hasEnded(RevocationInformation information) {
    return age(information.nextUpdate()) == Age.EXPIRED
        && clock.instant().isAfter(information.about().getNotAfter().toInstant());
  }

  private boolean isValidNow(Optional<X509Certificate> delegate) {
    return delegate.map(signer -> Validity.of(signer).contains(clock.instant())).orElse(true);
  }

  private static Addition addition(RevocationInformation read, RevocationInformation newest) {
    return newest.equals(read)
        ? new Addition.Added(read.nextUpdate())
        : new Addition.Refused("older than what is at hand");
  }

  @Override
  public Status of(X509Certificate certificate, X509Certificate issuer, Instant at) {
    List<RevocationInformation> counting = counting(certificate, issuer);
    if (!counting.isEmpty()) {
      return RevocationInformation.status(counting, certificate, at);
    }
    return lists.containsKey(Issuer.of(issuer)) || responses.containsKey(certificate)
        ? new Status.Unknown(
            "revocation information about "
                + CertificateNames.inShort(certificate)
                + " is too old, by an ended algorithm, or says nothing of it")
        : new Status.Unknown("no revocation information of " + CertificateNames.inShort(issuer));
  }

  /**
   * The information the answer about a certificate rests on now, to be kept beside long-lived
   * evidence: what revokes it, else the newest; with the list that clears the responder, if it
   * needs one.
   *
   * @return empty if there is none that counts
   */
  public List<StapledStatus> staples(X509Certificate certificate, X509Certificate issuer) {
    Optional<RevocationInformation> deciding =
        counting(certificate, issuer).stream()
            .max(
                Comparator.comparing(
                        (RevocationInformation information) ->
                            information.revocationOf(certificate).isPresent())
                    .thenComparing(RevocationInformation::thisUpdate));
    List<StapledStatus> staples = new ArrayList<>();
    deciding.map(RevocationInformation::staple).ifPresent(staples::add);
    deciding
        .flatMap(RevocationInformation::signerToCheck)
        .flatMap(_ -> list(issuer))
        .map(RevocationInformation::staple)
        .ifPresent(staples::add);
    return List.copyOf(staples);
  }

  /**
   * The staples for all of a path; see {@link #staples(X509Certificate, X509Certificate)}.
   *
   * @param path the certificate in question first, each followed by its issuer, the anchor last
   * @return empty if there is none that counts for any one of the certificates
   */
  public Optional<List<StapledStatus>> staples(List<X509Certificate> path) {
    List<StapledStatus> staples = new ArrayList<>();
    for (int i = 0; i + 1 < path.size(); i++) {
      List<StapledStatus> found = staples(path.get(i), path.get(i + 1));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      staples.addAll(found);
    }
    return Optional.of(staples.stream().distinct().toList());
  }

  /** What still counts and can say something of the certificate. */
  private List<RevocationInformation> counting(
      X509Certificate certificate, X509Certificate issuer) {
    Optional<RevocationInformation> list =
        list(issuer).filter(information -> information.speaksOf(certificate));
    Optional<RevocationInformation> response =
        Optional.<RevocationInformation>ofNullable(responses.get(certificate))
            .filter(this::counts)
            .filter(information -> information.speaksOf(certificate))
            .filter(information -> isSignerGood(information, issuer));
    return Stream.of(list, response).flatMap(Optional::stream).toList();
  }

  private Optional<RevocationInformation> list(X509Certificate issuer) {
    return Optional.<RevocationInformation>ofNullable(lists.get(Issuer.of(issuer)))
        .filter(this::counts);
  }

  private boolean isSignerGood(RevocationInformation information, X509Certificate issuer) {
    return information
        .signerToCheck()
        .map(
            signer ->
                list(issuer)
                    .filter(list -> list.speaksOf(signer) && list.revocationOf(signer).isEmpty())
                    .isPresent())
        .orElse(true);
  }

  private boolean counts(RevocationInformation information) {
    Instant now = clock.instant();
    return age(information.nextUpdate()) != Age.EXPIRED
        && information.isAcceptedBy(table, now, now);
  }

  /** What is held, the soonest next update first. */
  public List<Held> held() {
    return Stream.<RevocationInformation>concat(
            lists.values().stream(), responses.values().stream())
        .map(
            information ->
                new Held(
                    CertificateNames.inShort(information.about()),
                    information.thisUpdate(),
                    information.nextUpdate(),
                    age(information.nextUpdate())))
        .sorted(Comparator.comparing(Held::nextUpdate))
        .toList();
  }

  private Age age(Instant nextUpdate) {
    Instant now = clock.instant();
    if (!now.isAfter(nextUpdate)) {
      return Age.FRESH;
    }
    return now.isAfter(nextUpdate.plus(grace)) ? Age.EXPIRED : Age.STALE;
  }
}
