package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.FreePort;

/** Platform and database are killed, and bits of the newest file of the database's log flipped. */
class DamagedLogTest {

  private static final int PEOPLE = 200;
  private static final int BITS = 40;
  private static final Pattern COMMAND = Pattern.compile("renkei database accept ([0-9a-f]{8})");

  @TempDir Path folder;

  @Test
  @Tag("long")
  void doesNothingWithADatabaseThatLostWhatWasAcknowledgedUntilSomebodyDecides() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.start(folder, Map.of())) {
      JsonObject ready = gateway.awaitReady();
      try (HttpClient backend = gateway.backend()) {
        int person = 0;
        while (person < PEOPLE) {
          acknowledge(backend, ready, ++person);
        }
        for (int seen = 0; seen < 2; seen++) {
          String before = witness();
          while (witness().equals(before)) {
            acknowledge(backend, ready, ++person);
          }
        }
      }
      long database = databasePid();
      gateway.kill();
      gateway.awaitEnd();
      ProcessHandle.of(database).ifPresent(ProcessHandle::destroyForcibly);
      Await.until(
          "the database is gone",
          () -> ProcessHandle.of(database).filter(ProcessHandle::isAlive).isEmpty());
    }
    flipBits(newestOfTheLog());
    Files.delete(folder.resolve("ready.json"));

    int port = FreePort.find();
    try (GatewayProcess gateway =
        GatewayProcess.start(folder, Map.of("door.operator.port", Integer.toString(port)))) {
      String finding = awaitFinding(gateway);
      URI operator = URI.create("https://localhost:" + port);
      assertThat(gateway.get(operator.resolve("/live")).statusCode()).isEqualTo(200);
      HttpResponse<String> notReady = gateway.get(operator.resolve("/ready"));
      assertThat(notReady.statusCode()).isEqualTo(503);
      assertThat(notReady.body()).startsWith("the database is older than what was acknowledged");
      assertThat(gateway.output()).contains("ALARM: database: DATABASE_OLDER: ");
      assertThat(folder.resolve("ready.json")).as("no work").doesNotExist();
      assertThat(gateway.isAlive()).isTrue();

      try (GatewayProcess command =
          GatewayProcess.run(
              folder,
              "database",
              "accept",
              finding,
              "--by",
              "Watanabe",
              "--data",
              folder.toString())) {
        assertThat(command.awaitEnd()).as(command.output()).isZero();
      }

      JsonObject ready = gateway.awaitReady();
      assertThat(gateway.output()).contains("Watanabe takes the database as it is");
      try (HttpClient backend = gateway.backend()) {
        assertThat(GatewayProcess.requestCode(backend, ready, "1").statusCode()).isEqualTo(200);
      }
      assertThat(gateway.get(operator.resolve("/ready")).body()).isEqualTo("ready\n");
    }
  }

  private static void acknowledge(HttpClient backend, JsonObject ready, int person)
      throws Exception {
    assertThat(GatewayProcess.requestCode(backend, ready, Integer.toString(person)).statusCode())
        .isEqualTo(200);
  }

  private String witness() {
    try {
      return Files.readString(folder.resolve("witness"));
    } catch (IOException _) {
      return "";
    }
  }

  private long databasePid() throws Exception {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("postgres/data/postmaster.pid")).getFirst().strip());
  }

  private String awaitFinding(GatewayProcess gateway) throws Exception {
    Path finding = gateway.awaitFile("witness.finding");
    Await.until("the alarm names it", () -> command(gateway).find());
    assertThat(finding).exists();
    Matcher command = command(gateway);
    assertThat(command.find()).isTrue();
    return command.group(1);
  }

  private static Matcher command(GatewayProcess gateway) {
    try {
      return COMMAND.matcher(gateway.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path newestOfTheLog() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("postgres/data/pg_wal"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }

  /** In the last sixteenth of what was written to the file, which other files of the log follow. */
  private static void flipBits(Path file) throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    int begin = end - end / 16;
    System.out.printf("flipping bits of %s from %d to %d: seed %d%n", file, begin, end, seed);
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      for (int bit = 0; bit < BITS; bit++) {
        int place = random.nextInt(begin, end);
        log.seek(place);
        log.write(bytes[place] ^ (1 << random.nextInt(8)));
      }
    }
  }
}
