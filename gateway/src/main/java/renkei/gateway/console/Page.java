package renkei.gateway.console;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.gateway.files.IoCall;

/**
 * Fills the texts of a language into HTML: {@code {{key}}} is replaced by the text, escaped. A
 * missing text is an error, so that none is missing in one language only.
 */
final class Page {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.]+)}}");
  private static final Pattern BLOCK = Pattern.compile("\\[\\[([a-z]+)]]");

  private static final Texts TEXTS = new Texts();

  private final Map<Language, String> byLanguage = new EnumMap<>(Language.class);

  Page(String name) {
    String template = new String(read(name), StandardCharsets.UTF_8);
    for (Language language : Language.values()) {
      byLanguage.put(language, fill(template, language));
    }
  }

  String in(Language language) {
    return byLanguage.getOrDefault(language, "");
  }

  /**
   * As {@link #in(Language)}; {@code [[name]]} is replaced by what this page has of that name.
   *
   * @param blocks HTML by name: whatever people wrote must be {@link #escape escaped} in it
   */
  String in(Language language, Map<String, String> blocks) {
    return BLOCK
        .matcher(in(language))
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(blocks.get(place.group(1)), place.group(1))));
  }

  /** One text as HTML. */
  static String text(Language language, String key) {
    return escape(TEXTS.of(language, key));
  }

  /** One text, to be sent as plain text. */
  static String plain(Language language, String key) {
    return TEXTS.of(language, key);
  }

  /** One text as HTML, or what there is instead. */
  static String textOr(Language language, String key, String instead) {
    return escape(TEXTS.find(language, key).orElse(instead));
  }

  /** A sentence above a form that tells what came of it. */
  static String message(Language language, String key, boolean refused) {
    return paragraph(text(language, key), refused);
  }

  /** As {@link #message}, with something said behind it. */
  static String said(Language language, String key, String what, boolean refused) {
    return paragraph(text(language, key) + " <strong>" + escape(what) + "</strong>", refused);
  }

  private static String paragraph(String html, boolean refused) {
    return "<p class=\"%s\" role=\"%s\">%s</p>"
        .formatted(refused ? "refused" : "said", refused ? "alert" : "status", html);
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

  private static String fill(String template, Language language) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(text(language, place.group(1))));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
