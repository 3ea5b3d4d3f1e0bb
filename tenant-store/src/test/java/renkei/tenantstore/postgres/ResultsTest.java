package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.EDITION;
import static renkei.tenantstore.Sample.LAYOUTS;
import static renkei.tenantstore.Sample.MONDAY;
import static renkei.tenantstore.Sample.NOW;
import static renkei.tenantstore.Sample.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renkei.codebook.InquiryId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.testing.TestDatabase;
import renkei.tenantstore.Result;
import renkei.tenantstore.Results;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;

class ResultsTest {

  private static TestDatabase postgres;
  private static Database database;
  private static TenantStore store;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    database = postgres.open();
    store = new PostgresTenantStore(database, LAYOUTS, Sample::keys, CLOCK, new Random(7));
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    try (Handle handle = postgres.superuser()) {
      handle.execute("TRUNCATE result");
    }
  }

  @Test
  void givesBackWhatWasPut() {
    put(result(1, "<Content/>", NOW));

    assertThat(find(KITA, inquiry(1))).contains(result(1, "<Content/>", NOW));
    assertThat(find(KITA, inquiry(2))).isEmpty();
  }

  @Test
  void keepsTheFirstOfTwoResults() {
    put(result(1, "first", NOW));
    put(result(1, "second", NOW));

    assertThat(find(KITA, inquiry(1))).contains(result(1, "first", NOW));
  }

  @Test
  void deletesWhatIsOlderThanItsTime() {
    put(result(1, "old", NOW.minus(Results.KEPT_FOR).minusSeconds(1)));
    put(result(2, "young", NOW.minus(Results.KEPT_FOR).plusSeconds(1)));

    int deleted = in(KITA, results -> results.deleteOlderThan(Results.KEPT_FOR));

    assertThat(deleted).isEqualTo(1);
    assertThat(find(KITA, inquiry(1))).isEmpty();
    assertThat(find(KITA, inquiry(2))).isPresent();
  }

  @Test
  void keepsTheTenantsApart() {
    put(result(1, "content", NOW));

    assertThat(find(MINAMI, inquiry(1))).isEmpty();
    int deleted = in(MINAMI, results -> results.deleteOlderThan(Duration.ofDays(-1)));
    assertThat(deleted).isZero();
  }

  @Test
  void opensNoResultUnderAnotherInquiry() {
    put(result(1, "content", NOW));
    try (Handle handle = postgres.superuser()) {
      handle.execute("UPDATE result SET inquiry_id = ?", inquiry(2).value());
    }

    assertThatIllegalStateException().isThrownBy(() -> find(KITA, inquiry(2)));
  }

  private static Result result(int number, String content, Instant receivedAt) {
    return new Result(inquiry(number), content.getBytes(UTF_8), MONDAY, EDITION, 3, receivedAt);
  }

  private static void put(Result result) {
    boolean _ =
        in(
            KITA,
            results -> {
              results.put(result);
              return true;
            });
  }

  private static Optional<Result> find(TenantId tenant, InquiryId inquiry) {
    return in(tenant, results -> results.find(inquiry));
  }

  private static <T> T in(TenantId tenant, Function<Results, T> work) {
    return database.inTenant(tenant, tx -> work.apply(store.results(tx)));
  }
}
