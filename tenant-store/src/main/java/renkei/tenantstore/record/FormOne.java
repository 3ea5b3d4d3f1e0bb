package renkei.tenantstore.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;

/**
 * The form of records that were written before form 2: fields separated by tabs, absent values as a
 * hyphen, the salt last. Read, and written no more.
 */
record FormOne(String text) implements RecordText {

  private static final String FORM = "exchange-1";
  private static final String ABSENT = "-";
  private static final int FIELDS = 15;

  /** Throws {@link IllegalArgumentException} if it is not such a line. */
  FormOne {
    if (text.split("\t", -1).length != FIELDS
        || !text.startsWith(FORM + "\t")
        || text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw new IllegalArgumentException("not the text of an exchange record");
    }
  }

  @Override
  public ExchangeRecord record() {
    List<String> fields = List.of(text.split("\t", -1));
    InquiryId inquiry = InquiryId.parse(fields.get(3));
    return new ExchangeRecord(
        RecordId.parse(fields.get(1)),
        new Exchange(
            Role.valueOf(fields.get(2)),
            ExchangeId.onlyOneOf(inquiry),
            inquiry,
            value(fields.get(4), PermitId::parse),
            new AgencyCode(fields.get(5)),
            new AgencyCode(fields.get(6)),
            new Exchange.Asked(
                Purpose.valueOf(fields.get(7)),
                Optional.empty(),
                new ProcedureCode(fields.get(8)),
                new InformationCode(fields.get(9))),
            value(fields.get(10), AddresseeNumber::known),
            Exchange.Handling.UNKNOWN,
            Exchange.Told.of(
                Outcome.valueOf(fields.get(11)),
                value(fields.get(12), Reason::new),
                Instant.parse(fields.get(13)))));
  }

  private static <T> Optional<T> value(String text, Function<String, T> form) {
    return text.equals(ABSENT) ? Optional.empty() : Optional.of(form.apply(text));
  }

  /** Hides the record. */
  @Override
  public String toString() {
    return "FormOne[****]";
  }
}
