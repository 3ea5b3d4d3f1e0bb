package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.local.rest.LocalBench.PARTIES;
import static renkei.gateway.local.rest.LocalBench.object;
import static renkei.gateway.local.rest.LocalBench.path;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.gateway.postgres.TestPostgres;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;

/** What the reader of a stream of records can tell when something goes wrong. */
@Timeout(180)
class RecordStreamTest {

  private static final int RECORDS = 400;

  private static final String RESTORED =
      "substring(text_box from 9) WHERE substring(text_box for 8) = '\\xffffffffffffffff'";

  @TempDir private static Path folder;
  private static EmbeddedPostgres server;
  private LocalBench bench;

  @BeforeAll
  static void record() {
    server = TestPostgres.start(folder.resolve("postgres"));
    try (LocalBench bench = new LocalBench(TestDatabase.open(server))) {
      bench.database.<Boolean>inTenant(
          Parties.KITA,
          tx -> {
            for (int i = 0; i < RECORDS; i++) {
              assertThat(bench.store.records(tx).append(exchange())).isTrue();
            }
            return true;
          });
      assertThat(bench.store.sealer(AlgorithmTable.standard()).seal(Parties.KITA)).isPresent();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    bench = new LocalBench(TestDatabase.open(server));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Exchange exchange() {
    return new Exchange(
        Role.INQUIRER,
        new ExchangeId(UUID.randomUUID()),
        new InquiryId(UUID.randomUUID()),
        Optional.empty(),
        Parties.KITA_AGENCY,
        Parties.MINAMI_AGENCY,
        new Exchange.Asked(
            Purpose.LINKAGE,
            Optional.empty(),
            new ProcedureCode(LocalBench.PROCEDURE),
            new InformationCode(LocalBench.INFORMATION)),
        Optional.empty(),
        Exchange.Handling.UNKNOWN,
        Exchange.Told.of(Outcome.EXPIRED, Optional.empty(), Clock.systemUTC().instant()));
  }

  private static List<HttpResponse<String>> streams(LocalBench bench) {
    return List.of(bench.get("/records?role=INQUIRER"), bench.staff("GET", "/records/export"));
  }

  @Test
  void holdsEveryRecord() {
    for (HttpResponse<String> stream : streams(bench)) {
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(stream.body().lines().count()).isGreaterThanOrEqualTo(RECORDS);
      assertThat(stream.body().length()).isGreaterThan(100_000);
    }
  }

  @Test
  void isSearchedByStaffWithNoNumberInAnyAddress() {
    String today = "\"from\":\"%s\",\"to\":\"%s\"".formatted(ago(3), ago(-3));

    JsonObject found =
        object(bench.staff("POST", "/records/search", "{" + today + ",\"role\":\"INQUIRER\"}"));

    assertThat(found.getJsonArray("records")).hasSize(RECORDS);
    assertThat(found.getJsonArray("records").getJsonObject(0).getString("outcome"))
        .isEqualTo("EXPIRED");
    assertThat(found).doesNotContainKey("next");
    for (String nothing :
        List.of(
            today + ",\"role\":\"PROVIDER\"",
            today + ",\"information\":\"TM00000000000999\"",
            "\"addresseeNumber\":\"000000000000001\"")) {
      assertThat(object(bench.staff("POST", "/records/search", "{" + nothing + "}")))
          .as(nothing)
          .containsEntry("records", JsonValue.EMPTY_JSON_ARRAY);
    }
  }

  private static Instant ago(int days) {
    return Clock.systemUTC().instant().minus(Duration.ofDays(days));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | to",
        "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-03-01T00:00:00Z\"} | to",
        "{\"addresseeNumber\":\"1\"} | addresseeNumber",
        "{\"addresseeNumber\":\"000000000000001\",\"from\":\"2026-01-01\"} | from",
        "{\"addresseeNumber\":\"000000000000001\",\"role\":\"SPECTATOR\"} | role",
        "{\"addresseeNumber\":\"000000000000001\",\"after\":\"1\"} | after",
        "{\"addresseeNumber\":\"000000000000001\",\"information\":\"TM1\"} | information",
        "{\"addresseeNumber\":\"000000000000001\",\"procedure\":\"JT1\"} | procedure"
      })
  void refusesASearchByTheNameOfTheFieldThatIsMalformed(String body, String field) {
    HttpResponse<String> refused = bench.staff("POST", "/records/search", body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(object(refused).getString("error")).isEqualTo("malformed-field");
    assertThat(object(refused).getString("field")).isEqualTo(field);
  }

  @Test
  void isRefusedForNowWhileTheDatabaseIsAway() {
    server.close();
    try (CapturedLog log = CapturedLog.open()) {
      for (HttpResponse<String> stream : streams(bench)) {
        assertThat(stream.statusCode()).as(stream.body()).isEqualTo(503);
        assertThat(stream.headers().firstValue("Retry-After")).isPresent();
        assertThat(stream.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
        assertThat(object(stream).getString("error")).isEqualTo("unavailable");
      }
      log.tells("UNAVAILABLE", List.of());
      assertThat(log.lines()).noneMatch(line -> line.contains("door failed"));
    } finally {
      server = TestPostgres.start(folder.resolve("postgres"));
    }
    assertThat(bench.refused("UNAVAILABLE")).isEqualTo(2);
  }

  @Test
  void breaksOffWhenItFailsInTheMiddle() {
    spoil("DESC");
    try (CapturedLog log = CapturedLog.open()) {
      assertThatThrownBy(() -> bench.get("/records?role=INQUIRER"))
          .isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(() -> bench.staff("GET", "/records/export"))
          .isInstanceOf(UncheckedIOException.class);
      log.tells("local door failed FAILED for urn:renkei:tenant:990019", List.of());
    } finally {
      change(RESTORED);
    }
    assertThat(bench.refused("FAILED")).isEqualTo(2);
  }

  @Test
  void isAnErrorWhenItFailsAtOnce() {
    spoil("ASC");
    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<String> failed = bench.get("/records?role=INQUIRER");

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(object(failed).getString("error")).isEqualTo("failed");
      log.tells("local door failed FAILED for urn:renkei:tenant:990019", List.of());
    } finally {
      change(RESTORED);
    }
    assertThat(bench.refused("FAILED")).isEqualTo(1);
  }

  private static void spoil(String order) {
    change(
        "'\\xffffffffffffffff'::bytea || text_box WHERE record_id = (SELECT record_id FROM renkei.exchange_record"
            + " ORDER BY record_id "
            + order
            + " LIMIT 1)");
  }

  /** Past walls and triggers. */
  private static void change(String text) {
    try (Handle handle = Jdbi.open(server.url(), server.user(), server.password())) {
      handle.execute("SET session_replication_role = replica");
      assertThat(handle.execute("UPDATE renkei.exchange_record SET text_box = " + text))
          .isEqualTo(1);
    }
  }

  @Test
  void doesNotFailWhenItsReaderHangsUp() throws Exception {
    try (CapturedLog log = CapturedLog.open()) {
      try (SSLSocket socket = connection()) {
        ask(socket);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        // No goodbye: what is on its way comes back as a reset.
        socket.setSoLinger(true, 0);
      }
      // The next stream of this tenant is served once the first has ended.
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (bench.get("/records?role=INQUIRER").statusCode() == 503) {
        assertThat(System.nanoTime()).isLessThan(end);
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      log.tells("local door was not heard by urn:renkei:tenant:990019", List.of());
    }
    assertThat(bench.refused("FAILED")).isZero();
  }

  @Test
  void leavesRoomForOtherTenants() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    RecordsResource resource =
        new RecordsResource(bench.requests.records(), bench.requests.staff(), new JsonBody());
    Thread reader = Thread.ofVirtual().start(() -> read(resource, Parties.KITA, slow(begun, end)));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    assertBusy(resource, Parties.KITA);
    read(resource, Parties.MINAMI, OutputStream.nullOutputStream());
    end.countDown();
    assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
    read(resource, Parties.KITA, OutputStream.nullOutputStream());
  }

  /** Takes nothing until the end. */
  private static OutputStream slow(CountDownLatch begun, CountDownLatch end) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        begun.countDown();
        assertThat(BoundedWait.reached(() -> end.await(60, TimeUnit.SECONDS))).isTrue();
      }
    };
  }

  private static void assertBusy(RecordsResource resource, TenantId tenant) {
    assertThatThrownBy(
            () -> resource.list(tenant, "INQUIRER").write(OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.error()).isEqualTo(RequestError.BUSY);
              assertThat(refused.retryAfter()).isPresent();
            });
  }

  private static void read(RecordsResource resource, TenantId tenant, OutputStream out) {
    try {
      resource.list(tenant, "INQUIRER").write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SSLSocket connection() throws IOException {
    return (SSLSocket)
        PARTIES
            .tls(PARTIES.backend(Parties.KITA))
            .getSocketFactory()
            .createSocket("127.0.0.1", bench.door.port());
  }

  private static void ask(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path("/records?role=INQUIRER") + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(UTF_8));
    socket.getOutputStream().flush();
  }
}
