package renkei.testagencies.municipality;

import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.message.Purpose;

/**
 * One exchange record (情報提供等記録) as a municipality reads its own.
 *
 * @param asProvider whether it gave; else it asked
 */
public record RecordLine(
    boolean asProvider,
    InquiryId inquiryId,
    AgencyCode inquirer,
    AgencyCode provider,
    Purpose purpose,
    Outcome outcome) {}
