package renkei.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.gateway.config.Configuration;
import renkei.gateway.postgres.NewDatabase;

/** A running gateway: everything it consists of, started in order and stopped in reverse. */
final class Gateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ShutdownStack started = new ShutdownStack();

  private Gateway() {
    // Else a metric that is there under the same name by other tags would be missing in silence.
    metrics
        .config()
        .onMeterRegistrationFailed(
            (id, why) ->
                log.error("metric {} {} is not shown: {}", id.getName(), id.getTags(), why));
  }

  /**
   * Starts everything; returns when the doors take requests.
   *
   * @param wish whether an empty database may be made
   * @throws BadConfigurationException if keys or directory are not what they should be
   * @throws RuntimeException if anything cannot be started, or the thread is interrupted; what was
   *     started is stopped again
   */
  static Gateway start(Configuration configuration, NewDatabase wish, Clock clock) {
    Gateway gateway = new Gateway();
    try {
      new CompositionRoot(configuration, wish, clock, gateway.metrics, gateway.started).start();
      return gateway;
    } catch (RuntimeException | Error e) {
      // Parts stop in their usual order and time even if the start was interrupted.
      boolean _ = Thread.interrupted();
      gateway.close();
      throw e;
    }
  }

  /** Stops everything in bounded time: doors first, then the work in hand, the database last. */
  @Override
  public void close() {
    started.close();
    metrics.close();
    log.info("stopped");
  }
}
