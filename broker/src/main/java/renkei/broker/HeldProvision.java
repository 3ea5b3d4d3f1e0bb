package renkei.broker;

import java.time.Instant;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.PermitId;

/**
 * A provision that waits for a member of staff.
 *
 * @param permit names it
 * @param information what is asked
 * @param inquirer who asks
 * @param since when it came
 * @param expiresAt until when it can be answered
 */
public record HeldProvision(
    PermitId permit,
    InformationCode information,
    AgencyCode inquirer,
    Instant since,
    Instant expiresAt) {}
