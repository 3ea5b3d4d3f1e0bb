package renkei.testagencies.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;
import renkei.testagencies.message.Content.Entry;
import renkei.testagencies.message.Content.History;
import renkei.testagencies.message.Content.Items;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;

/** The XML that lies inside a seal: {@code n:Content}. Thread-safe. */
public final class ContentXml {

  private ContentXml() {}

  /** Writes items for sealing. */
  public static byte[] write(Items items) {
    ElementWriter tree = new ElementWriter("Content", "");
    items
        .values()
        .forEach((code, value) -> tree.child("Item").add("Code", code.value()).add("Value", value));
    return XmlDocuments.serialize(tree.element());
  }

  /** Reads what was sealed; empty if it is not the form of the contract. */
  public static Optional<Content> read(byte[] xml) {
    return switch (XmlDocuments.parse(xml, XmlBounds.MESSAGE)) {
      case Parsing.Unreadable _ -> Optional.empty();
      case Parsing.Parsed(var document) -> read(document.getDocumentElement());
    };
  }

  private static Optional<Content> read(Element root) {
    try {
      ElementReader all = new ElementReader(root, "Content");
      Optional<Element> history = all.find("History");
      Content content = history.isPresent() ? history(history.get()) : items(all);
      all.end();
      return Optional.of(content);
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private static Items items(ElementReader all) {
    Map<ItemCode, String> values = new LinkedHashMap<>();
    for (Element element : all.all("Item")) {
      ElementReader parts = new ElementReader(element, "Item");
      values.put(new ItemCode(parts.text("Code")), parts.text("Value"));
      parts.end();
    }
    return new Items(values);
  }

  private static History history(Element element) {
    List<Entry> entries = new ArrayList<>();
    ElementReader all = new ElementReader(element, "History");
    for (Element row : all.all("Exchange")) {
      entries.add(entry(new ElementReader(row, "Exchange")));
    }
    all.end();
    return new History(List.copyOf(entries));
  }

  private static Entry entry(ElementReader parts) {
    InquiryId inquiryId = new InquiryId(parts.uuid("InquiryId"));
    var _ = parts.find("PermitId");
    boolean asProvider = parts.text("Role").equals("PROVIDER");
    Exchange exchange =
        new Exchange(
            inquiryId,
            new AgencyCode(parts.text("Inquirer")),
            new AgencyCode(parts.text("Provider")),
            Purpose.valueOf(parts.text("Purpose")),
            new ProcedureCode(parts.text("Procedure")),
            new InformationCode(parts.text("Information")));
    Outcome outcome = Outcome.valueOf(parts.text("Outcome"));
    Instant at = Instant.parse(parts.text("At"));
    parts.end();
    return new Entry(new ExchangeRecord(exchange, asProvider, outcome), at);
  }
}
