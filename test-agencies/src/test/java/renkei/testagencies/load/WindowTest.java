package renkei.testagencies.load;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import renkei.testagencies.platform.Cpu;
import renkei.testagencies.stage.Latencies;

class WindowTest {

  private static final Cpu CPU =
      new Cpu(
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  private static Window window(int provisions, int errors) {
    return new Window(provisions, errors, 4, 32, new Latencies(), CPU);
  }

  @Test
  void publishesExactlyTheseFields() {
    assertThat(window(1_000, 0).json(1).keySet())
        .containsExactlyInAnyOrder(
            "perSecond",
            "p50Ms",
            "p99Ms",
            "platformCpuMs",
            "compilerCpuMs",
            "databaseCpuMs",
            "errors",
            "provisions",
            "seconds",
            "outstanding",
            "loadCpuMs",
            "bareSignVerify2KiBMicros");
  }

  @Test
  void publishesEachFigureForOneProvisionUnderItsOwnName() {
    JsonObject json = window(1_000, 7).json(97.7824);

    assertThat(number(json, "perSecond")).isEqualTo(250);
    assertThat(number(json, "platformCpuMs")).isEqualTo(3);
    assertThat(number(json, "compilerCpuMs")).isEqualTo(0.3);
    assertThat(number(json, "databaseCpuMs")).isEqualTo(2);
    assertThat(number(json, "loadCpuMs")).isEqualTo(1);
    assertThat(number(json, "bareSignVerify2KiBMicros")).isEqualTo(97.782);
    assertThat(json.getInt("errors")).isEqualTo(7);
    assertThat(json.getInt("provisions")).isEqualTo(1_000);
    assertThat(json.getInt("outstanding")).isEqualTo(32);
    assertThat(number(json, "seconds")).isEqualTo(4);
  }

  @Test
  void isGoodIfSomethingWasMeasuredAndNothingWentWrong() {
    assertThat(window(1, 0).good()).isTrue();
    assertThat(window(1, 1).good()).isFalse();
    assertThat(window(0, 0).good()).isFalse();
    assertThat(number(window(0, 0).json(1), "platformCpuMs")).isEqualTo(3_000);
  }

  @Test
  void publishesThePercentilesInMilliseconds() {
    Latencies latencies = new Latencies();
    latencies.since(System.nanoTime() - 2_000_000_000L);
    latencies.since(System.nanoTime() - 5_000_000_000L);

    JsonObject json = new Window(2, 0, 1, 1, latencies, CPU).json(1);

    assertThat(number(json, "p50Ms")).isBetween(2_000.0, 4_000.0);
    assertThat(number(json, "p99Ms")).isBetween(5_000.0, 7_000.0);
  }

  private static double number(JsonObject json, String name) {
    return json.getJsonNumber(name).doubleValue();
  }
}
