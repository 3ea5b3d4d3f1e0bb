package renkei.signing;

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

/**
 * Revocation information in memory: lists (RFC 5280, 5) and single responses (RFC 6960), each
 * checked when it is added. Others fetch it ahead, see {@link RevocationUpdates}; a question never
 * waits.
 *
 * <p>Information counts until its next update and for a grace after that, since an issuer's servers
 * may be away; after the grace the answer is {@link RevocationStatus.Status.Unknown}. Thread-safe.
 */
public final class RevocationCache implements RevocationStatus {

  private final Duration grace;
  private final Clock clock;
  private final Map<X509Certificate, RevocationList> lists = new ConcurrentHashMap<>();
  private final Map<X509Certificate, RevocationResponse> responses = new ConcurrentHashMap<>();

  /**
   * An empty cache.
   *
   * @param grace for how long information counts after its stated next update; 48 hours or more
   *     where an issuer may be away over a week-end
   */
  public RevocationCache(Duration grace, Clock clock) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace cannot be negative");
    }
    this.grace = grace;
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
   * Adds a revocation list.
   *
   * @param list DER encoding
   * @param issuer the certificate the list must be signed under
   */
  public Addition addList(byte[] list, X509Certificate issuer) {
    try {
      RevocationList read = RevocationList.read(list, issuer, clock.instant());
      RevocationList newest =
          lists.merge(issuer, read, (old, added) -> old.isNewerThan(added) ? old : added);
      return newest.equals(read)
          ? new Addition.Added(read.nextUpdate())
          : new Addition.Refused("older than the list at hand");
    } catch (RevocationRefused e) {
      return new Addition.Refused(e.rule());
    }
  }

  /**
   * Adds a response about one certificate.
   *
   * @param response DER encoding of an OCSP response
   */
  public Addition addResponse(
      byte[] response, X509Certificate certificate, X509Certificate issuer) {
    try {
      RevocationResponse read =
          RevocationResponse.read(response, certificate, issuer, clock.instant());
      RevocationResponse newest =
          responses.merge(certificate, read, (old, added) -> old.isNewerThan(added) ? old : added);
      return newest.equals(read)
          ? new Addition.Added(read.nextUpdate())
          : new Addition.Refused("older than the response at hand");
    } catch (RevocationRefused e) {
      return new Addition.Refused(e.rule());
    }
  }

  @Override
  public Status of(X509Certificate certificate, X509Certificate issuer, Instant at) {
    RevocationResponse response = responses.get(certificate);
    if (response != null && age(response.nextUpdate()) != Age.EXPIRED) {
      return status(response.revoked(), at);
    }
    RevocationList list = lists.get(issuer);
    if (list == null) {
      return new Status.Unknown(
          response == null
              ? "no revocation information of " + name(issuer)
              : "the response about " + name(certificate) + " is too old");
    }
    if (age(list.nextUpdate()) == Age.EXPIRED) {
      return new Status.Unknown("the revocation list of " + name(issuer) + " is too old");
    }
    return status(Optional.ofNullable(list.revoked().get(certificate.getSerialNumber())), at);
  }

  private static Status status(Optional<Instant> revoked, Instant at) {
    return revoked
        .filter(since -> !since.isAfter(at))
        .<Status>map(Status.Revoked::new)
        .orElseGet(Status.Good::new);
  }

  /**
   * The encoded information the answer about a certificate rests on now, to be kept beside
   * long-lived evidence.
   *
   * @return empty if there is none that counts
   */
  public Optional<byte[]> evidence(X509Certificate certificate, X509Certificate issuer) {
    return Optional.ofNullable(responses.get(certificate))
        .filter(response -> age(response.nextUpdate()) != Age.EXPIRED)
        .map(RevocationResponse::encoded)
        .or(
            () ->
                Optional.ofNullable(lists.get(issuer))
                    .filter(list -> age(list.nextUpdate()) != Age.EXPIRED)
                    .map(RevocationList::encoded))
        .map(byte[]::clone);
  }

  /** What is held, the soonest next update first. */
  public List<Held> held() {
    List<Held> held = new ArrayList<>();
    lists
        .values()
        .forEach(
            list ->
                held.add(
                    new Held(
                        list.issuer(),
                        list.thisUpdate(),
                        list.nextUpdate(),
                        age(list.nextUpdate()))));
    responses
        .values()
        .forEach(
            response ->
                held.add(
                    new Held(
                        response.subject(),
                        response.thisUpdate(),
                        response.nextUpdate(),
                        age(response.nextUpdate()))));
    held.sort(Comparator.comparing(Held::nextUpdate));
    return List.copyOf(held);
  }

  private Age age(Instant nextUpdate) {
    Instant now = clock.instant();
    if (!now.isAfter(nextUpdate)) {
      return Age.FRESH;
    }
    return now.isAfter(nextUpdate.plus(grace)) ? Age.EXPIRED : Age.STALE;
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
