package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  /** Something with a text. */
  public record Named(String code, String value) {}

  private final JsonBody json = new JsonBody();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\",\"code\":\"x\"",
        "\\\",\"a\":[{",
        "</script>",
        "a\nb\r\tc",
        "\u0000\u001f",
        "𠮷"
      })
  void escapesWhatAValueHolds(String value) {
    byte[] written = json.line(new Named("TK00000000000001", value));

    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(written))) {
      JsonObject read = reader.readObject();
      assertThat(read.keySet()).containsExactlyInAnyOrder("code", "value");
      assertThat(read.getString("value")).isEqualTo(value);
    }
  }

  @Test
  void writesOneValueOnOneLine() {
    byte[] written = json.line(new Named("TK00000000000001", "a\nb\r\nc"));

    assertThat(new String(written, StandardCharsets.UTF_8).lines()).hasSize(1);
  }
}
