package renkei.tenantstore.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;

/**
 * The form of records today: one object of canonical JSON (RFC 8785) with named members; what is
 * absent is left out. A later version may write more members, and changes nothing of what is
 * sealed; whoever does not know a member passes it over.
 */
final class FormTwo implements RecordText {

  private static final String FORM = "exchange-2";

  /** In characters, and far more than any record has. */
  private static final int LONGEST = 262_144;

  /** Without these it is no record. */
  private static final List<String> NEEDED =
      List.of(
          "decidedAt",
          "id",
          "information",
          "inquirer",
          "inquiry",
          "outcome",
          "procedure",
          "provider",
          "purpose",
          "role",
          "salt");

  private final String text;
  private final Fields fields;

  private FormTwo(String text, Fields fields) {
    this.text = text;
    this.fields = fields;
  }

  static FormTwo of(RecordId id, Exchange exchange, String salt) {
    Exchange.Asked asked = exchange.asked();
    Exchange.Told told = exchange.told();
    Fields fields = new Fields(new TreeMap<>());
    fields.put("form", FORM);
    fields.put("id", id.toString());
    fields.put("role", exchange.role().name());
    fields.put("exchange", exchange.id().toString());
    fields.put("inquiry", exchange.inquiry().toString());
    fields.put("permit", exchange.permit().map(PermitId::toString));
    fields.put("inquirer", exchange.inquirer().value());
    fields.put("provider", exchange.provider().value());
    fields.put("purpose", asked.purpose().name());
    fields.put("affair", asked.affair().map(AffairCode::value));
    fields.put("procedure", asked.procedure().value());
    fields.put("information", asked.information().value());
    fields.put("subject", exchange.subject().map(AddresseeNumber::value));
    fields.put("lane", exchange.handling().lane().map(Lane::name));
    fields.put("list", exchange.handling().list().map(version -> Long.toString(version)));
    fields.put("row", exchange.handling().row().map(PermissionRowId::value));
    fields.put("outcome", told.outcome().name());
    fields.put("reason", told.reason().map(Reason::value));
    fields.put("edition", told.given().map(given -> given.edition().value()));
    told.given().ifPresent(given -> fields.members().put("records", records(given)));
    fields.put("askedAt", told.askedAt().map(Instant::toString));
    fields.put("decidedAt", told.at().toString());
    fields.put("salt", salt);
    return new FormTwo(new CanonicalJson.Members(fields.members()).write(), fields);
  }

  private static CanonicalJson records(Exchange.Given given) {
    return new CanonicalJson.Values(given.records().stream().map(FormTwo::record).toList());
  }

  private static CanonicalJson record(Exchange.GivenRecord given) {
    Fields fields = new Fields(new TreeMap<>());
    fields.put("asOf", given.asOf().toString());
    fields.put("version", Long.toString(given.version()));
    return new CanonicalJson.Members(fields.members());
  }

  /** Throws {@link IllegalArgumentException} if it is not such a text. */
  static FormTwo read(String text) {
    if (text.length() > LONGEST
        || !(CanonicalJson.read(text) instanceof CanonicalJson.Members(var members))) {
      throw malformed();
    }
    Fields fields = new Fields(members);
    if (!fields.needed("form").equals(FORM)) {
      throw malformed();
    }
    for (String name : NEEDED) {
      String _ = fields.needed(name);
    }
    return new FormTwo(text, fields);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public ExchangeRecord record() {
    InquiryId inquiry = InquiryId.parse(fields.needed("inquiry"));
    return new ExchangeRecord(
        RecordId.parse(fields.needed("id")),
        new Exchange(
            Role.valueOf(fields.needed("role")),
            fields
                .find("exchange", ExchangeId::parse)
                .orElseGet(() -> ExchangeId.onlyOneOf(inquiry)),
            inquiry,
            fields.find("permit", PermitId::parse),
            new AgencyCode(fields.needed("inquirer")),
            new AgencyCode(fields.needed("provider")),
            new Exchange.Asked(
                Purpose.valueOf(fields.needed("purpose")),
                fields.find("affair", AffairCode::new),
                new ProcedureCode(fields.needed("procedure")),
                new InformationCode(fields.needed("information"))),
            fields.find("subject", AddresseeNumber::known),
            new Exchange.Handling(
                fields.find("lane", Lane::valueOf),
                fields.find("list", Long::valueOf),
                fields.find("row", PermissionRowId::new)),
            new Exchange.Told(
                Outcome.valueOf(fields.needed("outcome")),
                fields.find("reason", Reason::new),
                given(),
                fields.find("askedAt", Instant::parse),
                Instant.parse(fields.needed("decidedAt")))));
  }

  private Optional<Exchange.Given> given() {
    return fields.find("edition", Edition::new).map(edition -> new Exchange.Given(edition, all()));
  }

  private List<Exchange.GivenRecord> all() {
    return fields.members().get("records") instanceof CanonicalJson.Values(var records)
        ? records.stream().map(FormTwo::given).toList()
        : List.of();
  }

  private static Exchange.GivenRecord given(CanonicalJson record) {
    if (!(record instanceof CanonicalJson.Members(var members))) {
      throw malformed();
    }
    Fields fields = new Fields(members);
    return new Exchange.GivenRecord(
        LocalDate.parse(fields.needed("asOf")), Long.parseLong(fields.needed("version")));
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not the text of an exchange record");
  }

  /** Members that are texts. */
  private record Fields(SortedMap<String, CanonicalJson> members) {

    private void put(String name, String value) {
      members.put(name, new CanonicalJson.Text(value));
    }

    private void put(String name, Optional<String> value) {
      value.ifPresent(text -> put(name, text));
    }

    private <T> Optional<T> find(String name, Function<String, T> form) {
      return members.containsKey(name) ? Optional.of(form.apply(needed(name))) : Optional.empty();
    }

    private String needed(String name) {
      if (members.get(name) instanceof CanonicalJson.Text(String value)) {
        return value;
      }
      throw malformed();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormTwo form && text.equals(form.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Hides the record. */
  @Override
  public String toString() {
    return "FormTwo[****]";
  }
}
