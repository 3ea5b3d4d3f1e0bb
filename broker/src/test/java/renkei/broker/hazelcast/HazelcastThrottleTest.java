package renkei.broker.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import renkei.broker.hazelcast.HazelcastThrottle.Member;

class HazelcastThrottleTest {

  private static final int RATE = 100;

  @Test
  void twoMembersShareOneBucket() {
    String cluster = "test-" + System.nanoTime();
    try (HazelcastThrottle first =
            HazelcastThrottle.join(new Member(cluster, "127.0.0.1", 0, List.of()), RATE);
        HazelcastThrottle second =
            HazelcastThrottle.join(
                new Member(cluster, "127.0.0.1", 0, List.of(first.address())), RATE)) {
      long begin = System.nanoTime();
      int granted = 0;
      int byFirst = 0;
      for (int i = 0; i < 400; i++) {
        int more = (i % 2 == 0 ? first : second).take(5).granted();
        granted += more;
        byFirst += i % 2 == 0 ? more : 0;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;

      // One bucket: what it held and what dripped in meanwhile. Two would give twice as much.
      assertThat(granted).isBetween(20, 20 + (int) Math.ceil(seconds * RATE));
      assertThat(byFirst).isBetween(1, granted - 1);
    }
  }

  @Test
  void grantsNothingOnceTheClusterIsGone() {
    HazelcastThrottle throttle =
        HazelcastThrottle.join(
            new Member("test-" + System.nanoTime(), "127.0.0.1", 0, List.of()), RATE);
    assertThat(throttle.take(7).granted()).isEqualTo(7);
    assertThat(throttle.address()).startsWith("127.0.0.1:");
    throttle.close();

    assertThat(throttle.take(7).granted()).isZero();
    assertThat(throttle.take(7).retryAfter()).isPositive();
  }

  @Test
  void refusesARateOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HazelcastThrottle.join(Member.alone(0), 0));
  }
}
