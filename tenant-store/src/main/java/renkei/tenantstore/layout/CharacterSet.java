package renkei.tenantstore.layout;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import renkei.tenantstore.layout.Objection.Rule;

/**
 * The characters a replica may carry: JIS X 0213 in every form that converters give its cells
 * (decision 0214), any further ideograph (registers contain them, as 行政事務標準文字 does), and variation
 * selectors right behind an ideograph. Half-width kana (半角カナ) and control characters are refused.
 */
final class CharacterSet {

  /**
   * What cells of the standard become in converters other than the JDK's own for JIS X 0213: U+2015
   * (1-1-29), U+2211 (1-13-84), U+FFE0 (1-1-81), U+FFE1 (1-1-82), U+FFE2 (1-2-44), U+FFE4 (1-9-4
   * and Windows' extension), and of JIS X 0201 U+00A5 (05/12) and U+203E (07/14). Where that table
   * and others differ elsewhere, it has both forms.
   */
  private static final String OTHER_FORMS = "\u00a5\u203e\u2015\u2211\uffe0\uffe1\uffe2\uffe4";

  private static final BitSet JIS_X_0213 = jisX0213();

  private CharacterSet() {}

  /**
   * Why the text may not be carried, without quoting it; empty if it may. Places count code points
   * from 1.
   */
  static Optional<Objection> objection(String text) {
    int previous = 0;
    int place = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      place++;
      if (isVariationSelector(character)) {
        if (!Character.isIdeographic(previous)) {
          return Optional.of(Objection.to(Rule.VARIATION_SELECTOR, place));
        }
      } else if (Character.isISOControl(character)) {
        return Optional.of(Objection.to(Rule.CONTROL_CHARACTER, place));
      } else if (KanaForms.isHalfWidth(character)) {
        return Optional.of(halfWidth(text, i - 1, place));
      } else if (!permitted(character) && !completes(character, previous)) {
        return Optional.of(Objection.to(Rule.CHARACTER, place));
      }
      previous = character;
    }
    return Optional.empty();
  }

  /** What is said against the first half-width kana of a text; empty if there is none. */
  static Optional<Objection> halfWidthKana(String text) {
    OptionalInt first =
        IntStream.range(0, text.length())
            .filter(index -> KanaForms.isHalfWidth(text.charAt(index)))
            .findFirst();
    return first.stream()
        .mapToObj(index -> halfWidth(text, index, text.codePointCount(0, index) + 1))
        .findFirst();
  }

  private static Objection halfWidth(String text, int index, int place) {
    return new Objection(Rule.HALF_WIDTH_KANA, place, KanaForms.fullWidthAt(text, index));
  }

  /** How many characters a reader sees: variation selectors do not count. */
  static long length(String text) {
    return text.codePoints().filter(character -> !isVariationSelector(character)).count();
  }

  private static boolean permitted(int character) {
    return JIS_X_0213.get(character)
        || (Character.isIdeographic(character)
            && Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
  }

  /** JIS X 0213 has kana with a semi-voiced mark that Unicode writes as two characters. */
  private static boolean completes(int character, int previous) {
    return character == 0x309a && "かきくけこカキクケコセツトㇷ".indexOf(previous) >= 0;
  }

  /** Unicode Standard, 23.4: VS1 to VS16 and VS17 to VS256. */
  private static boolean isVariationSelector(int character) {
    return (character >= 0xfe00 && character <= 0xfe0f)
        || (character >= 0xe0100 && character <= 0xe01ef);
  }

  /** ASCII, what the JDK's own table of JIS X 0213:2004 can encode, and the other forms. */
  private static BitSet jisX0213() {
    BitSet set = new BitSet(0x30000);
    set.set(0x20, 0x7f);
    OTHER_FORMS.codePoints().forEach(set::set);
    CharsetEncoder encoder = Charset.forName("x-SJIS_0213").newEncoder();
    for (int character = 0xa0; character < 0x30000; character++) {
      boolean usable =
          Character.isDefined(character)
              && Character.getType(character) != Character.SURROGATE
              && Character.getType(character) != Character.PRIVATE_USE;
      if (usable && encoder.canEncode(Character.toString(character))) {
        set.set(character);
      }
    }
    return set;
  }
}
