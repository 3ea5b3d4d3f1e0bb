package renkei.signing.trust;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import renkei.signing.Signatory;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;

/**
 * One party's keys through time: a successor comes into use beside its predecessor, the predecessor
 * retires, and what was sealed for it still opens. An immutable value.
 */
public final class KeyRing {

  private final List<Entry> entries;

  private KeyRing(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * One key.
   *
   * @param from when it comes into use
   * @param retired from when on nothing new is signed with it; empty while no end is set
   */
  public record Entry(SigningIdentity identity, Instant from, Optional<Instant> retired) {

    boolean isForNewWork(Instant now) {
      return !now.isBefore(from)
          && retired.map(now::isBefore).orElse(true)
          && identity.allowsSigning()
          && identity.isValidAt(now);
    }
  }

  /** A ring of these keys, in any order. */
  public static KeyRing of(List<Entry> entries) {
    return new KeyRing(List.copyOf(entries));
  }

  /**
   * The key to sign with: of those in use the one that came last. Says nothing about revocation,
   * see {@link #forSigning(Instant, CertificateTrust)}.
   *
   * @return empty if every key is retired, not yet in use, out of its certificate's life or not for
   *     signing by its certificate
   */
  public Optional<SigningIdentity> forSigning(Instant now) {
    return newestFirst(now).findFirst();
  }

  /**
   * The key to sign with, of those that still count: of those in use and not revoked the one that
   * came last. A revoked key's predecessor or successor takes its place where one is in use.
   *
   * @param trust asked about each key at {@code now}; with a {@link
   *     renkei.signing.revocation.RevocationCache RevocationCache} behind it, revoked keys and keys
   *     of unknown status are passed over
   * @return empty if every key is retired, not yet in use, not for signing, or not trusted
   */
  public Optional<SigningIdentity> forSigning(Instant now, CertificateTrust trust) {
    return newestFirst(now).filter(identity -> isTrusted(identity, trust, now)).findFirst();
  }

  private Stream<SigningIdentity> newestFirst(Instant now) {
    return entries.stream()
        .filter(entry -> entry.isForNewWork(now))
        .sorted(Comparator.comparing(Entry::from).reversed())
        .map(Entry::identity);
  }

  private static boolean isTrusted(SigningIdentity identity, CertificateTrust trust, Instant now) {
    return trust.check(identity.chain(), now) instanceof CertificateTrust.Trust.Trusted;
  }

  /**
   * Signs with the key that counts at that time: of those in use and not revoked the one that came
   * last and that the signer can use, so that a successor by an algorithm without a name in XML
   * does not stop messages.
   *
   * @param trust asked for every signature, as in {@link #forSigning(Instant, CertificateTrust)}
   */
  public Signatory trustedBy(CertificateTrust trust) {
    return (now, usable) ->
        newestFirst(now)
            .filter(usable)
            .filter(identity -> isTrusted(identity, trust, now))
            .findFirst()
            .orElseThrow(
                () -> new SigningUnavailableException("no key of the ring is for this now", null));
  }

  /**
   * The keys to open seals with, retired and revoked ones too: those on P-256 or P-384 whose
   * certificate allows key agreement, since for no other anything is sealed.
   *
   * @return empty if there is none
   */
  public List<SigningIdentity> forOpening() {
    return entries.stream().map(Entry::identity).filter(SigningIdentity::allowsOpening).toList();
  }
}
