package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One edition (版) of the layouts, named by the month it comes into force; a new one each June.
 *
 * @param value year and month, such as 2026-06
 */
public record Edition(String value) implements Comparable<Edition> {

  private static final Pattern FORM = Pattern.compile("20[0-9]{2}-(0[1-9]|1[0-2])");

  /** Throws {@link IllegalArgumentException} if the value is no year and month. */
  public Edition {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Edition must be a year and month, such as 2026-06");
    }
  }

  /** Orders by time. */
  @Override
  public int compareTo(Edition other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
