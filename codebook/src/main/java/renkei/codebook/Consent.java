package renkei.codebook;

import java.time.LocalDate;
import java.util.Optional;

/**
 * That the person agreed to be asked about (本人同意), as the inquirer says. The paper stays with the
 * inquirer.
 *
 * @param basis what the consent rests on
 * @param given the day of it; empty if not known
 */
public record Consent(ConsentBasis basis, Optional<LocalDate> given) {}
