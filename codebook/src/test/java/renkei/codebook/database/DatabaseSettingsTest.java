package renkei.codebook.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

  @Test
  void hidesEveryPassword() {
    DatabaseSettings settings =
        new DatabaseSettings(
            "jdbc:postgresql://db.example/renkei?password=in-url",
            "renkei",
            "of-its-own",
            1,
            Duration.ofSeconds(1));

    assertThat(settings.toString())
        .contains("renkei")
        .doesNotContain("in-url")
        .doesNotContain("of-its-own");
  }
}
