package renkei.gateway.wording;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages in which callers are told what is wrong. */
public enum Language {
  EN,
  JA;

  /** Nobody's own wishes are longer. */
  private static final int LONGEST = 256;

  /**
   * The one a caller likes best (RFC 9110, 12.5.4).
   *
   * @param acceptLanguage as it came
   * @return English if nothing came, if it cannot be read, or if it names neither language
   */
  public static Language of(Optional<String> acceptLanguage) {
    return acceptLanguage
        .filter(header -> !header.isBlank() && header.length() <= LONGEST)
        .flatMap(Language::preferred)
        .orElse(EN);
  }

  private static Optional<Language> preferred(String header) {
    try {
      return Locale.LanguageRange.parse(header).stream()
          .filter(range -> range.getWeight() > 0)
          .map(range -> find(range.getRange().split("-", 2)[0]))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Language> find(String tag) {
    return List.of(values()).stream().filter(each -> each.tag().equals(tag)).findFirst();
  }

  /** As {@code Content-Language} and {@code xml:lang} write it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
