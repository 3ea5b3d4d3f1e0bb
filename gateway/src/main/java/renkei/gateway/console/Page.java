package renkei.gateway.console;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.gateway.files.IoCall;

/**
 * Fills the texts of a language into HTML: {@code {{key}}} is replaced by the text, escaped. A
 * missing text is an error, so that none is missing in one language only.
 */
final class Page {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.]+)}}");

  private final Map<Language, String> byLanguage = new EnumMap<>(Language.class);

  Page(String name) {
    String template = new String(read(name), StandardCharsets.UTF_8);
    Texts texts = new Texts();
    for (Language language : Language.values()) {
      byLanguage.put(language, fill(template, texts, language));
    }
  }

  String in(Language language) {
    return byLanguage.getOrDefault(language, "");
  }

  /** The content of a resource beside this class. */
  static byte[] read(String name) {
    return IoCall.get(
        "cannot read " + name,
        () -> {
          try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
              throw new IllegalStateException("the console has no " + name);
            }
            return in.readAllBytes();
          }
        });
  }

  private static String fill(String template, Texts texts, Language language) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(escape(texts.of(language, place.group(1)))));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
