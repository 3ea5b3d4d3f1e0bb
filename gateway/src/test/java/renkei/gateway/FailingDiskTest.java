package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk refuses to synchronise for some seconds, and then all is well. Needs gcc. */
class FailingDiskTest {

  private static final Duration FAILING = Duration.ofSeconds(7);
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final int ROUNDS = 3;

  @TempDir Path folder;
  private Path shim;
  private Path switchedOn;

  @BeforeEach
  void compile() throws Exception {
    shim = folder.resolve("failing-fsync.so");
    switchedOn = folder.resolve("fsync-fails");
    if (!compiles(Path.of("src/test/c/failing-fsync.c"), shim)) {
      System.out.println("SKIPPED: a failing disk is not tested, there is no gcc here");
      Assumptions.abort("no gcc");
    }
  }

  private static boolean compiles(Path source, Path library) throws InterruptedException {
    try {
      Process gcc =
          new ProcessBuilder(
                  "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
              .inheritIO()
              .start();
      return gcc.waitFor(60, TimeUnit.SECONDS) && gcc.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  @Tag("long")
  void comesBackUnaidedWithAllItAcknowledgedAfterSecondsWithoutFsync() throws Exception {
    Map<String, String> preload =
        Map.of("LD_PRELOAD", shim.toString(), "FAILING_FSYNC", switchedOn.toString());
    Map<String, String> acknowledged = new LinkedHashMap<>();
    try (GatewayProcess gateway = GatewayProcess.start(folder.resolve("data"), Map.of(), preload)) {
      JsonObject ready = gateway.awaitReady();
      try (HttpClient backend = gateway.backend()) {
        for (int round = 1; round <= ROUNDS; round++) {
          int refused = failForAWhile(backend, ready, acknowledged);
          assertThat(refused).as("the disk failed").isPositive();
          Duration back = awaitAcknowledgement(backend, ready, acknowledged);
          System.out.println("back " + back.toMillis() + " ms after the disk was well");
        }
        assertThat(
                gateway.metric(
                    "renkei_alarms_total{direction=\"\",door=\"database\",lane=\"\",reason=\"RESTARTED\",tenant=\"\"}"))
            .as("somebody is told")
            .isPresent();
        for (Map.Entry<String, String> each : acknowledged.entrySet()) {
          assertThat(GatewayProcess.requestCode(backend, ready, each.getKey()).body())
              .isEqualTo(each.getValue());
        }
        System.out.println("acknowledged and kept: " + acknowledged.size());
      }
    }
  }

  /** Goes on writing while fsync fails; returns how often that was refused. */
  private int failForAWhile(HttpClient backend, JsonObject ready, Map<String, String> acknowledged)
      throws Exception {
    Files.createFile(switchedOn);
    int refused = 0;
    long end = System.nanoTime() + FAILING.toNanos();
    while (System.nanoTime() < end) {
      HttpResponse<String> response = request(backend, ready, acknowledged);
      if (response.statusCode() != 200) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        refused++;
      }
    }
    Files.delete(switchedOn);
    return refused;
  }

  private static Duration awaitAcknowledgement(
      HttpClient backend, JsonObject ready, Map<String, String> acknowledged) throws Exception {
    long well = System.nanoTime();
    while (request(backend, ready, acknowledged).statusCode() != 200) {
      assertThat(System.nanoTime() - well).as("it comes back").isLessThan(RECOVERY.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - well);
  }

  private static HttpResponse<String> request(
      HttpClient backend, JsonObject ready, Map<String, String> acknowledged) throws Exception {
    String number = Integer.toString(acknowledged.size() + 1);
    HttpResponse<String> response = GatewayProcess.requestCode(backend, ready, number);
    if (response.statusCode() == 200) {
      acknowledged.put(number, response.body());
    }
    return response;
  }
}
