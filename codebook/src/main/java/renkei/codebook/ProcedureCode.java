package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One procedure of an affair (事務手続コード).
 *
 * @param value JT and 14 digits
 */
public record ProcedureCode(String value) {

  private static final Pattern FORM = Pattern.compile("JT[0-9]{14}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public ProcedureCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("ProcedureCode must be JT and 14 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
