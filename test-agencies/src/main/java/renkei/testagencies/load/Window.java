package renkei.testagencies.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import renkei.testagencies.platform.Cpu;
import renkei.testagencies.stage.Latencies;

/**
 * What was measured in a window of a load.
 *
 * @param provisions that ended within it
 * @param errors provisions that did not end as expected
 * @param seconds how long it was
 * @param outstanding how many provisions were under way at any time
 * @param latencies of those that ended within it
 * @param cpu used within it
 */
public record Window(
    int provisions, int errors, double seconds, int outstanding, Latencies latencies, Cpu cpu) {

  /** Whether there is something to state, and nothing went wrong. */
  public boolean good() {
    return errors == 0 && provisions > 0;
  }

  /**
   * The published figures; processor time is for one provision.
   *
   * @param bareMicros processor time of signing and verifying 2 KiB alone, in the same run
   */
  public JsonObject json(double bareMicros) {
    return Json.createObjectBuilder()
        .add("perSecond", round(provisions / seconds))
        .add("p50Ms", round(latencies.percentileMs(50)))
        .add("p99Ms", round(latencies.percentileMs(99)))
        .add("platformCpuMs", ofOne(cpu.platform()))
        .add("compilerCpuMs", ofOne(cpu.compilers()))
        .add("databaseCpuMs", ofOne(cpu.database()))
        .add("errors", errors)
        .add("provisions", provisions)
        .add("seconds", round(seconds))
        .add("outstanding", outstanding)
        .add("loadCpuMs", ofOne(cpu.caller()))
        .add("bareSignVerify2KiBMicros", round(bareMicros))
        .build();
  }

  private double ofOne(Duration used) {
    return round(used.toMillis() / Math.max(1.0, provisions));
  }

  private static double round(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
