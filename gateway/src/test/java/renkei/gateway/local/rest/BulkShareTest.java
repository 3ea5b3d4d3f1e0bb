package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.PARTIES;
import static renkei.gateway.local.rest.LocalBench.inquiry;
import static renkei.gateway.local.rest.LocalBench.path;
import static renkei.gateway.local.rest.LocalBench.person;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.HttpCaller;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;

/** Bulk work at the local door while others have something to do there. */
@Timeout(120)
class BulkShareTest {

  private static final String LOADS = "/replicas/" + INFORMATION + "/2026-06?load=difference";

  /** More loads than anybody may have under way. */
  private static final int MANY = 6;

  private static final int SHARE = 2;
  private static final String GO_ON = "HTTP/1.1 100 Continue\r\n";

  private final LocalBench bench = new LocalBench();
  private final CapturedLog log = CapturedLog.open();
  private final HttpCaller minami =
      new HttpCaller(PARTIES.backend(Parties.MINAMI), bench.door.port());
  private final List<SSLSocket> slow = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (SSLSocket load : slow) {
      load.close();
    }
    minami.close();
    log.close();
    bench.close();
  }

  @Test
  void servesTheOthersWhileOneMunicipalityHasAllTheSlowLoadsItMay() throws Exception {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      beginLoad();
    }

    assertThat(minami(LOADS, "text/csv", load()).statusCode()).isEqualTo(200);
    assertThat(minami("/serial-numbers", "application/json", wanted(11)).statusCode())
        .isEqualTo(200);
    // A load that only comes in keeps nobody from the database, its own municipality neither.
    assertThat(bench.post("/serial-numbers", wanted(11)).statusCode()).isEqualTo(200);
    until("the others are refused", () -> bench.refused("BUSY") == MANY - SHARE);
    log.tells("local door refused BUSY from urn:renkei:tenant:990019", List.of());
    for (SSLSocket load : slow) {
      told.add(firstLine(load));
    }
    assertThat(told).filteredOn(GO_ON::equals).hasSize(SHARE);
    assertThat(told)
        .filteredOn(line -> line.startsWith("HTTP/1.1 503"))
        .as("told before they send")
        .hasSize(MANY - SHARE);

    for (SSLSocket load : slow) {
      load.close();
    }
    assertThat(bench.load(load()).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesTheOthersTheirShareWhereOneMunicipalitysBatchesStandStill() throws Exception {
    String person = bench.knownPerson();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Handle owner = TestDatabase.superuser()) {
      List<Future<HttpResponse<String>>> still = new ArrayList<>();
      owner.begin();
      try {
        owner.execute("LOCK TABLE renkei.replica_record IN ACCESS EXCLUSIVE MODE");
        for (int i = 0; i < SHARE; i++) {
          still.add(threads.submit(() -> bench.load(load())));
        }
        until("they stand still", () -> TestDatabase.waitingForLocksOn("replica_record") == SHARE);
        HttpResponse<String> bulk = bench.post("/serial-numbers", wanted(11));

        assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(503);
        assertThat(bulk.headers().firstValue("Retry-After")).isPresent();
        assertThat(bench.refused("BUSY")).isPositive();
        assertThat(minami("/serial-numbers", "application/json", wanted(11)).statusCode())
            .isEqualTo(200);
        assertThat(bench.post("/serial-numbers", wanted(10)).statusCode()).isEqualTo(200);
        assertThat(
                bench
                    .post("/inquiries", inquiry(UUID.randomUUID().toString(), person))
                    .statusCode())
            .isEqualTo(202);
        assertThat(still).noneMatch(Future::isDone);
      } finally {
        owner.rollback();
      }
      for (Future<HttpResponse<String>> one : still) {
        assertThat(one.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(bench.post("/serial-numbers", wanted(11)).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> minami(String below, String type, String body) {
    return minami.send("POST", "/tenants/990027" + below, type, body.getBytes(UTF_8));
  }

  private static String wanted(int people) {
    return Stream.generate(() -> "\"" + person() + "\"")
        .limit(people)
        .collect(Collectors.joining(",", "{\"addresseeNumbers\":[", "]}"));
  }

  private static String load() {
    return "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,"
        + "TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\r\n"
        + "PUT,"
        + person()
        + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\r\n";
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time until " + what).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** A load whose sender begins and does not end. */
  private void beginLoad() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            PARTIES
                .tls(PARTIES.backend(Parties.KITA))
                .getSocketFactory()
                .createSocket("127.0.0.1", bench.door.port());
    slow.add(socket);
    socket.setSoTimeout(30_000);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST "
                + path(LOADS)
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
                + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            .getBytes(UTF_8));
    out.flush();
  }

  /** The server says that it goes to read the body, or that it does not. */
  private static String firstLine(SSLSocket load) throws IOException {
    return new String(load.getInputStream().readNBytes(GO_ON.length()), UTF_8);
  }
}
