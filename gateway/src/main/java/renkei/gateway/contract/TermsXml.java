package renkei.gateway.contract;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.Delegation;
import renkei.codebook.Terms;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/** On what terms something is asked: the same element in inquiries and permits. */
final class TermsXml {

  private static final String ELEMENT = "Terms";
  private static final String NOT_DISCLOSED = "NotDisclosed";

  private TermsXml() {}

  /** Reads them; plain ones, where none stand. */
  static Terms read(ElementReader parent) {
    if (!parent.at(ELEMENT)) {
      return Terms.PLAIN;
    }
    ElementReader terms = parent.children(ELEMENT);
    Terms read =
        new Terms(
            condition(terms),
            terms.valueIf("Edition", Forms.EDITION),
            new Delegation(
                terms.valueIf("InquirerFor", Forms.AGENCY),
                terms.valueIf("ProviderFor", Forms.AGENCY)),
            consent(terms),
            notDisclosed(terms));
    terms.end();
    return read;
  }

  /** Reads it; what holds now, where none stands. */
  static Condition condition(ElementReader parent) {
    if (!parent.at("Condition")) {
      return Condition.CURRENT;
    }
    ElementReader condition = parent.children("Condition");
    Condition read = kind(condition);
    condition.end();
    return read;
  }

  private static Condition kind(ElementReader condition) {
    if (condition.at("OnDate")) {
      return new Condition.OnDate(condition.date("OnDate"));
    }
    if (condition.at("FiscalYears")) {
      ElementReader years = condition.children("FiscalYears");
      int from = years.value("From", LexicalForms.YEAR);
      int to = years.value("To", LexicalForms.YEAR);
      years.end();
      return within(condition, "FiscalYears", () -> new Condition.FiscalYears(from, to));
    }
    ElementReader period = condition.children("Period");
    LocalDate from = period.date("From");
    LocalDate to = period.date("To");
    period.end();
    return within(condition, "Period", () -> new Condition.Period(from, to));
  }

  /** The bounds of a condition are the vocabulary's own, and no form of the schema's. */
  private static Condition within(ElementReader condition, String name, Supplier<Condition> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException _) {
      throw condition.fault(
          MessageFault.MALFORMED_MESSAGE,
          name,
          new Phrase(
              "begin before it ends and span "
                  + Condition.MOST_YEARS
                  + " fiscal years or "
                  + Condition.LONGEST_PERIOD
                  + " years at most",
              "始期が終期以前で、"
                  + Condition.MOST_YEARS
                  + " 年度又は "
                  + Condition.LONGEST_PERIOD
                  + " 年以内であること"));
    }
  }

  private static Optional<Consent> consent(ElementReader terms) {
    if (!terms.at("Consent")) {
      return Optional.empty();
    }
    ElementReader consent = terms.children("Consent");
    Consent read =
        new Consent(consent.value("Basis", Forms.CONSENT_BASIS), consent.dateIf("Given"));
    consent.end();
    return Optional.of(read);
  }

  /** Whether it says so; where it says nothing it does not. */
  static boolean notDisclosed(ElementReader parent) {
    return parent.at(NOT_DISCLOSED) && parent.truth(NOT_DISCLOSED);
  }

  /** Writes them; nothing of plain ones. */
  static void write(ElementWriter parent, Terms terms) {
    if (terms.equals(Terms.PLAIN)) {
      return;
    }
    ElementWriter written = parent.child(ELEMENT);
    write(written, terms.condition());
    terms.edition().ifPresent(edition -> written.text("Edition", edition.value()));
    terms.delegation().inquirerFor().ifPresent(body -> written.text("InquirerFor", body.value()));
    terms.delegation().providerFor().ifPresent(body -> written.text("ProviderFor", body.value()));
    terms.consent().ifPresent(consent -> write(written.child("Consent"), consent));
    writeNotDisclosed(written, terms.notDisclosed());
  }

  private static void write(ElementWriter written, Consent consent) {
    written.text("Basis", consent.basis().value());
    consent.given().ifPresent(day -> written.text("Given", day.toString()));
  }

  /** Writes it; nothing of what holds now. */
  static void write(ElementWriter parent, Condition condition) {
    switch (condition) {
      case Condition.Current _ -> {}
      case Condition.OnDate(LocalDate day) -> {
        ElementWriter _ = parent.child("Condition").text("OnDate", day.toString());
      }
      case Condition.FiscalYears(int from, int to) -> {
        ElementWriter _ = span(parent, "FiscalYears", year(from), year(to));
      }
      case Condition.Period(LocalDate from, LocalDate to) -> {
        ElementWriter _ = span(parent, "Period", from.toString(), to.toString());
      }
    }
  }

  private static ElementWriter span(ElementWriter parent, String kind, String from, String to) {
    return parent.child("Condition").child(kind).text("From", from).text("To", to);
  }

  private static String year(int year) {
    return "%04d".formatted(year);
  }

  static void writeNotDisclosed(ElementWriter parent, boolean notDisclosed) {
    if (notDisclosed) {
      ElementWriter _ = parent.text(NOT_DISCLOSED, "true");
    }
  }
}
