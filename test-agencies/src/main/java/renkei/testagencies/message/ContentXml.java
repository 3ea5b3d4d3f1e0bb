package renkei.testagencies.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.signing.Parsing;
import renkei.signing.XmlBounds;
import renkei.signing.XmlDocuments;
import renkei.testagencies.message.Content.Exchange;
import renkei.testagencies.message.Content.History;
import renkei.testagencies.message.Content.Items;

/** The XML that lies inside a seal: {@code n:Content}. Thread-safe. */
public final class ContentXml {

  private ContentXml() {}

  /** Writes items for sealing. */
  public static byte[] write(Items items) {
    Tree tree = new Tree("Content", "");
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
      Children all = new Children(root, "Content");
      Optional<Element> history = all.find("History");
      Content content = history.isPresent() ? history(history.get()) : items(all);
      all.end();
      return Optional.of(content);
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private static Items items(Children all) {
    Map<ItemCode, String> values = new LinkedHashMap<>();
    for (Element element : all.all("Item")) {
      Children parts = new Children(element, "Item");
      values.put(new ItemCode(parts.text("Code")), parts.text("Value"));
      parts.end();
    }
    return new Items(values);
  }

  private static History history(Element element) {
    List<Exchange> exchanges = new ArrayList<>();
    Children all = new Children(element, "History");
    for (Element row : all.all("Exchange")) {
      exchanges.add(exchange(new Children(row, "Exchange")));
    }
    all.end();
    return new History(List.copyOf(exchanges));
  }

  private static Exchange exchange(Children parts) {
    InquiryId inquiryId = new InquiryId(parts.uuid("InquiryId"));
    var _ = parts.find("PermitId");
    Exchange exchange =
        new Exchange(
            inquiryId,
            parts.text("Role").equals("PROVIDER"),
            new AgencyCode(parts.text("Inquirer")),
            new AgencyCode(parts.text("Provider")),
            Purpose.valueOf(parts.text("Purpose")),
            new ProcedureCode(parts.text("Procedure")),
            new InformationCode(parts.text("Information")),
            Outcome.valueOf(parts.text("Outcome")),
            Instant.parse(parts.text("At")));
    parts.end();
    return exchange;
  }
}
