package renkei.tenantstore.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.BatchId;
import renkei.codebook.CampaignId;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.LaneRule;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.Terms;

/**
 * The form of records today: one object of canonical JSON (RFC 8785) with named members; what is
 * absent is left out. A later version may write more members, and changes nothing of what is
 * sealed; whoever does not know a member passes it over.
 */
final class FormTwo implements RecordText {

  private static final String FORM = "exchange-2";

  /** All items. */
  private static final String ALL = "ALL";

  /** What is true; what is not is left out. */
  private static final String MARK = "1";

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
    Exchange.Handling handling = exchange.handling();
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
    exchange.choice().ifPresent(fields::put);
    fields.put("lane", handling.lane().map(Lane::name));
    fields.put("list", handling.list().map(version -> Long.toString(version)));
    fields.put("row", handling.row().map(PermissionRowId::value));
    fields.put(handling.circumstances());
    fields.put("outcome", told.outcome().name());
    fields.put("reason", told.reason().map(Reason::value));
    fields.put("edition", told.given().map(given -> given.edition().value()));
    told.given().ifPresent(given -> fields.members().put("records", records(given)));
    fields.mark("hiddenByProvider", told.notDisclosed());
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
            choice(),
            fields.find("subject", AddresseeNumber::known),
            new Exchange.Handling(
                fields.find("lane", Lane::valueOf),
                fields.find("list", Long::valueOf),
                fields.find("row", PermissionRowId::new),
                circumstances()),
            new Exchange.Told(
                Outcome.valueOf(fields.needed("outcome")),
                fields.find("reason", Reason::new),
                given(),
                fields.isMarked("hiddenByProvider"),
                fields.find("askedAt", Instant::parse),
                Instant.parse(fields.needed("decidedAt")))));
  }

  /** Records say all of it, or were written before any of it went on record. */
  private Optional<Exchange.Choice> choice() {
    return fields
        .find("condition", FormTwo::condition)
        .map(
            condition ->
                new Exchange.Choice(
                    items(),
                    new Terms(
                        condition,
                        fields.find("editionAsked", Edition::new),
                        new Delegation(
                            fields.find("inquirerFor", AgencyCode::new),
                            fields.find("providerFor", AgencyCode::new)),
                        fields
                            .find("consent", ConsentBasis::new)
                            .map(
                                basis ->
                                    new Consent(
                                        basis, fields.find("consentGiven", LocalDate::parse))),
                        fields.isMarked("hiddenByInquirer"))));
  }

  private static Condition condition(String text) {
    return Condition.read(text).orElseThrow(FormTwo::malformed);
  }

  private ItemChoice items() {
    return fields.members().get("items") instanceof CanonicalJson.Values(var items)
        ? new ItemChoice.Some(items.stream().map(FormTwo::item).toList())
        : all(fields.needed("items"));
  }

  private static ItemChoice all(String word) {
    if (!word.equals(ALL)) {
      throw malformed();
    }
    return new ItemChoice.All();
  }

  private static ItemCode item(CanonicalJson item) {
    if (item instanceof CanonicalJson.Text(String code)) {
      return new ItemCode(code);
    }
    throw malformed();
  }

  private Exchange.Circumstances circumstances() {
    return new Exchange.Circumstances(
        fields.find("laneRule", LaneRule::new),
        fields.find("batch", id -> new BatchId(UUID.fromString(id))),
        fields.find("campaign", CampaignId::new),
        fields.find("environment", Environment::valueOf),
        new Exchange.AskedBy(
            fields.find("department", Function.identity()),
            fields.find("user", Function.identity())));
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

    private void mark(String name, boolean value) {
      if (value) {
        put(name, MARK);
      }
    }

    private boolean isMarked(String name) {
      return members.containsKey(name) && needed(name).equals(MARK);
    }

    private void put(Exchange.Choice choice) {
      Terms terms = choice.terms();
      members.put("items", items(choice.items()));
      put("condition", terms.condition().text());
      put("editionAsked", terms.edition().map(Edition::value));
      put("inquirerFor", terms.delegation().inquirerFor().map(AgencyCode::value));
      put("providerFor", terms.delegation().providerFor().map(AgencyCode::value));
      put("consent", terms.consent().map(consent -> consent.basis().value()));
      put("consentGiven", terms.consent().flatMap(Consent::given).map(LocalDate::toString));
      mark("hiddenByInquirer", terms.notDisclosed());
    }

    private static CanonicalJson items(ItemChoice items) {
      return switch (items) {
        case ItemChoice.All _ -> new CanonicalJson.Text(ALL);
        case ItemChoice.Some(var codes) ->
            new CanonicalJson.Values(
                codes.stream()
                    .<CanonicalJson>map(code -> new CanonicalJson.Text(code.value()))
                    .toList());
      };
    }

    private void put(Exchange.Circumstances circumstances) {
      put("laneRule", circumstances.rule().map(LaneRule::value));
      put("batch", circumstances.batch().map(BatchId::toString));
      put("campaign", circumstances.campaign().map(CampaignId::value));
      put("environment", circumstances.environment().map(Environment::name));
      put("department", circumstances.by().department());
      put("user", circumstances.by().user());
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
