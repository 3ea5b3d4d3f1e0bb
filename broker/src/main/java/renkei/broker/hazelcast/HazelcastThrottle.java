package renkei.broker.hazelcast;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.bucket4j.grid.hazelcast.HazelcastProxyManager;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Throttle;

/**
 * One token bucket for bulk work, shared by all gateways of a cluster. Members listen on loopback
 * unless told otherwise, find each other by address only, and call nobody. Thread-safe.
 *
 * <p>A cluster that is away grants nothing: bulk work waits until it is back.
 */
public final class HazelcastThrottle implements Throttle, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HazelcastThrottle.class);
  private static final Duration AWAY = Duration.ofSeconds(1);

  /**
   * One member of the cluster.
   *
   * @param cluster name of the cluster; members of another name are strangers
   * @param host address to listen on
   * @param port port to listen on; 0 for any free one
   * @param others addresses of other members, {@code host:port}; may be empty
   */
  public record Member(String cluster, String host, int port, List<String> others) {

    /** A member alone on loopback. */
    public static Member alone(int port) {
      return new Member("renkei", "127.0.0.1", port, List.of());
    }
  }

  private final HazelcastInstance hazelcast;
  private final BucketProxy bucket;
  private final int ratePerSecond;

  private HazelcastThrottle(HazelcastInstance hazelcast, int ratePerSecond) {
    this.hazelcast = hazelcast;
    this.ratePerSecond = ratePerSecond;
    BucketConfiguration limit =
        BucketConfiguration.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(Math.max(20, ratePerSecond / 5))
                    .refillGreedy(ratePerSecond, Duration.ofSeconds(1))
                    .build())
            .build();
    // A bucket keeps the limit it was made with: another rate is another bucket.
    this.bucket =
        Bucket4jHazelcast.entryProcessorBasedBuilder(
                hazelcast.<String, byte[]>getMap("renkei.throttle"))
            .build()
            .builder()
            .build("bulk-" + ratePerSecond, () -> limit);
  }

  /**
   * Joins or founds the cluster.
   *
   * @param ratePerSecond pieces of bulk work a second, of all gateways together; at least 1, and
   *     the same everywhere
   */
  public static HazelcastThrottle join(Member member, int ratePerSecond) {
    if (ratePerSecond < 1) {
      throw new IllegalArgumentException("the bulk rate must be at least 1 a second");
    }
    return new HazelcastThrottle(Hazelcast.newHazelcastInstance(config(member)), ratePerSecond);
  }

  private static Config config(Member member) {
    Config config = new Config();
    config.setClusterName(member.cluster());
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    // Whoever reaches the port is asked for nothing. So no Java object is read from it but the
    // JDK's and Hazelcast's own, and no clients are served, which have no endpoint here.
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(member.port()).setPortAutoIncrement(false);
    endpoint.getInterfaces().setEnabled(true).addInterface(member.host());
    AdvancedNetworkConfig network = config.getAdvancedNetworkConfig();
    network.setEnabled(true).setMemberEndpointConfig(endpoint);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(List.copyOf(member.others()));
    HazelcastProxyManager.addCustomSerializers(config.getSerializationConfig(), 1000);
    return config;
  }

  @Override
  public Throttle.Allowance take(int wanted) {
    try {
      long granted = bucket.tryConsumeAsMuchAsPossible(wanted);
      return new Throttle.Allowance(
          (int) granted, Duration.ofNanos(1_000_000_000L * 5 / ratePerSecond));
    } catch (RuntimeException e) {
      // Each portion of bulk work finds out; the probe of the cluster says it once.
      LOG.debug("the cluster gives no leave for bulk work", e);
      return new Throttle.Allowance(0, AWAY);
    }
  }

  /**
   * Asks the cluster for the bucket and takes nothing out of it.
   *
   * @throws RuntimeException if the cluster does not answer, which may take seconds to show
   */
  public void probe() {
    long _ = bucket.getAvailableTokens();
  }

  /** Where this member listens, {@code host:port}. */
  public String address() {
    return hazelcast.getCluster().getLocalMember().getAddress().getHost()
        + ":"
        + hazelcast.getCluster().getLocalMember().getAddress().getPort();
  }

  /** Leaves the cluster. */
  @Override
  public void close() {
    hazelcast.shutdown();
  }
}
