package renkei.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import renkei.codebook.directory.Agency;

/** The languages of the page. */
enum Language {
  JA,
  EN;

  /** What the address asks for, else what the browser prefers, else Japanese. */
  static Language of(HttpServletRequest request) {
    return find(Objects.requireNonNullElse(request.getParameter("lang"), ""))
        .or(() -> preferred(Objects.requireNonNullElse(request.getHeader("Accept-Language"), "")))
        .orElse(JA);
  }

  private static Optional<Language> preferred(String header) {
    try {
      return Locale.LanguageRange.parse(header).stream()
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

  /** As HTML and addresses write it. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  Language other() {
    return this == JA ? EN : JA;
  }

  String nameOf(Agency agency) {
    return this == JA ? agency.nameJa() : agency.nameEn();
  }
}
