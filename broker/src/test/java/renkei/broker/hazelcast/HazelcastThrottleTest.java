package renkei.broker.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renkei.broker.hazelcast.HazelcastThrottle.Member;

class HazelcastThrottleTest {

  private static final int RATE = 100;

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class TwoMembers {

    private HazelcastThrottle first;
    private HazelcastThrottle second;
    private double seconds;
    private int byFirst;
    private int bySecond;

    @BeforeAll
    void takeByTurns() {
      String cluster = "test-" + System.nanoTime();
      first = HazelcastThrottle.join(new Member(cluster, "127.0.0.1", 0, List.of()), RATE);
      Member joining = new Member(cluster, "127.0.0.1", 0, List.of(first.address()));
      second = HazelcastThrottle.join(joining, RATE);
      long begin = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        byFirst += first.take(5).granted();
        bySecond += second.take(5).granted();
      }
      seconds = (System.nanoTime() - begin) / 1e9;
    }

    @AfterAll
    void leave() {
      second.close();
      first.close();
    }

    /** What it held and what dripped in meanwhile; two would give twice as much. */
    @Test
    void shareOneBucket() {
      assertThat(byFirst + bySecond).isBetween(20, 20 + (int) Math.ceil(seconds * RATE));
    }

    @Test
    void bothGetSomething() {
      assertThat(byFirst).isPositive();
      assertThat(bySecond).isPositive();
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
