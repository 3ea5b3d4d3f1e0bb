package renkei.codebook;

import java.util.regex.Pattern;

/**
 * What tells one record of a person from the others in one information code: a fiscal year, the
 * first day of a period or a serial, as the layout says; empty where a person has one record.
 *
 * @param value at most 40 of letters, digits, {@code .}, {@code :} and {@code -}
 */
public record RecordKey(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z.:-]{0,40}");

  /** Of records that need none. */
  public static final RecordKey NONE = new RecordKey("");

  /** Throws {@link IllegalArgumentException} if the value has another form; without quoting it. */
  public RecordKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a record key is up to 40 of 0-9, A-Z, a-z, '.', ':', '-'");
    }
  }

  /** Hides the value: the number of a certificate is somebody's. */
  @Override
  public String toString() {
    return "RecordKey[****]";
  }
}
