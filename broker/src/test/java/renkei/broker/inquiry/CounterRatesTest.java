package renkei.broker.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import renkei.codebook.testing.SampleAgencies;

class CounterRatesTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofDays(2).toNanos());
  private final CounterRates rates = new CounterRates(20, new SetTime());

  private final class SetTime implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return now.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  @Test
  void admitsTenSecondsWorthAtOnce() {
    assertThat(admitted()).isEqualTo(200);
  }

  @Test
  void thenAdmitsSoManyASecond() {
    long _ = admitted();

    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(admitted()).isEqualTo(20);
  }

  @Test
  void admitsTheNextOnlyWhenItIsTime() {
    long _ = admitted();
    now.addAndGet(Duration.ofMillis(49).toNanos());
    assertThat(rates.admit(SampleAgencies.KITA, 1)).isFalse();

    now.addAndGet(Duration.ofMillis(1).toNanos());

    assertThat(admitted()).isEqualTo(1);
  }

  @Test
  void savesUpNoMoreThanThat() {
    now.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(admitted()).isEqualTo(200);
  }

  @Test
  void admitsAllExchangesOfAnInquiryOrNone() {
    assertThat(rates.admit(SampleAgencies.KITA, 190)).isTrue();
    assertThat(rates.admit(SampleAgencies.KITA, 20)).isFalse();

    assertThat(admitted()).isEqualTo(10);
  }

  @Test
  void countsEachTenantForItself() {
    long _ = admitted();

    assertThat(rates.admit(SampleAgencies.MINAMI, 1)).isTrue();
  }

  private long admitted() {
    return Stream.generate(() -> rates.admit(SampleAgencies.KITA, 1))
        .takeWhile(admits -> admits)
        .count();
  }
}
