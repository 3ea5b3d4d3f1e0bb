package renkei.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TextsTest {

  private static Properties texts(String language) throws Exception {
    Properties texts = new Properties();
    texts.load(
        new StringReader(
            new String(Page.read("texts-" + language + ".properties"), StandardCharsets.UTF_8)));
    return texts;
  }

  @Test
  void everyTextIsThereInEveryLanguage() throws Exception {
    assertThat(texts("ja").keySet()).isEqualTo(texts("en").keySet()).isNotEmpty();
  }
}
