package renkei.gateway.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.codebook.AgencyCode;
import renkei.codebook.Condition;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.codebook.RecordKey;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlDocuments;
import renkei.tenantstore.layout.RecordContent;

/**
 * What is sealed inside an answer: element {@code Content} of the national contract. It is personal
 * information: nothing of it belongs into a log.
 */
public sealed interface ContentXml {

  /** Writes it as UTF-8, ready to be sealed. */
  byte[] write();

  /** Whether it is what an answer says in clear that it is. */
  boolean agreesWith(Optional<Exchange.Given> given);

  /**
   * Reads it, strictly by the contract.
   *
   * @return empty if it is anything else
   */
  static Optional<ContentXml> read(byte[] xml) {
    if (!(XmlDocuments.parse(xml, NationalContract.MESSAGE)
        instanceof Parsing.Parsed(var document))) {
      return Optional.empty();
    }
    try {
      return Optional.of(content(document.getDocumentElement()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ContentXml content(Element root) {
    if (!NationalContract.NAMESPACE.equals(root.getNamespaceURI())
        || !"Content".equals(root.getLocalName())) {
      throw new UnreadableMessageException("Content", new Phrase("be the root", "ルート要素であること"));
    }
    ElementReader content = ElementReader.of(root);
    ContentXml read =
        content.at("History") ? History.read(content.children("History")) : Records.read(content);
    content.end();
    return read;
  }

  /**
   * Records (副本) of one person in one information code, all of one edition.
   *
   * @param records at least one, in the order of their first days
   */
  record Records(List<OneRecord> records) implements ContentXml {

    /** Throws {@link IllegalArgumentException} if there is none. */
    public Records {
      if (records.isEmpty()) {
        throw new IllegalArgumentException("content needs at least one record");
      }
      records = List.copyOf(records);
    }

    private static Records read(ElementReader content) {
      List<OneRecord> records = new ArrayList<>();
      do {
        records.add(OneRecord.read(content.children("Record")));
      } while (content.at("Record"));
      return new Records(records);
    }

    @Override
    public byte[] write() {
      ElementWriter content = ElementWriter.root("Content");
      records.forEach(record -> record.write(content.child("Record")));
      return XmlDocuments.serialize(content.element());
    }

    @Override
    public boolean agreesWith(Optional<Exchange.Given> given) {
      return given.map(Exchange.Given::records).equals(Optional.of(told()));
    }

    /** What is said of them in clear, in the same order. */
    public List<Exchange.GivenRecord> told() {
      return records.stream()
          .map(record -> new Exchange.GivenRecord(record.asOf(), record.version()))
          .toList();
    }
  }

  /**
   * One record.
   *
   * @param key what tells it from the person's other records
   * @param validFrom the first day it is valid on, if it has one
   * @param validTo the last such day, if it has one and it is known
   * @param asOf the day the provider says the content is true of
   * @param version counts the states of this record at the provider, from 1
   */
  record OneRecord(
      RecordKey key,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      LocalDate asOf,
      long version,
      RecordContent content) {

    private static OneRecord read(ElementReader record) {
      OneRecord read =
          new OneRecord(
              record.valueIf("Key", LexicalForms.RECORD_KEY).orElse(RecordKey.NONE),
              record.dateIf("ValidFrom"),
              record.dateIf("ValidTo"),
              record.date("AsOf"),
              record.positive("Version"),
              ItemsXml.read(record));
      record.end();
      return read;
    }

    private void write(ElementWriter record) {
      if (!key.equals(RecordKey.NONE)) {
        record.text("Key", key.value());
      }
      validFrom.ifPresent(day -> record.text("ValidFrom", day.toString()));
      validTo.ifPresent(day -> record.text("ValidTo", day.toString()));
      record.text("AsOf", asOf.toString()).text("Version", Long.toString(version));
      ItemsXml.write(record, content);
    }

    /** Hides the content and the key. */
    @Override
    public String toString() {
      return "OneRecord[" + asOf + ", " + version + ", ****]";
    }
  }

  /**
   * The exchange records (情報提供等記録) of one person at one municipality.
   *
   * @param lines at most {@value #MAXIMUM}, oldest first; none if nobody asked
   * @param complete whether these are all: a provider may send the newest only
   */
  record History(List<Line> lines, boolean complete) implements ContentXml {

    /** How many records one answer can carry. */
    public static final int MAXIMUM = 10_000;

    private static final String EARLIER_OMITTED = "EarlierOmitted";

    /** Throws {@link IllegalArgumentException} if there are too many. */
    public History {
      if (lines.size() > MAXIMUM) {
        throw new IllegalArgumentException("a history has at most " + MAXIMUM + " lines");
      }
      lines = List.copyOf(lines);
    }

    private static History read(ElementReader history) {
      List<Line> lines = new ArrayList<>();
      while (history.at("Exchange")) {
        lines.add(Line.read(history.children("Exchange")));
      }
      boolean complete = !(history.at(EARLIER_OMITTED) && history.truth(EARLIER_OMITTED));
      history.end();
      return new History(lines, complete);
    }

    @Override
    public byte[] write() {
      ElementWriter content = ElementWriter.root("Content");
      ElementWriter history = content.child("History");
      lines.forEach(line -> line.write(history.child("Exchange")));
      if (!complete) {
        ElementWriter _ = history.text(EARLIER_OMITTED, "true");
      }
      return XmlDocuments.serialize(content.element());
    }

    /** A history follows no layout. */
    @Override
    public boolean agreesWith(Optional<Exchange.Given> given) {
      return given.isEmpty();
    }
  }

  /**
   * One exchange as the citizen is shown it.
   *
   * @param permit empty if the core issued none
   * @param role the municipality's part in it
   * @param grounds which row of which permission list allowed it; empty where none did, or the
   *     record does not say
   * @param choice which items were asked and which records; empty where the record does not say
   * @param at when it was decided
   */
  record Line(
      InquiryId inquiry,
      ExchangeId exchange,
      Optional<PermitId> permit,
      Exchange.Role role,
      AgencyCode inquirer,
      AgencyCode provider,
      Exchange.Asked asked,
      Optional<Choice> choice,
      Optional<Grounds> grounds,
      Outcome outcome,
      Instant at) {

    /** Which items were asked, and which records. */
    public record Choice(ItemChoice items, Condition condition) {}

    /** Which row of which permission list allowed it. */
    public record Grounds(PermissionRowId row, long list) {}

    private static Line read(ElementReader line) {
      Line read =
          new Line(
              new InquiryId(line.uuid("InquiryId")),
              new ExchangeId(line.uuid("ExchangeId")),
              line.at("PermitId")
                  ? Optional.of(new PermitId(line.uuid("PermitId")))
                  : Optional.empty(),
              line.word("Role", Exchange.Role.class),
              line.value("Inquirer", Forms.AGENCY),
              line.value("Provider", Forms.AGENCY),
              new Exchange.Asked(
                  line.word("Purpose", Purpose.class),
                  line.valueIf("Affair", Forms.AFFAIR),
                  line.value("Procedure", Forms.PROCEDURE),
                  line.value("Information", Forms.INFORMATION)),
              line.at("Choice") ? Optional.of(choice(line)) : Optional.empty(),
              line.at("Row")
                  ? Optional.of(
                      new Grounds(
                          line.value("Row", Forms.PERMISSION_ROW), line.positive("ListVersion")))
                  : Optional.empty(),
              line.word("Outcome", Outcome.class),
              line.time("At"));
      line.end();
      return read;
    }

    private static Choice choice(ElementReader line) {
      ElementReader choice = line.children("Choice");
      Choice read = new Choice(MatterXml.items(choice), TermsXml.condition(choice));
      choice.end();
      return read;
    }

    private void write(ElementWriter line) {
      line.text("InquiryId", inquiry.value()).text("ExchangeId", exchange.value());
      permit.ifPresent(id -> line.text("PermitId", id.value()));
      line.text("Role", role)
          .text("Inquirer", inquirer.value())
          .text("Provider", provider.value())
          .text("Purpose", asked.purpose());
      asked.affair().ifPresent(affair -> line.text("Affair", affair.value()));
      line.text("Procedure", asked.procedure().value())
          .text("Information", asked.information().value());
      choice.ifPresent(
          chosen -> {
            ElementWriter written = line.child("Choice");
            MatterXml.write(written, chosen.items());
            TermsXml.write(written, chosen.condition());
          });
      grounds.ifPresent(
          by -> line.text("Row", by.row().value()).text("ListVersion", Long.toString(by.list())));
      line.text("Outcome", outcome).text("At", at);
    }
  }
}
