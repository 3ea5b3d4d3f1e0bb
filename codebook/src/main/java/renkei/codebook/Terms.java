package renkei.codebook;

import java.util.Optional;

/**
 * On what terms something is asked. They are the same in inquiry and permit, and the provider
 * answers on these and no others.
 *
 * @param condition which of the person's records
 * @param edition in whose form the answer is wanted; empty for the one in force when it is given
 * @param delegation for whom the two sides act
 * @param consent what the inquirer says of the person's consent; empty if it says nothing
 * @param notDisclosed whether the inquirer keeps this exchange from being shown to the person
 *     (照会側不開示)
 */
public record Terms(
    Condition condition,
    Optional<Edition> edition,
    Delegation delegation,
    Optional<Consent> consent,
    boolean notDisclosed) {

  /** What holds now, in the edition in force; both sides act for themselves. */
  public static final Terms PLAIN =
      new Terms(Condition.CURRENT, Optional.empty(), Delegation.NONE, Optional.empty(), false);
}
