package renkei.tenantstore;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a municipality has loaded one information code.
 *
 * @param doubtedAt when the last line came that names nobody, while {@link
 *     RegistrationState#IN_DOUBT}
 */
public record Registration(RegistrationState state, Optional<Instant> doubtedAt) {}
