package renkei.signing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
          && Validity.of(identity.certificate()).contains(now);
    }
  }

  /** A ring of these keys, in any order. */
  public static KeyRing of(List<Entry> entries) {
    return new KeyRing(List.copyOf(entries));
  }

  /**
   * The key to sign with: of those in use the one that came last.
   *
   * @return empty if every key is retired, not yet in use or out of its certificate's life
   */
  public Optional<SigningIdentity> forSigning(Instant now) {
    return entries.stream()
        .filter(entry -> entry.isForNewWork(now))
        .max(Comparator.comparing(Entry::from))
        .map(Entry::identity);
  }

  /** The keys to open seals with: all of them, retired ones too. */
  public List<SigningIdentity> forOpening() {
    return entries.stream().map(Entry::identity).toList();
  }
}
