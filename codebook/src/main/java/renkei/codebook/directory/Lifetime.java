package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import renkei.codebook.InformationCode;

/**
 * When a body exists, and who took over from it.
 *
 * @param validity the days on which it exists
 * @param successors in the order of the directory; empty if nobody took over
 */
public record Lifetime(Validity validity, List<Succession> successors) {

  /** Of a body that was always there and passed nothing on. */
  public static final Lifetime ALWAYS = new Lifetime(Validity.ALWAYS, List.of());

  /**
   * Throws {@link IllegalArgumentException} if somebody takes over everything on another day than
   * the one after the last, or something on a day on which the body had nothing to pass on.
   */
  public Lifetime {
    successors = List.copyOf(successors);
    for (Succession succession : successors) {
      refuseAnImpossible(succession, validity);
    }
  }

  private static void refuseAnImpossible(Succession succession, Validity validity) {
    Optional<LocalDate> dayAfter = validity.to().map(last -> last.plusDays(1));
    if (succession.isOfEverything() && !dayAfter.equals(Optional.of(succession.from()))) {
      throw new IllegalArgumentException(
          "successor %s takes over everything on %s, so validTo must be the day before"
              .formatted(succession.successor(), succession.from()));
    }
    if (validity.isAhead(succession.from())
        || dayAfter.filter(succession.from()::isAfter).isPresent()) {
      throw new IllegalArgumentException(
          "successor %s takes over on %s, when there was nothing to take over"
              .formatted(succession.successor(), succession.from()));
    }
  }

  /** Who holds this information on this day in the body's place; empty if nobody does. */
  List<Succession> passedOn(InformationCode information, LocalDate day) {
    return successors.stream().filter(one -> one.passes(information, day)).toList();
  }
}
