package renkei.broker;

import java.util.regex.Pattern;
import renkei.codebook.ForbiddenNumbers;

/**
 * The name a municipality's own system gives to one of its inquiries; sending it again asks for the
 * same inquiry.
 *
 * @param value 1 to 64 of letters, digits, {@code . _ : -}; neither a 個人番号 nor a 住民票コード
 */
public record LocalId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** Refuses other characters, and national numbers. */
  public LocalId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a local id is 1 to 64 of A-Z, a-z, 0-9 and . _ : -");
    }
    if (ForbiddenNumbers.in(value).isPresent()) {
      throw new IllegalArgumentException("a local id must not be a national number");
    }
  }

  /** Hides the value: what a municipality chose may be telling. */
  @Override
  public String toString() {
    return "LocalId[****]";
  }
}
