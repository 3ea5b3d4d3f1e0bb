package renkei.gateway.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Pattern;
import renkei.codebook.RecordKey;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * The lexical spaces of the simple types of {@code national.xsd} that are not codes: what the
 * schema takes, and nothing else (decision 0414).
 */
final class LexicalForms {

  private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]+");

  private static final Pattern ENDS = Pattern.compile("^ | $");

  private static final Pattern UTC_TIME_FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z");

  private static final Pattern DAY_FORM =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?");

  private static final Pattern POSITIVE_FORM = Pattern.compile("\\+?0*([1-9][0-9]{0,17})");

  private static final Pattern NUMBER_FORM = Pattern.compile("[+-]?0*([0-9]{1,9})");

  /** Type {@code UtcTime}. */
  static final Form<Instant> UTC_TIME =
      new Form<>(
          text -> {
            require(UTC_TIME_FORM.matcher(text).matches());
            Instant time = Instant.parse(text);
            require(!text.startsWith("0000"));
            return time;
          },
          new Phrase(
              "a time in UTC, such as 2026-11-01T09:30:00Z", "協定世界時（例 2026-11-01T09:30:00Z）"));

  /**
   * Type {@code Day}: the day as it is written. A time zone may stand behind it, as common
   * libraries write one, and does not move the day.
   */
  static final Form<LocalDate> DAY =
      new Form<>(
          text -> {
            var day = DAY_FORM.matcher(text);
            require(day.matches());
            LocalDate date = LocalDate.parse(day.group(1));
            require(date.getYear() > 0);
            return date;
          },
          new Phrase(
              "a day, such as 2026-11-01 or 2026-11-01+09:00",
              "日付（例 2026-11-01 又は 2026-11-01+09:00）"));

  /** Type {@code Count}. */
  static final Form<Long> POSITIVE =
      new Form<>(
          text -> {
            var number = POSITIVE_FORM.matcher(text);
            require(number.matches());
            return Long.valueOf(number.group(1));
          },
          new Phrase("a positive integer of at most 18 digits", "18 桁以内の正の整数"));

  /** {@code xs:nonNegativeInteger} with a {@code maxInclusive}. */
  static Form<Integer> upTo(int most) {
    return new Form<>(
        text -> {
          var number = NUMBER_FORM.matcher(text);
          require(number.matches());
          int value = Integer.parseInt(number.group(1));
          require(value <= most && (value == 0 || !text.startsWith("-")));
          return value;
        },
        new Phrase("a whole number from 0 to " + most, "0 から " + most + " までの整数"));
  }

  /** Type {@code FiscalYear}: the year in which it begins, from the first of this calendar on. */
  static final Form<Integer> YEAR =
      matching(
          Pattern.compile(
              "18(7[3-9]|[89][0-9])|19[0-9]{2}|[2-8][0-9]{3}|9[0-8][0-9]{2}|99([0-8][0-9]|9[0-8])"),
          Integer::valueOf,
          new Phrase("a fiscal year, such as 2026", "年度（例 2026）"));

  /** Type {@code VersionName}. */
  static final Form<String> VERSION =
      matching(
          Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{1,3}"),
          text -> text,
          new Phrase("a version, such as 2.0", "版（例 2.0）"));

  /** Type {@code KindName}. */
  static final Form<String> KIND =
      matching(
          Pattern.compile("[A-Z][A-Za-z0-9]{0,63}"),
          text -> text,
          new Phrase("the name of a kind of message", "電文の種類の名称"));

  /** Type {@code RecordKey}, which is never empty where it stands. */
  static final Form<RecordKey> RECORD_KEY =
      new Form<>(
          text -> {
            require(!text.isEmpty());
            return new RecordKey(text);
          },
          Forms.RECORD_KEY.expected());

  /** Type {@code Value}: any text but none; where there is none, its reason stands instead. */
  static final Form<String> VALUE =
      matching(
          Pattern.compile("(?s).+"),
          text -> text,
          new Phrase("a text that is not empty", "空でない文字列"));

  /** {@code xs:token} that is not empty, of 64 characters at most. */
  static final Form<String> TOKEN =
      matching(
          Pattern.compile("(?s).{1,64}"),
          text -> text,
          new Phrase("1 to 64 characters", "1～64 文字"));

  /** {@code xs:boolean}. */
  static final Form<Boolean> TRUTH =
      new Form<>(
          text ->
              switch (text) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw new IllegalArgumentException("no boolean");
              },
          new Phrase("true or false", "true 又は false"));

  /** {@code xs:base64Binary}. */
  static final Form<byte[]> BASE64 =
      new Form<>(
          text -> {
            String digits = SPACE.matcher(text).replaceAll("");
            require(digits.length() % 4 == 0);
            return Base64.getDecoder().decode(digits);
          },
          new Phrase("base64", "base64"));

  private LexicalForms() {}

  /** White space at both ends does not count, and between is one space (XML Schema 2, 4.3.6). */
  static String collapse(String text) {
    return ENDS.matcher(SPACE.matcher(text).replaceAll(" ")).replaceAll("");
  }

  /** Of texts that match an expression as a whole. */
  static <T> Form<T> matching(Pattern form, Function<String, T> reading, Phrase expected) {
    return new Form<>(
        text -> {
          require(form.matcher(text).matches());
          return reading.apply(text);
        },
        expected);
  }

  private static void require(boolean fine) {
    if (!fine) {
      throw new IllegalArgumentException("of another form");
    }
  }
}
