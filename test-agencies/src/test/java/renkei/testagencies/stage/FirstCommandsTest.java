package renkei.testagencies.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstCommandsTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with space", "it's", "$HOME `id` \"x\" \\", "連携"})
  void aShellTakesAQuotedPathAsItIs(String path) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s " + FirstCommands.quoted(path)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(path);
  }
}
