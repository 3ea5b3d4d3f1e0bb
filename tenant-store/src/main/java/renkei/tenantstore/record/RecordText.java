package renkei.tenantstore.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * An exchange record as the one line of text that is hashed into the tenant's tree: tab-separated,
 * absent values as a hyphen, a random salt last, without which the hash would give the content away
 * to whoever can guess it.
 */
public record RecordText(String line) {

  private static final String FORM = "exchange-1";
  private static final String ABSENT = "-";
  private static final int FIELDS = 15;

  /** Throws {@link IllegalArgumentException} if it is not such a line. */
  public RecordText {
    if (line.split("\t", -1).length != FIELDS
        || !line.startsWith(FORM + "\t")
        || line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw new IllegalArgumentException("not the text of an exchange record");
    }
  }

  /**
   * Writes down one exchange.
   *
   * @param salt unguessable, without tabs or control characters
   */
  public static RecordText of(RecordId id, Exchange exchange, String salt) {
    return new RecordText(
        String.join(
            "\t",
            FORM,
            id.toString(),
            exchange.role().name(),
            exchange.inquiry().toString(),
            text(exchange.permit(), PermitId::toString),
            exchange.inquirer().value(),
            exchange.provider().value(),
            exchange.purpose().name(),
            exchange.procedure().value(),
            exchange.information().value(),
            text(exchange.subject(), AddresseeNumber::value),
            exchange.outcome().name(),
            text(exchange.reason(), Reason::value),
            exchange.at().toString(),
            salt));
  }

  /** Reads it back. */
  public ExchangeRecord record() {
    List<String> fields = List.of(line.split("\t", -1));
    return new ExchangeRecord(
        RecordId.parse(fields.get(1)),
        Role.valueOf(fields.get(2)),
        InquiryId.parse(fields.get(3)),
        value(fields.get(4), PermitId::parse),
        new AgencyCode(fields.get(5)),
        new AgencyCode(fields.get(6)),
        Purpose.valueOf(fields.get(7)),
        new ProcedureCode(fields.get(8)),
        new InformationCode(fields.get(9)),
        value(fields.get(10), AddresseeNumber::known),
        Outcome.valueOf(fields.get(11)),
        value(fields.get(12), Reason::new),
        Instant.parse(fields.get(13)));
  }

  /** The hash of this text as an entry of the tree (RFC 9162, 2.1.1). */
  public byte[] leafHash() {
    return MerkleTree.leafHash(line.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> String text(Optional<T> value, Function<T, String> form) {
    return value.map(form).orElse(ABSENT);
  }

  private static <T> Optional<T> value(String text, Function<String, T> form) {
    return text.equals(ABSENT) ? Optional.empty() : Optional.of(form.apply(text));
  }

  /** Hides the record. */
  @Override
  public String toString() {
    return "RecordText[****]";
  }
}
