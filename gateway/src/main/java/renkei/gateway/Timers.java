package renkei.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static void round(String name, Runnable work) {
    try {
      work.run();
    } catch (DatabaseUnavailableException e) {
      log.warn("{} waits for the database", name);
    } catch (RuntimeException e) {
      log.error("{} failed", name, e);
    }
  }

  /** Lets the round in hand finish, for a few seconds. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
