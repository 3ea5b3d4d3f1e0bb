package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.Consent;
import renkei.codebook.Delegation;
import renkei.codebook.Matter;
import renkei.codebook.Purpose;

/**
 * Whether one exchange may take place.
 *
 * @param inquirer who asks
 * @param provider who is asked
 * @param purpose what for
 * @param matter what is asked
 * @param delegation for whom they act
 * @param consent the person's, as the inquirer says; empty if it says nothing of one
 * @param today the calendar day of the decision, in Japan
 */
public record PermissionQuestion(
    AgencyCode inquirer,
    AgencyCode provider,
    Purpose purpose,
    Matter matter,
    Delegation delegation,
    Optional<Consent> consent,
    LocalDate today) {

  /** Both sides act for themselves, and nothing is said of a consent. */
  public PermissionQuestion(
      AgencyCode inquirer, AgencyCode provider, Purpose purpose, Matter matter, LocalDate today) {
    this(inquirer, provider, purpose, matter, Delegation.NONE, Optional.empty(), today);
  }

  /** The body whose task the inquirer does: rows are found by it. */
  AgencyCode askingFor() {
    return delegation.inquirerFor().orElse(inquirer);
  }

  /** The body whose information is asked for: rows are found by it. */
  AgencyCode askedFor() {
    return delegation.providerFor().orElse(provider);
  }
}
