package renkei.codebook;

/**
 * One item of an information code (特定個人情報項目コード).
 *
 * @param value TK and 14 digits
 */
public record ItemCode(String value) {

  private static final String PREFIX = "TK";
  private static final int LENGTH = 16;

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public ItemCode {
    if (!isOne(value)) {
      throw new IllegalArgumentException("ItemCode must be TK and 14 digits");
    }
  }

  /** By hand: of each record that is read one is made for each value. */
  private static boolean isOne(String value) {
    if (value.length() != LENGTH || !value.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
