package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchReplicaCommandTest {

  /** So few records say nothing of speed; that memory does not grow with them they do say. */
  @Test
  void measuresEachThingAtTheSizeThatWasAskedFor() {
    StringWriter out = new StringWriter();

    int code =
        new CommandLine(BenchReplicaCommand.class)
            .setOut(new PrintWriter(out))
            .execute("--json --records 21000 --readings 100 --rows 1000 --leaves 3000".split(" "));

    assertThat(code).isZero();
    JsonObject figures = read(out.toString());
    assertThat(figures.getInt("records")).isEqualTo(21_000);
    assertThat(figures.getInt("permissionRows")).isEqualTo(1_000);
    assertThat(figures.getInt("leaves")).isGreaterThanOrEqualTo(3_000);
    for (String figure :
        List.of(
            "rowsPerSecond",
            "copyRowsPerSecond",
            "readMicros",
            "bareReadMicros",
            "decisionMicros",
            "proofMillis")) {
      assertThat(number(figures, figure)).as(figure).isPositive();
    }
    assertThat(number(figures, "heapMb")).isLessThan(number(figures, "heapFirstMb") + 4);
  }

  private static double number(JsonObject figures, String name) {
    return figures.getJsonNumber(name).doubleValue();
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--records, 0",
    "--records, 10000001",
    "--readings, 0",
    "--rows, 1000001",
    "--leaves, 0"
  })
  void refusesWhatItCannotMeasure(String option, String value) {
    StringWriter err = new StringWriter();

    int code =
        new CommandLine(BenchReplicaCommand.class)
            .setErr(new PrintWriter(err))
            .execute(option, value);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(option + " must be from 1 to ");
  }
}
