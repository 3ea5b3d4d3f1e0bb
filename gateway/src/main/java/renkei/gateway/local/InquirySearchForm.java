package renkei.gateway.local;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquirySearch;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InquiryId;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Forms;

/**
 * Which of the municipality's own inquiries are looked for, as a caller wrote it. Each field may be
 * left out, but without an addressee number {@code from} and {@code to} may not.
 *
 * @param from a time in UTC, including
 * @param to a time in UTC, excluding
 * @param after the {@code next} of the page before
 */
public record InquirySearchForm(
    @Nullable String addresseeNumber,
    @Nullable String procedure,
    @Nullable String information,
    @Nullable String from,
    @Nullable String to,
    @Nullable String after) {

  /** Throws {@link RefusedException} by the name of the field that is missing or malformed. */
  InquirySearch read(TenantId tenant, AgencyDirectory directory) {
    Optional<AddresseeNumber> person =
        addresseeNumber == null
            ? Optional.empty()
            : Optional.of(Fields.addressee("addresseeNumber", addresseeNumber, tenant, directory));
    Optional<Instant> begin = Fields.optional("from", from, Forms.TIME);
    Optional<Instant> end = Fields.optional("to", to, Forms.TIME);
    if (!InquirySearch.isBounded(person.isPresent(), begin, end)) {
      throw Fields.malformed(
          "to", RecordSearchForm.BOUNDED.with(InquirySearch.LONGEST_PERIOD.toDays()));
    }
    return new InquirySearch(
        person,
        Fields.optional("procedure", procedure, Forms.PROCEDURE),
        Fields.optional("information", information, Forms.INFORMATION),
        begin,
        end);
  }

  /** Those up to this one have been seen. */
  Optional<InquiryId> seen() {
    return Fields.optional("after", after, Forms.INQUIRY_ID);
  }

  /** Hides who is looked for. */
  @Override
  public String toString() {
    return "InquirySearchForm[****]";
  }
}
