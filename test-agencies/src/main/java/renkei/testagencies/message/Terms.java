package renkei.testagencies.message;

import java.time.LocalDate;
import java.util.Optional;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;

/**
 * On what terms something is asked; a permit repeats those of the inquiry.
 *
 * @param condition which of the person's records
 * @param edition in whose form; empty for the one in force
 * @param inquirerFor for which body (委任元) the inquirer asks; empty for itself
 * @param providerFor for which body the provider answers; empty for itself
 * @param consent the person's, as the inquirer says
 * @param notDisclosed whether the exchange is kept from the person (照会側不開示)
 */
public record Terms(
    Condition condition,
    Optional<Edition> edition,
    Optional<AgencyCode> inquirerFor,
    Optional<AgencyCode> providerFor,
    Optional<Consent> consent,
    boolean notDisclosed) {

  /** What holds now, and nothing out of the ordinary. */
  public static final Terms PLAIN =
      new Terms(
          new Condition.Current(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** Whether a body asks or answers for another. */
  public boolean isDelegated() {
    return inquirerFor.isPresent() || providerFor.isPresent();
  }

  /**
   * A consent (本人同意).
   *
   * @param basis what it rests on
   * @param given the day of it, if known
   */
  public record Consent(String basis, Optional<LocalDate> given) {}
}
