package renkei.gateway.local;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange.Role;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.record.RecordSearch;

/**
 * Which records are looked for, as a caller wrote it. Each field may be left out, but without an
 * addressee number {@code from} and {@code to} may not.
 *
 * @param from a time in UTC, including
 * @param to a time in UTC, excluding
 * @param after the {@code next} of the page before
 */
public record RecordSearchForm(
    @Nullable String addresseeNumber,
    @Nullable String procedure,
    @Nullable String information,
    @Nullable String role,
    @Nullable String from,
    @Nullable String to,
    @Nullable String after) {

  /** How far a search that names nobody may reach. */
  static final Phrase BOUNDED =
      new Phrase(
          "be at most %d days after from, both being there, unless addresseeNumber is",
          "addresseeNumber が無いときは from と共に必須で、from から %d 日以内であること");

  /** Throws {@link RefusedException} by the name of the field that is missing or malformed. */
  RecordSearch read(TenantId tenant, AgencyDirectory directory) {
    Optional<AddresseeNumber> person =
        addresseeNumber == null
            ? Optional.empty()
            : Optional.of(Fields.addressee("addresseeNumber", addresseeNumber, tenant, directory));
    Optional<Instant> begin = Fields.optional("from", from, Forms.TIME);
    Optional<Instant> end = Fields.optional("to", to, Forms.TIME);
    if (!RecordSearch.isBounded(person.isPresent(), begin, end)) {
      throw Fields.malformed("to", BOUNDED.with(RecordSearch.LONGEST_PERIOD.toDays()));
    }
    return new RecordSearch(
        person,
        Fields.optional("role", role, Form.word(Role.class)),
        Fields.optional("procedure", procedure, Forms.PROCEDURE),
        Fields.optional("information", information, Forms.INFORMATION),
        begin,
        end);
  }

  /** Those up to this one have been seen. */
  Optional<RecordId> seen() {
    return Fields.optional("after", after, Forms.RECORD_ID);
  }

  /** Hides who is looked for. */
  @Override
  public String toString() {
    return "RecordSearchForm[****]";
  }
}
