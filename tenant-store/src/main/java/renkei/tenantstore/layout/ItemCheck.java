package renkei.tenantstore.layout;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.calendar.FiscalYear;
import renkei.codebook.calendar.UncertainDate;
import renkei.tenantstore.layout.Objection.Rule;

/** Holds one value against its item of the layout. */
public final class ItemCheck {

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MONTH = Pattern.compile("(?!0000)[0-9]{4}-(0[1-9]|1[0-2])");
  private static final Pattern YEAR = Pattern.compile("(?!0000)[0-9]{4}");
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern KANA = Pattern.compile("[\\u30a1-\\u30ff\\u31f0-\\u31ff\\u3000]+");

  private ItemCheck() {}

  /**
   * Why the value does not fit, without quoting it; empty if it does. An empty value is no value.
   *
   * @param innocent whether it is known to be no forbidden number though it may look like one
   */
  public static Optional<Objection> objection(LayoutItem item, String value, boolean innocent) {
    if (value.isEmpty()) {
      return item.required() ? Optional.of(Objection.to(Rule.REQUIRED)) : Optional.empty();
    }
    ItemForm form = item.form();
    return switch (form.type()) {
      case TEXT -> tooLong(form, value).or(() -> text(value, innocent));
      case KANA -> tooLong(form, value).or(() -> kana(value));
      case AMOUNT, NUMBER -> tooLong(form, value).or(() -> number(value, innocent));
      case DATE -> unless(isDate(value), Rule.DATE);
      case UNCERTAIN_DATE -> unless(UncertainDate.read(value).isPresent(), Rule.UNCERTAIN_DATE);
      case YEAR_MONTH -> unless(MONTH.matcher(value).matches(), Rule.YEAR_MONTH);
      case YEAR -> unless(YEAR.matcher(value).matches(), Rule.YEAR);
      case FISCAL_YEAR -> unless(FiscalYear.isOne(value), Rule.FISCAL_YEAR);
      case FLAG -> unless(value.equals("0") || value.equals("1"), Rule.FLAG);
      case CODE -> unless(form.codes().orElseThrow().has(value), Rule.CODE_LIST);
    };
  }

  private static Optional<Objection> tooLong(ItemForm form, String value) {
    return CharacterSet.length(value) > form.length()
        ? Optional.of(Objection.to(Rule.TOO_LONG, form.length()))
        : Optional.empty();
  }

  private static Optional<Objection> kana(String value) {
    return KANA.matcher(value).matches()
        ? Optional.empty()
        : CharacterSet.halfWidthKana(value).or(() -> Optional.of(Objection.to(Rule.KATAKANA)));
  }

  private static Optional<Objection> text(String value, boolean innocent) {
    if (value.isBlank()) {
      return Optional.of(Objection.to(Rule.BLANK));
    }
    return forbidden(value, innocent).or(() -> CharacterSet.objection(value));
  }

  private static Optional<Objection> number(String value, boolean innocent) {
    return NUMBER.matcher(value).matches()
        ? forbidden(value, innocent)
        : Optional.of(Objection.to(Rule.WHOLE_NUMBER));
  }

  private static Optional<Objection> forbidden(String value, boolean innocent) {
    return unless(innocent || ForbiddenNumbers.in(value).isEmpty(), Rule.FORBIDDEN_NUMBER);
  }

  private static Optional<Objection> unless(boolean fine, Rule rule) {
    return fine ? Optional.empty() : Optional.of(Objection.to(rule));
  }

  /** A day of the calendar; it has no year zero, which neither XML nor PostgreSQL knows. */
  public static boolean isDate(String value) {
    if (!DATE.matcher(value).matches()) {
      return false;
    }
    try {
      return LocalDate.parse(value).getYear() > 0;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
