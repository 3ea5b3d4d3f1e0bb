package renkei.tenantstore.record;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange.Role;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;

/**
 * Who asked whom, for what, when, with what outcome (情報提供等記録); kept 7 years.
 *
 * @param permit empty if the exchange ended before one was given
 * @param subject the person; empty if nobody was found by the code
 * @param reason a short technical reason, for outcomes other than {@code PROVIDED}
 */
public record ExchangeRecord(
    RecordId id,
    Role role,
    InquiryId inquiry,
    Optional<PermitId> permit,
    AgencyCode inquirer,
    AgencyCode provider,
    Purpose purpose,
    ProcedureCode procedure,
    InformationCode information,
    Optional<AddresseeNumber> subject,
    Outcome outcome,
    Optional<Reason> reason,
    Instant at) {}
