package renkei.tenantstore;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;

/** One exchange to put on record; the components are those of {@link ExchangeRecord}. */
public record Exchange(
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
    Optional<String> reason,
    Instant at) {}
