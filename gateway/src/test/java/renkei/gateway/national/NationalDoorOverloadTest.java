package renkei.gateway.national;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.PENSION;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import renkei.broker.BrokerSettings;
import renkei.codebook.Lane;
import renkei.gateway.contract.Composer;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.gateway.postgres.TestPostgres;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.xml.XmlDocuments;

/** What the national door answers when it cannot keep a message: later, and nothing is lost. */
@Timeout(120)
class NationalDoorOverloadTest {

  @Test
  void asksToComeBackWhileTheDatabaseIsAway(@TempDir Path folder) {
    EmbeddedPostgres server = TestPostgres.start(folder.resolve("postgres"));
    try (NationalBench bench =
        new NationalBench(TestDatabase.open(server), BrokerSettings.defaults())) {
      bench.receipt(bench.deliver(inquiry(bench, "COUNTER")));
      server.close();

      try (CapturedLog log = CapturedLog.open()) {
        HttpResponse<String> response = bench.deliver(inquiry(bench, "COUNTER"));

        comeBackLater(response, Refusal.UNAVAILABLE);
        assertThat(bench.refused(Refusal.UNAVAILABLE)).isEqualTo(1);
        log.tells("UNAVAILABLE", java.util.List.of(Composer.PERSON_CODE, Composer.TOKEN));
      }
    } finally {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"BULK, COUNTER", "ROUTINE, COUNTER", "COUNTER, ROUTINE"})
  void asksALaneToComeBackWhileTooMuchOfItWaits(Lane full, Lane other) {
    try (NationalBench bench = new NationalBench(TestDatabase.open(), oneMayWaitIn(full))) {
      HttpResponse<String> last = bench.deliver(inquiry(bench, full.name()));
      for (int i = 0; i < 10 && last.statusCode() == 200; i++) {
        last = bench.deliver(inquiry(bench, full.name()));
      }

      comeBackLater(last, Refusal.BUSY);
      // For the price of a look: whoever is turned away is not verified first.
      comeBackLater(bench.deliver(unsigned(bench, full)), Refusal.BUSY);
      bench.refuses(Refusal.SIGNATURE_INVALID, () -> bench.deliver(unsigned(bench, other)));
      bench.receipt(bench.deliver(inquiry(bench, other.name())));
    }
  }

  private static BrokerSettings oneMayWaitIn(Lane full) {
    BrokerSettings usual = BrokerSettings.defaults();
    return new BrokerSettings(
        usual.inquiryDeadline(),
        usual.bulkFrom(),
        usual.bulkTo(),
        new BrokerSettings.Bounds(
            full == Lane.COUNTER ? 1 : 50,
            full == Lane.ROUTINE ? 1 : 50,
            full == Lane.BULK ? 1 : 50,
            1),
        usual.workers(),
        0,
        usual.coreRoute(),
        Duration.ofDays(1));
  }

  private static Element inquiry(NationalBench bench, String lane) {
    Element message =
        bench.composer.permittedInquiry(
            PENSION, KITA_AGENCY, Parties.shared().agency(PENSION).chain());
    Composer.set(Composer.find(message, "Handling"), "Lane", lane);
    return Composer.set(message, "Lane", lane);
  }

  private static byte[] unsigned(NationalBench bench, Lane lane) {
    return XmlDocuments.serialize(inquiry(bench, lane.name()));
  }

  private static void comeBackLater(HttpResponse<String> response, Refusal refusal) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(NationalBench.refusalIn(response.body())).contains(refusal.name());
    assertThat(response.body()).contains("s:Receiver");
    assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
  }
}
