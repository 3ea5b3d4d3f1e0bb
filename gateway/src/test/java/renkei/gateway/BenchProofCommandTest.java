package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchProofCommandTest {

  @Test
  void timesProofsInATreeOfTheSizeThatWasAskedFor() {
    StringWriter out = new StringWriter();

    int code =
        new CommandLine(BenchProofCommand.class)
            .setOut(new PrintWriter(out))
            .execute("--json", "--leaves", "3000", "--proofs", "3");

    assertThat(code).isZero();
    JsonObject figures = read(out.toString());
    assertThat(figures.getInt("leaves")).isEqualTo(3_000 + 6);
    assertThat(figures.getJsonNumber("proofMillis").doubleValue())
        .isGreaterThanOrEqualTo(figures.getJsonNumber("proofMedianMillis").doubleValue())
        .isPositive();
    assertThat(figures.getJsonNumber("bareReadMicros").doubleValue()).isPositive();
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @ParameterizedTest
  @CsvSource({"--leaves, 0", "--leaves, 100000001", "--proofs, 0", "--proofs, 10001"})
  void refusesWhatItCannotMeasure(String option, String value) {
    StringWriter err = new StringWriter();

    int code =
        new CommandLine(BenchProofCommand.class)
            .setErr(new PrintWriter(err))
            .execute(option, value);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(option + " must be from 1 to ");
  }
}
