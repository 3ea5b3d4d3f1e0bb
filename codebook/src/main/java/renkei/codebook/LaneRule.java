package renkei.codebook;

import java.util.regex.Pattern;

/**
 * The rule by which an exchange came into its lane, by name: both ends can tell why.
 *
 * @param value a capital letter, then up to 31 of A-Z, 0-9 and _
 */
public record LaneRule(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  /** The local system asked for this lane, and nothing put the exchange into another. */
  public static final LaneRule ASKED_FOR = new LaneRule("ASKED_FOR");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public LaneRule {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("LaneRule must be up to 32 of A-Z, 0-9 and _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
