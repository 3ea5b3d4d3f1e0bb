package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;

/** Whether a row of the permission list asks for the person's consent (本人同意). */
public sealed interface ConsentRule {

  /** It does not. */
  record NotNeeded() implements ConsentRule {}

  /**
   * It does.
   *
   * @param bases what the consent may rest on; one at least
   */
  record Needed(Set<ConsentBasis> bases) implements ConsentRule {

    /** Throws {@link IllegalArgumentException} if there is no basis. */
    public Needed {
      bases = Set.copyOf(bases);
      if (bases.isEmpty()) {
        throw new IllegalArgumentException("a consent rule must name one basis at least");
      }
    }
  }

  /**
   * Whether a consent is good enough; one that is said to be given after {@code today} is not.
   *
   * @param consent empty if the inquirer says nothing of one
   */
  default boolean isMetBy(Optional<Consent> consent, LocalDate today) {
    return switch (this) {
      case NotNeeded() -> true;
      case Needed(Set<ConsentBasis> bases) ->
          consent
              .filter(said -> bases.contains(said.basis()))
              .filter(said -> said.given().filter(today::isBefore).isEmpty())
              .isPresent();
    };
  }
}
