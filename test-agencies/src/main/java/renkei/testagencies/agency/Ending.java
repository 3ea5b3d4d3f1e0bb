package renkei.testagencies.agency;

import java.time.Instant;
import java.util.Optional;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.Edition;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.message.Reason;

/**
 * How an inquiry ended for its inquirer.
 *
 * @param reason for programs, where there is one
 * @param content there exactly when the outcome is {@link Outcome#PROVIDED}
 * @param edition of the content's layout, likewise
 * @param at when it was known
 */
public record Ending(
    Outcome outcome,
    Optional<Reason> reason,
    Optional<Content> content,
    Optional<Edition> edition,
    Instant at) {

  static Ending without(Outcome outcome, Optional<Reason> reason, Instant at) {
    return new Ending(outcome, reason, Optional.empty(), Optional.empty(), at);
  }
}
