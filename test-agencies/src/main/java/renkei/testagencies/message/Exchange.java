package renkei.testagencies.message;

import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;

/**
 * One exchange, as all that took part in it must have it on record.
 *
 * @param id the inquiry's name
 * @param inquirer who asked
 * @param provider who was asked
 * @param purpose what for
 * @param procedure under which procedure
 * @param information what
 */
public record Exchange(
    InquiryId id,
    AgencyCode inquirer,
    AgencyCode provider,
    Purpose purpose,
    ProcedureCode procedure,
    InformationCode information) {}
