package renkei.broker;

import java.time.Instant;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;

/**
 * A provision that waits for a member of staff, with what they need to decide.
 *
 * @param permit names it
 * @param subject whom it is about; hides itself in text
 * @param inquirer who asks
 * @param procedure under which procedure
 * @param information what is asked
 * @param since when it was put on hold, the last time if more than once; a release covers the flags
 *     set until then
 * @param expiresAt until when it can be answered
 */
public record HeldProvision(
    PermitId permit,
    AddresseeNumber subject,
    AgencyCode inquirer,
    ProcedureCode procedure,
    InformationCode information,
    Instant since,
    Instant expiresAt) {}
