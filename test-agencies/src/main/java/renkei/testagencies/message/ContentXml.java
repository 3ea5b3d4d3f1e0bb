package renkei.testagencies.message;

import java.time.Instant;
import java.time.LocalDate;
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
import renkei.testagencies.message.Message.GivenRecord;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;

/** The XML that lies inside a seal: {@code n:Content}. Thread-safe. */
public final class ContentXml {

  private ContentXml() {}

  /**
   * Writes the items of one record for sealing.
   *
   * @param said what is said of it in clear as well
   */
  public static byte[] write(Items items, GivenRecord said) {
    ElementWriter tree = new ElementWriter("Content", "");
    ElementWriter record =
        tree.child("Record").add("AsOf", said.asOf()).add("Version", said.version());
    items
        .values()
        .forEach(
            (code, value) -> record.child("Item").add("Code", code.value()).add("Value", value));
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

  /** All records are read; what is told of them are the newest one's own items with values. */
  private static Items items(ElementReader all) {
    return all.each("Record", ContentXml::record).getLast();
  }

  private static Items record(ElementReader parts) {
    for (String name : List.of("Key", "ValidFrom", "ValidTo")) {
      Optional<Element> _ = parts.find(name);
    }
    LocalDate _ = LocalDate.parse(parts.text("AsOf"));
    long _ = Long.parseLong(parts.text("Version"));
    Map<ItemCode, String> values = items(parts.all("Item"));
    groups(parts);
    return new Items(values);
  }

  private static Map<ItemCode, String> items(List<Element> elements) {
    Map<ItemCode, String> values = new LinkedHashMap<>();
    for (Element element : elements) {
      ElementReader parts = new ElementReader(element, "Item");
      ItemCode code = new ItemCode(parts.text("Code"));
      if (parts.find("Absent").isEmpty()) {
        values.put(code, parts.text("Value"));
        Optional<Element> _ = parts.find("Standard");
      }
      parts.end();
    }
    return values;
  }

  private static void groups(ElementReader parent) {
    for (Element element : parent.all("Group")) {
      ElementReader parts = new ElementReader(element, "Group");
      GroupCode _ = new GroupCode(parts.text("Code"));
      Map<ItemCode, String> _ = items(parts.all("Item"));
      groups(parts);
      parts.end();
    }
  }

  private static History history(Element element) {
    List<Entry> entries = new ArrayList<>();
    ElementReader all = new ElementReader(element, "History");
    for (Element row : all.all("Exchange")) {
      entries.add(entry(new ElementReader(row, "Exchange")));
    }
    var _ = all.find("EarlierOmitted");
    all.end();
    return new History(List.copyOf(entries));
  }

  private static Entry entry(ElementReader parts) {
    InquiryId inquiryId = new InquiryId(parts.uuid("InquiryId"));
    ExchangeId _ = new ExchangeId(parts.uuid("ExchangeId"));
    var _ = parts.find("PermitId");
    boolean asProvider = parts.text("Role").equals("PROVIDER");
    AgencyCode inquirer = new AgencyCode(parts.text("Inquirer"));
    AgencyCode provider = new AgencyCode(parts.text("Provider"));
    Purpose purpose = Purpose.valueOf(parts.text("Purpose"));
    var _ = parts.find("Affair");
    Exchange exchange =
        new Exchange(
            inquiryId,
            inquirer,
            provider,
            purpose,
            new ProcedureCode(parts.text("Procedure")),
            new InformationCode(parts.text("Information")));
    for (String name : List.of("Choice", "Row", "ListVersion")) {
      var _ = parts.find(name);
    }
    Outcome outcome = Outcome.valueOf(parts.text("Outcome"));
    Instant at = Instant.parse(parts.text("At"));
    parts.end();
    return new Entry(new ExchangeRecord(exchange, asProvider, outcome), at);
  }
}
