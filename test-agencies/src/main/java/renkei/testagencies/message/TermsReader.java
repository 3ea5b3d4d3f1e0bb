package renkei.testagencies.message;

import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import org.w3c.dom.Element;
import renkei.testagencies.vocabulary.AffairCode;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.ProcedureCode;

/** Reads what inquiries and permits have in common. */
final class TermsReader {

  private TermsReader() {}

  static Handling handling(ElementReader all) {
    ElementReader parts = all.children("Handling");
    Handling handling =
        new Handling(
            Lane.valueOf(parts.text("Lane")),
            parts.text("LaneRule"),
            parts.find("BatchId").map(Element::getTextContent),
            parts.find("CampaignId").map(Element::getTextContent));
    parts.end();
    return handling;
  }

  static Wish wish(ElementReader all) {
    ElementReader parts = all.children("Matter");
    Matter matter =
        new Matter(
            new AffairCode(parts.text("Affair")),
            new ProcedureCode(parts.text("Procedure")),
            new InformationCode(parts.text("Information")));
    List<ItemCode> items =
        parts
            .find("Items")
            .map(
                element ->
                    new ElementReader(element, "Items")
                        .all("Item").stream()
                            .map(item -> new ItemCode(item.getTextContent()))
                            .toList())
            .orElse(List.of());
    parts.end();
    return new Wish(
        matter,
        items,
        all.find("Terms")
            .map(element -> terms(new ElementReader(element, "Terms")))
            .orElse(Terms.PLAIN));
  }

  private static Terms terms(ElementReader parts) {
    Terms terms =
        new Terms(
            parts
                .find("Condition")
                .map(element -> condition(new ElementReader(element, "Condition")))
                .orElse(new Condition.Current()),
            parts.find("Edition").map(edition -> new Edition(edition.getTextContent())),
            parts.find("InquirerFor").map(TermsReader::agency),
            parts.find("ProviderFor").map(TermsReader::agency),
            parts.find("Consent").map(TermsReader::consent),
            parts
                .find("NotDisclosed")
                .map(element -> MessageReader.truth(element.getTextContent()))
                .orElse(false));
    parts.end();
    return terms;
  }

  private static AgencyCode agency(Element element) {
    return new AgencyCode(element.getTextContent());
  }

  private static Terms.Consent consent(Element element) {
    ElementReader parts = new ElementReader(element, "Consent");
    Terms.Consent consent =
        new Terms.Consent(
            parts.text("Basis"),
            parts.find("Given").map(day -> LocalDate.parse(day.getTextContent())));
    parts.end();
    return consent;
  }

  private static Condition condition(ElementReader parts) {
    Element element = parts.next();
    Condition condition =
        switch (element.getLocalName()) {
          case "OnDate" -> new Condition.OnDate(LocalDate.parse(element.getTextContent()));
          case "FiscalYears" -> {
            ElementReader years = new ElementReader(element, "FiscalYears");
            yield new Condition.FiscalYears(
                Year.parse(years.text("From")), Year.parse(years.text("To")));
          }
          case "Period" -> {
            ElementReader days = new ElementReader(element, "Period");
            yield new Condition.Period(
                LocalDate.parse(days.text("From")), LocalDate.parse(days.text("To")));
          }
          default -> throw new IllegalArgumentException("no condition");
        };
    parts.end();
    return condition;
  }
}
