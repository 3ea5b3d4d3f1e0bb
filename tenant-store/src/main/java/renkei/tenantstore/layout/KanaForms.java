package renkei.tenantstore.layout;

import java.util.Optional;

/**
 * Half-width kana (半角カナ, JIS X 0201) and the full-width characters they stand for. A mark of voice
 * behind a letter belongs to it: two half-width characters are one full-width one.
 */
final class KanaForms {

  private static final int FIRST = 0xff61;
  private static final int LAST = 0xff9f;
  private static final int VOICED_MARK = 0xff9e;
  private static final int SEMI_VOICED_MARK = 0xff9f;

  /** In the order of the half-width block, U+FF61 to U+FF9F. */
  private static final String FULL =
      "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

  private static final String VOICELESS = "ウカキクケコサシスセソタチツテトハヒフヘホワヲ";
  private static final String VOICED = "ヴガギグゲゴザジズゼゾダヂヅデドバビブベボヷヺ";
  private static final String SEMI_VOICELESS = "ハヒフヘホ";
  private static final String SEMI_VOICED = "パピプペポ";

  private KanaForms() {}

  static boolean isHalfWidth(int character) {
    return character >= FIRST && character <= LAST;
  }

  /**
   * The one full-width character that stands for the half-width kana at an index of a text, with
   * the mark of voice behind it if there is one; empty if there is no half-width kana.
   */
  static Optional<String> fullWidthAt(String text, int index) {
    char half = text.charAt(index);
    if (!isHalfWidth(half)) {
      return Optional.empty();
    }
    char full = FULL.charAt(half - FIRST);
    int mark = index + 1 < text.length() ? text.charAt(index + 1) : 0;
    return Optional.of(Character.toString(voiced(full, mark)));
  }

  private static char voiced(char full, int mark) {
    return switch (mark) {
      case VOICED_MARK -> counterpart(full, VOICELESS, VOICED);
      case SEMI_VOICED_MARK -> counterpart(full, SEMI_VOICELESS, SEMI_VOICED);
      default -> full;
    };
  }

  private static char counterpart(char full, String without, String with) {
    int place = without.indexOf(full);
    return place < 0 ? full : with.charAt(place);
  }
}
