package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The days on which something counts, as calendar days in Japan.
 *
 * @param from the first day; empty if there was always one
 * @param to the last day, included; empty if no end is known
 */
public record Validity(Optional<LocalDate> from, Optional<LocalDate> to) {

  /** Without beginning or end. */
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  /** Throws {@link IllegalArgumentException} if it ends before it begins. */
  public Validity {
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new IllegalArgumentException(
          "it ends on " + to.get() + ", before it begins on " + from.get());
    }
  }

  /** Whether it counts on this day. */
  public boolean includes(LocalDate day) {
    return !isAhead(day) && !isOver(day);
  }

  /** Whether this day is before the first. */
  public boolean isAhead(LocalDate day) {
    return from.filter(day::isBefore).isPresent();
  }

  /** Whether this day is after the last. */
  public boolean isOver(LocalDate day) {
    return to.filter(day::isAfter).isPresent();
  }
}
