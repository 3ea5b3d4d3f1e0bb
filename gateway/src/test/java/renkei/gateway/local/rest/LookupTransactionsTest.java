package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.inquiry;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.TestDatabase;

/** Look-ups that stand still. */
@Timeout(120)
class LookupTransactionsTest {

  private static final int AT_ONCE = 4;

  @Test
  void lookUpsThatStandStillTakeNoConnectionFromTheLanes() throws Exception {
    try (LocalBench bench = new LocalBench();
        CapturedLog log = CapturedLog.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Handle owner = TestDatabase.superuser()) {
      String person = bench.knownPerson();
      List<Future<HttpResponse<String>>> still = new ArrayList<>();
      owner.begin();
      try {
        owner.execute("LOCK TABLE renkei.registration_case IN ACCESS EXCLUSIVE MODE");
        for (int i = 0; i < AT_ONCE; i++) {
          still.add(threads.submit(() -> bench.get("/cases")));
        }
        untilTheyStandStill();

        HttpResponse<String> next = bench.get("/cases");

        assertThat(next.statusCode()).as(next.body()).isEqualTo(503);
        assertThat(next.headers().firstValue("Retry-After")).isPresent();
        log.tells("local door refused BUSY from urn:renkei:tenant:990019", List.of());
        assertThat(TestDatabase.waitingForLocksOn("registration_case")).isEqualTo(AT_ONCE);
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
      assertThat(bench.get("/cases").statusCode()).isEqualTo(200);
    }
  }

  private static void untilTheyStandStill() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (TestDatabase.waitingForLocksOn("registration_case") < AT_ONCE) {
      assertThat(System.nanoTime()).as("the time at which they should wait").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
