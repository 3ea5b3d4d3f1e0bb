package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of all data runs full while municipalities write. Needs leave to mount. */
class FullDiskTest {

  private static final int BEFORE = 100;
  private static final int MOST_REQUESTS = 3_000;

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    disk = Files.createDirectories(folder.resolve("data"));
    if (run("mount", "-t", "tmpfs", "-o", "size=400m,mode=700", "tmpfs", disk.toString()) != 0) {
      System.out.println("SKIPPED: a full disk is not tested, mounting one is not allowed here");
      Assumptions.abort("no leave to mount");
    }
  }

  @AfterEach
  void unmount() throws Exception {
    int _ = run("umount", "-l", disk.toString());
  }

  @Test
  void answers503AndLosesNothingItAcknowledged() throws Exception {
    Map<String, String> acknowledged = new LinkedHashMap<>();
    Path filler = disk.resolve("filler");
    try (GatewayProcess gateway = GatewayProcess.start(disk, Map.of("arrivals.at-once", "0"))) {
      JsonObject ready = gateway.awaitReady();
      try (HttpClient backend = gateway.backend()) {
        for (int person = 1; person <= BEFORE; person++) {
          assertThat(request(backend, ready, person, acknowledged).statusCode()).isEqualTo(200);
        }
        fill(filler);
        HttpResponse<String> refused = requestUntilRefused(backend, ready, acknowledged);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        assertThat(gateway.output())
            .contains("local door refused UNAVAILABLE from urn:renkei:tenant:990019:backend");

        Files.delete(filler);
        awaitRoom(backend, ready);
        assertThat(gateway.awaitMetric("renkei_broker_seen", "1.0")).isTrue();
        gateway.dealsWithAMessage(backend);

        for (Map.Entry<String, String> each : acknowledged.entrySet()) {
          assertThat(GatewayProcess.requestCode(backend, ready, each.getKey()).body())
              .isEqualTo(each.getValue());
        }
        System.out.println(
            "acknowledged before the disk was full and kept: " + acknowledged.size());
      }
    }
  }

  private static HttpResponse<String> requestUntilRefused(
      HttpClient backend, JsonObject ready, Map<String, String> acknowledged) throws Exception {
    for (int person = BEFORE + 1; person <= MOST_REQUESTS; person++) {
      HttpResponse<String> response = request(backend, ready, person, acknowledged);
      if (response.statusCode() != 200) {
        return response;
      }
    }
    throw new AssertionError("the disk never was full");
  }

  private static HttpResponse<String> request(
      HttpClient backend, JsonObject ready, int person, Map<String, String> acknowledged)
      throws Exception {
    String number = Integer.toString(person);
    HttpResponse<String> response = GatewayProcess.requestCode(backend, ready, number);
    if (response.statusCode() == 200) {
      acknowledged.put(number, response.body());
    }
    return response;
  }

  private static void awaitRoom(HttpClient backend, JsonObject ready) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (GatewayProcess.requestCode(backend, ready, "999999").statusCode() != 200) {
      assertThat(System.nanoTime()).as("it does not recover").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      assertThat(Files.size(filler)).isPositive();
    }
  }

  private static int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : 1;
  }
}
