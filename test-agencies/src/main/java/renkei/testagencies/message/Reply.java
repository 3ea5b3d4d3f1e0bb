package renkei.testagencies.message;

import java.util.Optional;
import renkei.testagencies.vocabulary.Outcome;

/**
 * What an inquirer holds in the end. Two are equal when they say the same about the same person.
 *
 * @param outcome of the inquiry
 * @param given there exactly when the outcome is {@link Outcome#PROVIDED}
 */
public record Reply(Outcome outcome, Optional<ProvidedContent> given) {

  /** That something was given. */
  public static Reply of(ProvidedContent given) {
    return new Reply(Outcome.PROVIDED, Optional.of(given));
  }

  /** That nothing was given, and why. */
  public static Reply without(Outcome outcome) {
    return new Reply(outcome, Optional.empty());
  }
}
