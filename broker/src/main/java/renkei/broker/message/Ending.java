package renkei.broker.message;

import java.util.Optional;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

/**
 * How an exchange ends, at its provider or for its inquirer.
 *
 * @param outcome its one outcome
 * @param reason why, where there is something to say
 * @param askingAgainHelps whether a new inquiry may succeed; said exactly with {@link
 *     Outcome#FAILED}
 */
public record Ending(Outcome outcome, Optional<Reason> reason, Optional<Boolean> askingAgainHelps) {

  /** Refuses {@code FAILED} that does not say whether asking again helps, and others that do. */
  public Ending {
    if (askingAgainHelps.isPresent() != (outcome == Outcome.FAILED)) {
      throw new IllegalArgumentException("AskingAgainHelps goes with FAILED and with nothing else");
    }
  }

  /** Throws {@link IllegalArgumentException} if this ending needs content beside it. */
  void refuseProvided() {
    if (outcome == Outcome.PROVIDED) {
      throw new IllegalArgumentException("PROVIDED goes with content and with nothing else");
    }
  }

  /** Any ending but {@code FAILED}. */
  public static Ending of(Outcome outcome, Optional<Reason> reason) {
    return new Ending(outcome, reason, Optional.empty());
  }

  /** {@code FAILED}. */
  public static Ending failed(Reason reason, boolean askingAgainHelps) {
    return new Ending(Outcome.FAILED, Optional.of(reason), Optional.of(askingAgainHelps));
  }
}
