package renkei.gateway;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.concurrent.Safely;
import renkei.codebook.database.DatabaseUnavailableException;

/** Work that repeats. A round that fails is logged, and the next one comes all the same. */
final class Timers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Timers.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(2, Thread.ofVirtual().name("timer-", 1).factory());

  void every(Duration pause, String name, Runnable work) {
    ScheduledFuture<?> _ =
        executor.scheduleWithFixedDelay(
            () -> round(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Repeats {@code work} for every tenant; what goes wrong with one does not stop the others. */
  void every(Duration pause, String name, Collection<TenantId> tenants, Consumer<TenantId> work) {
    every(
        pause,
        name,
        () -> tenants.forEach(tenant -> round(name + " of " + tenant, () -> work.accept(tenant))));
  }

  private static void round(String name, Runnable work) {
    boolean _ = Safely.run(log, name, () -> unlessDatabaseIsAway(name, work));
  }

  private static void unlessDatabaseIsAway(String name, Runnable work) {
    try {
      work.run();
    } catch (DatabaseUnavailableException e) {
      // Each round of each tenant finds out; the probe of the database says it once.
      log.debug("{} waits for the database", name, e);
    }
  }

  /** Lets the round in hand finish, for a few seconds. */
  @Override
  public void close() {
    executor.shutdown();
    if (!BoundedWait.reached(
        () -> executor.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS))) {
      executor.shutdownNow();
    }
  }
}
