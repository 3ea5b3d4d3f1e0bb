package renkei.gateway.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemCode;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlDocuments;

/**
 * What is sealed inside an answer: element {@code Content} of the national contract. It is personal
 * information: nothing of it belongs into a log.
 */
public sealed interface ContentXml {

  /** Writes it as UTF-8, ready to be sealed. */
  byte[] write();

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
        content.at("History") ? History.read(content.children("History")) : Items.read(content);
    content.end();
    return read;
  }

  /**
   * A replica (副本).
   *
   * @param items at least one, in the order of the layout
   */
  record Items(List<Item> items) implements ContentXml {

    /** Throws {@link IllegalArgumentException} if there is no item. */
    public Items {
      if (items.isEmpty()) {
        throw new IllegalArgumentException("content needs at least one item");
      }
      items = List.copyOf(items);
    }

    private static Items read(ElementReader content) {
      List<Item> items = new ArrayList<>();
      do {
        ElementReader item = content.children("Item");
        items.add(new Item(item.value("Code", Forms.ITEM), item.text("Value")));
        item.end();
      } while (content.at("Item"));
      return new Items(items);
    }

    @Override
    public byte[] write() {
      ElementWriter content = ElementWriter.root("Content");
      for (Item item : items) {
        content.child("Item").text("Code", item.code().value()).text("Value", item.value());
      }
      return XmlDocuments.serialize(content.element());
    }
  }

  /**
   * One item (特定個人情報項目) of a replica.
   *
   * @param value as the layout states its form; empty if the municipality delivered none
   */
  record Item(ItemCode code, String value) {

    /** Hides the value. */
    @Override
    public String toString() {
      return "Item[" + code + ", ****]";
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
      boolean complete = !history.at(EARLIER_OMITTED);
      if (!complete) {
        history.children(EARLIER_OMITTED).end();
      }
      history.end();
      return new History(lines, complete);
    }

    @Override
    public byte[] write() {
      ElementWriter content = ElementWriter.root("Content");
      ElementWriter history = content.child("History");
      lines.forEach(line -> line.write(history.child("Exchange")));
      if (!complete) {
        ElementWriter _ = history.child(EARLIER_OMITTED);
      }
      return XmlDocuments.serialize(content.element());
    }
  }

  /**
   * One exchange as the citizen is shown it.
   *
   * @param permit empty if the core issued none
   * @param role the municipality's part in it
   * @param at when it was decided
   */
  record Line(
      InquiryId inquiry,
      Optional<PermitId> permit,
      Exchange.Role role,
      AgencyCode inquirer,
      AgencyCode provider,
      Purpose purpose,
      ProcedureCode procedure,
      InformationCode information,
      Outcome outcome,
      Instant at) {

    private static Line read(ElementReader line) {
      Line read =
          new Line(
              new InquiryId(line.uuid("InquiryId")),
              line.at("PermitId")
                  ? Optional.of(new PermitId(line.uuid("PermitId")))
                  : Optional.empty(),
              line.word("Role", Exchange.Role.class),
              line.value("Inquirer", Forms.AGENCY),
              line.value("Provider", Forms.AGENCY),
              line.word("Purpose", Purpose.class),
              line.value("Procedure", Forms.PROCEDURE),
              line.value("Information", Forms.INFORMATION),
              line.word("Outcome", Outcome.class),
              line.time("At"));
      line.end();
      return read;
    }

    private void write(ElementWriter line) {
      line.text("InquiryId", inquiry.value());
      permit.ifPresent(id -> line.text("PermitId", id.value()));
      line.text("Role", role)
          .text("Inquirer", inquirer.value())
          .text("Provider", provider.value())
          .text("Purpose", purpose)
          .text("Procedure", procedure.value())
          .text("Information", information.value())
          .text("Outcome", outcome)
          .text("At", at);
    }
  }
}
