package renkei.codebook.permission;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Two people who do together what nobody may do alone.
 *
 * @param first the name under which the one is known
 * @param second the name under which the other is known
 */
public record TwoOperators(String first, String second) {

  /**
   * Throws {@link IllegalArgumentException} if a name is blank or longer than 200 characters, or
   * both are one.
   */
  public TwoOperators {
    if (likeness(first).isEmpty() || likeness(second).isEmpty()) {
      throw new IllegalArgumentException("an operator must have a name of 1 to 200 characters");
    }
    if (likeness(first).equals(likeness(second))) {
      throw new IllegalArgumentException("this takes two operators, and both are one");
    }
  }

  /** Neither case nor width nor space around it makes another person. */
  private static String likeness(String name) {
    return name.length() > 200
        ? ""
        : Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
