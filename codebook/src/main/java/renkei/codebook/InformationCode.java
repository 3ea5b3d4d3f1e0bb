package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One kind of information about a person (特定個人情報名コード).
 *
 * @param value TM and 14 digits
 */
public record InformationCode(String value) {

  private static final Pattern FORM = Pattern.compile("TM[0-9]{14}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public InformationCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("InformationCode must be TM and 14 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
