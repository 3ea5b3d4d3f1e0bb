package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.tenantstore.Sample.EDITION;
import static renkei.tenantstore.Sample.MONDAY;
import static renkei.tenantstore.Sample.NOW;
import static renkei.tenantstore.Sample.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.TenantId;
import renkei.tenantstore.Result;
import renkei.tenantstore.Results;

class ResultsTest {

  private static TestStore kept;

  @BeforeAll
  static void start() {
    kept = new TestStore();
  }

  @AfterAll
  static void stop() {
    kept.close();
  }

  @BeforeEach
  void empty() {
    try (Handle handle = kept.superuser()) {
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
    try (Handle handle = kept.superuser()) {
      handle.execute("UPDATE result SET inquiry_id = ?", inquiry(2).value());
    }

    assertThatIllegalStateException().isThrownBy(() -> find(KITA, inquiry(2)));
  }

  private static Result result(int number, String content, Instant receivedAt) {
    return new Result(
        ExchangeId.onlyOneOf(inquiry(number)),
        content.getBytes(UTF_8),
        MONDAY,
        EDITION,
        3,
        receivedAt);
  }

  private static void put(Result result) {
    kept.inKita(tx -> kept.store().results(tx).put(result));
  }

  private static Optional<Result> find(TenantId tenant, InquiryId inquiry) {
    return in(tenant, results -> results.find(ExchangeId.onlyOneOf(inquiry)));
  }

  private static <T> T in(TenantId tenant, Function<Results, T> work) {
    return kept.inTenant(tenant, tx -> work.apply(kept.store().results(tx)));
  }
}
