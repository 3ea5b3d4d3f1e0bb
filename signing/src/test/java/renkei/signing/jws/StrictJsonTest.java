package renkei.signing.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void readsOneObjectWithWhiteSpaceAround() {
    assertThat(StrictJson.read(" {\"a\": {\"b\": [1, \"児童\"]}}\r\n".getBytes(UTF_8)))
        .hasValueSatisfying(
            object ->
                assertThat(object.getJsonObject("a").getJsonArray("b").getString(1))
                    .isEqualTo("児童"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "{",
        "{}}",
        "{} {}",
        "{} x",
        "{\"a\":1,\"a\":1}",
        "{\"o\":{\"a\":1,\"a\":2}}",
        "{\"o\":[{\"a\":1,\"\\u0061\":2}]}",
        "\ufeff{}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "// no\n{}"
      })
  void readsNothingElse(String text) {
    assertThat(StrictJson.read(text.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void readsNoBytesThatAreNoUtf8() {
    assertThat(StrictJson.read(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'}))
        .isEmpty();
  }

  @Test
  void survivesAFileThatIsNestedWithoutEnd() {
    assertThat(StrictJson.read("{\"a\":".repeat(200_000).getBytes(UTF_8))).isEmpty();
    assertThat(StrictJson.read(("{\"a\":" + "[".repeat(200_000)).getBytes(UTF_8))).isEmpty();
  }
}
