package renkei.tenantstore.layout;

/** What something of a layout is called, in both languages. */
public record Names(String ja, String en) {

  private static final int LONGEST = 100;

  /**
   * Throws {@link IllegalArgumentException} if a name is blank, has a control character or more
   * than 100 characters.
   */
  public Names {
    requireName(ja);
    requireName(en);
  }

  static void requireName(String name) {
    if (name.isBlank()
        || name.codePointCount(0, name.length()) > LONGEST
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a name has 1 to 100 characters and no control character");
    }
  }
}
