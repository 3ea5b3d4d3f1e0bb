package renkei.gateway.console;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import renkei.gateway.files.IoCall;

/** The texts of the page in every language. */
final class Texts {

  private final Map<Language, Properties> byLanguage = new EnumMap<>(Language.class);

  Texts() {
    for (Language language : Language.values()) {
      byLanguage.put(language, read(language));
    }
  }

  private static Properties read(Language language) {
    Properties texts = new Properties();
    String file =
        new String(Page.read("texts-" + language.tag() + ".properties"), StandardCharsets.UTF_8);
    IoCall.run("cannot read the texts of the console", () -> texts.load(new StringReader(file)));
    texts.setProperty("lang", language.tag());
    texts.setProperty("lang.other", language.other().tag());
    return texts;
  }

  Optional<String> find(Language language, String key) {
    return Optional.ofNullable(byLanguage.get(language)).map(texts -> texts.getProperty(key));
  }

  /**
   * @throws IllegalStateException if there is none, so that none is missing in one language only
   */
  String of(Language language, String key) {
    return find(language, key)
        .orElseThrow(() -> new IllegalStateException("the console has no text " + key));
  }
}
