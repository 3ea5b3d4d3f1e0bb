package renkei.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final Pace pace = new Pace(20, now::get);

  @Test
  void letsTenSecondsWorthThroughAtOnceAndThenSoManyASecond() {
    assertThat(passing()).isEqualTo(200);

    now.addAndGet(Duration.ofMillis(49).toNanos());
    assertThat(pace.passes()).isFalse();
    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(passing()).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(passing()).isEqualTo(20);
  }

  @Test
  void savesUpNoMoreThanThat() {
    now.addAndGet(Duration.ofDays(1).toNanos());
    assertThat(passing()).isEqualTo(200);
  }

  private long passing() {
    return Stream.generate(pace::passes).takeWhile(passes -> passes).count();
  }
}
