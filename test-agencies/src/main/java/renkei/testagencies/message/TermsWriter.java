package renkei.testagencies.message;

import java.time.LocalDate;
import java.time.Year;

/** Writes what inquiries and permits have in common. */
final class TermsWriter {

  private TermsWriter() {}

  static void handling(ElementWriter parent, Handling handling) {
    ElementWriter tree = parent.child("Handling");
    tree.add("Lane", handling.lane()).add("LaneRule", handling.rule());
    handling.batch().ifPresent(batch -> tree.add("BatchId", batch));
    handling.campaign().ifPresent(campaign -> tree.add("CampaignId", campaign));
  }

  static void wish(ElementWriter parent, Wish wish) {
    ElementWriter matter = parent.child("Matter");
    matter
        .add("Affair", wish.matter().affair().value())
        .add("Procedure", wish.matter().procedure().value())
        .add("Information", wish.matter().information().value());
    if (!wish.items().isEmpty()) {
      ElementWriter items = matter.child("Items");
      wish.items().forEach(item -> items.add("Item", item.value()));
    }
    if (!wish.terms().equals(Terms.PLAIN)) {
      terms(parent.child("Terms"), wish.terms());
    }
  }

  private static void terms(ElementWriter tree, Terms terms) {
    condition(tree, terms.condition());
    terms.edition().ifPresent(edition -> tree.add("Edition", edition.value()));
    terms.inquirerFor().ifPresent(body -> tree.add("InquirerFor", body.value()));
    terms.providerFor().ifPresent(body -> tree.add("ProviderFor", body.value()));
    terms
        .consent()
        .ifPresent(
            consent -> {
              ElementWriter parts = tree.child("Consent").add("Basis", consent.basis());
              consent.given().ifPresent(day -> parts.add("Given", day));
            });
    if (terms.notDisclosed()) {
      tree.add("NotDisclosed", true);
    }
  }

  private static void condition(ElementWriter tree, Condition condition) {
    switch (condition) {
      case Condition.Current _ -> {}
      case Condition.OnDate(LocalDate day) -> tree.child("Condition").add("OnDate", day);
      case Condition.FiscalYears(Year from, Year to) ->
          tree.child("Condition").child("FiscalYears").add("From", from).add("To", to);
      case Condition.Period(LocalDate from, LocalDate to) ->
          tree.child("Condition").child("Period").add("From", from).add("To", to);
    }
  }
}
