package renkei.gateway.wording;

import java.util.Arrays;
import java.util.Locale;

/** The same in both languages; never a value of a request. */
public record Phrase(String en, String ja) {

  /** Without words. */
  public static final Phrase NONE = new Phrase("", "");

  /** In the language of the caller. */
  public String in(Language language) {
    return switch (language) {
      case EN -> en;
      case JA -> ja;
    };
  }

  /**
   * With these in the places that {@link java.util.Formatter} knows; a phrase among them in the
   * language of the whole.
   */
  public Phrase with(Object... parts) {
    return new Phrase(filled(Language.EN, parts), filled(Language.JA, parts));
  }

  private String filled(Language language, Object... parts) {
    Object[] words =
        Arrays.stream(parts)
            .map(part -> part instanceof Phrase phrase ? phrase.in(language) : part)
            .toArray();
    return String.format(Locale.ROOT, in(language), words);
  }

  /** One sentence behind the other. */
  public Phrase and(Phrase next) {
    return new Phrase(en + " " + next.en, ja + next.ja);
  }
}
