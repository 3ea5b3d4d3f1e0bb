package renkei.tenantstore.layout;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a load, a line of it or one field is not taken: a rule, and the number that rule turns on. It
 * holds nothing of the content but at most the one character that is offered; a door puts it into
 * the words of its callers.
 *
 * @param number a greatest length, a count or a place, as the rule says; 0 if it turns on none
 * @param offered the one character that could stand at the place instead; empty if none is offered
 */
public record Objection(Rule rule, long number, Optional<String> offered) {

  /** Throws {@link IllegalArgumentException} if more than one character is offered. */
  public Objection {
    if (offered.filter(text -> text.codePointCount(0, text.length()) != 1).isPresent()) {
      throw new IllegalArgumentException("one character is offered");
    }
  }

  /** A rule of replica files that was broken. Its code does not change. */
  public enum Rule {
    /** The field is a 個人番号 or 住民票コード: somebody has to be alarmed. */
    FORBIDDEN_NUMBER,
    /** Another number of fields than the header has, which is the number. */
    FIELD_COUNT,
    /** Not the form of an addressee number (団体内統合宛名番号). */
    ADDRESSEE_NUMBER,
    /** Not of the form that the municipality declared its addressee numbers to have. */
    DECLARED_FORM,
    /** The operation is none of {@code PUT}, {@code ADD} and {@code DELETE}. */
    OPERATION,
    /** No day of the calendar in the form {@code yyyy-MM-dd}. */
    DATE,
    /** A day that is not over. */
    FUTURE_DATE,
    /** A {@code DELETE} that carries a value. */
    DELETE_WITH_VALUE,
    /** An item without which no record is. */
    REQUIRED,
    /** Longer than so many characters. */
    TOO_LONG,
    /** Nothing but spaces. */
    BLANK,
    /** At this place, counted from 1, a variation selector that follows no ideograph. */
    VARIATION_SELECTOR,
    /** At this place, counted from 1, a control character. */
    CONTROL_CHARACTER,
    /** At this place, counted from 1, half-width kana (半角カナ). */
    HALF_WIDTH_KANA,
    /** At this place, counted from 1, a character outside the repertoire. */
    CHARACTER,
    /** Something beside full-width katakana. */
    KATAKANA,
    /** No whole number. */
    WHOLE_NUMBER,
    /** No value of the item's code list. */
    CODE_LIST,
    /** No day of which all or a part is known, as {@code 2026-03-31} or {@code 2026-03-XX}. */
    UNCERTAIN_DATE,
    /** No month in the form {@code yyyy-MM}. */
    YEAR_MONTH,
    /** No year in four digits. */
    YEAR,
    /** No fiscal year (年度) in four digits. */
    FISCAL_YEAR,
    /** Neither {@code 1} nor {@code 0}. */
    FLAG,
    /** A reason why there is no value that the layout does not allow for the item. */
    ABSENCE,
    /** A form in the characters that all bodies share, of an item that has one form only. */
    STANDARD_FORM,
    /** An item that the layout does not have at this place. */
    UNKNOWN_ITEM,
    /** An item that stands twice. */
    REPEATED_ITEM,
    /** A group that the layout does not have at this place. */
    UNKNOWN_GROUP,
    /** A group that occurs more than so many times. */
    TOO_MANY_INSTANCES,
    /** Before another day or number of the record that it must not be before. */
    NOT_AFTER,
    /** Another number than the sum of the items it is made up of. */
    SUM,
    /** Of several items of the record not exactly one has a value. */
    ONE_OF,
    /** Not the key that the layout names: a fiscal year, the first day, a serial or nothing. */
    RECORD_KEY,
    /** Not the number by which the source orders the changes of a record. */
    SEQUENCE,
    /** Not the days from which and until which a record is valid, as the layout's key has them. */
    VALID_DATES,
    /** A column that a line of this operation leaves empty. */
    NOT_EMPTY,
    /** Not the next instance of its group, by its path. */
    INSTANCE,
    /** An {@code ADD} that does not follow the record it names. */
    STRAY_ADD,
    /** A record of more than so many lines or, all of them together, of too much text. */
    RECORD_TOO_LONG,
    /** A record behind which a line stands that cannot be read, and may be part of it. */
    UNREADABLE_PART,
    /** A record whose key and sequence this line of the same load has said otherwise. */
    REPEATED_LINE,
    /** A sequence that the source has used for another content of the record. */
    SEQUENCE_REUSED,
    /** A value that the check takes and the store cannot keep. */
    UNSTORABLE,
    /** A quote inside a field that is not quoted. */
    QUOTE_INSIDE,
    /** A carriage return that does not end the line. */
    STRAY_RETURN,
    /** Text behind a closing quote. */
    BEHIND_QUOTE,
    /** A line of more than so many bytes. */
    LINE_TOO_LONG,
    /** A line of more than so many fields. */
    TOO_MANY_FIELDS,
    /** Bytes that are no UTF-8. */
    NOT_UTF_8,
    /** A quoted field that does not end, so that the rest cannot be told into lines. */
    ENDLESS_QUOTE,
    /** No JSON object with the members of a record. */
    JSON,
    /** The whole load: there is no layout of this information code in this edition. */
    NO_LAYOUT,
    /** The whole load: its first line is no header. */
    NO_HEADER,
    /** The whole load: this column, counted from 1, is no item of the layout, or occurs twice. */
    UNKNOWN_COLUMN,
    /** The whole load: the column of an item that every record must carry is missing. */
    MISSING_COLUMN,
    /** The whole load: there is not even a header, or it did not come whole. */
    EMPTY,
    /** The whole load: a full load without lines, which would say that there is nobody. */
    NO_LINES;

    /** The name that callers' programs are told; it does not change. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** To a rule that turns on no number. */
  public static Objection to(Rule rule) {
    return to(rule, 0);
  }

  /** To a rule that turns on this number. */
  public static Objection to(Rule rule, long number) {
    return new Objection(rule, number, Optional.empty());
  }
}
