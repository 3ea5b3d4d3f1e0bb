package renkei.testagencies.message;

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
