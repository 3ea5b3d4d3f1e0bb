package renkei.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandedInTextTest {

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("text"), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "データ=連携\r\n", "\uD842\uDFB7"})
  void aByteOrderMarkMeansNothing(String text) throws IOException {
    assertThat(HandedInText.read(file(bytes("\uFEFF" + text)))).isEqualTo(text);
    assertThat(HandedInText.read(file(bytes(text)))).isEqualTo(text);
  }

  @Test
  void onlyTheFirstCharacterCanBeAByteOrderMark() throws IOException {
    assertThat(HandedInText.read(file(bytes("a\uFEFF")))).isEqualTo("a\uFEFF");
  }

  @Test
  void readsWhatIsLongerThanItsBufferWithCharactersAcrossTheSeam() throws IOException {
    for (int before = 0; before < 4; before++) {
      String text = "x".repeat(before) + "\uD842\uDFB7あ\n".repeat(5_000);

      assertThat(HandedInText.read(file(bytes(text)))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000, 20_000})
  void namesTheLineThatIsNotUtf8(int line) throws IOException {
    byte[] text = bytes("あいう\n".repeat(line) + "え");
    text[text.length - 3 - 4] = (byte) 0xFF;
    Path file = file(text);

    assertThatThrownBy(() -> HandedInText.read(file))
        .isInstanceOf(NotUtf8Exception.class)
        .hasMessage("line " + line + " is not UTF-8");
  }

  @Test
  void givesTheLinesBeforeTheOneThatIsNotUtf8() throws IOException {
    try (BufferedReader reader = HandedInText.open(file(new byte[] {'a', '\n', (byte) 0xFF}))) {
      assertThat(reader.readLine()).isEqualTo("a");
      assertThatThrownBy(reader::readLine).hasMessage("line 2 is not UTF-8");
    }
  }

  @Test
  void aCharacterCutOffAtTheEndIsNotUtf8() throws IOException {
    Path file = file(new byte[] {'a', (byte) 0xE3, (byte) 0x81});

    assertThatThrownBy(() -> HandedInText.read(file)).hasMessage("line 1 is not UTF-8");
  }

  @Test
  void saysInWordsWhatIsTheMatter() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> HandedInText.read(missing))
        .satisfies(
            e ->
                assertThat(HandedInText.problem(missing, (IOException) e))
                    .isEqualTo("there is no file " + missing));
    assertThatThrownBy(() -> HandedInText.read(folder))
        .satisfies(
            e ->
                assertThat(HandedInText.problem(folder, (IOException) e))
                    .isEqualTo(folder + " is a folder"));
  }
}
