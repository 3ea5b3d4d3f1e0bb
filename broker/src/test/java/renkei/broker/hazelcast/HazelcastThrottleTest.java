package renkei.broker.hazelcast;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class HazelcastThrottleTest {

  /** What a stranger would have run here. */
  private static final class Task implements Callable<Boolean>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Override
    public Boolean call() {
      RUNS.incrementAndGet();
      return true;
    }
  }

  private static final int RATE = 100;

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class TwoMembers {

    private final String cluster = "test-" + System.nanoTime();
    private HazelcastThrottle first;
    private HazelcastThrottle second;
    private double seconds;
    private int byFirst;
    private int bySecond;

    @BeforeAll
    void takeByTurns() {
      first =
          HazelcastThrottle.join(
              new HazelcastThrottle.Member(cluster, "127.0.0.1", 0, List.of()), RATE);
      HazelcastThrottle.Member joining =
          new HazelcastThrottle.Member(cluster, "127.0.0.1", 0, List.of(first.address()));
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

    /** A member of somebody else's, who knows the cluster's name. */
    @Test
    void readNoObjectOfAnybodys() {
      HazelcastInstance stranger = Hazelcast.newHazelcastInstance(stranger(first.address()));
      try {
        Member other =
            stranger.getCluster().getMembers().stream()
                .filter(each -> !each.localMember())
                .findFirst()
                .orElseThrow();
        IExecutorService work = stranger.getExecutorService("stranger");

        assertThatThrownBy(() -> work.submitToMember(new Task(), other).get(30, SECONDS))
            .hasStackTraceContaining("Task")
            .hasStackTraceContaining("not allowed");
        assertThat(Task.RUNS).hasValue(0);
      } finally {
        stranger.shutdown();
      }
    }

    private Config stranger(String known) {
      Config config = new Config();
      config.setClusterName(cluster);
      config.setProperty("hazelcast.phone.home.enabled", "false");
      config.setProperty("hazelcast.logging.type", "slf4j");
      config.setProperty("hazelcast.socket.bind.any", "false");
      config
          .getNetworkConfig()
          .setPort(0)
          .getInterfaces()
          .setEnabled(true)
          .addInterface("127.0.0.1");
      JoinConfig join = config.getNetworkConfig().getJoin();
      join.getAutoDetectionConfig().setEnabled(false);
      join.getMulticastConfig().setEnabled(false);
      join.getTcpIpConfig().setEnabled(true).addMember(known);
      return config;
    }

    @Test
    void serveNoClients() {
      ClientConfig client = new ClientConfig();
      client.setClusterName(cluster);
      client.setProperty("hazelcast.logging.type", "slf4j");
      client.getNetworkConfig().addAddress(first.address());
      client
          .getConnectionStrategyConfig()
          .getConnectionRetryConfig()
          .setClusterConnectTimeoutMillis(1);

      assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(client))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Unable to connect");
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
            new HazelcastThrottle.Member("test-" + System.nanoTime(), "127.0.0.1", 0, List.of()),
            RATE);
    assertThat(throttle.take(7).granted()).isEqualTo(7);
    assertThat(throttle.address()).startsWith("127.0.0.1:");
    throttle.close();

    assertThat(throttle.take(7).granted()).isZero();
    assertThat(throttle.take(7).retryAfter()).isPositive();
  }

  @Test
  void refusesARateOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HazelcastThrottle.join(HazelcastThrottle.Member.alone(0), 0));
  }
}
