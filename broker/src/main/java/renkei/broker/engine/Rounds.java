package renkei.broker.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.BrokerSettings;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.Safely;
import renkei.codebook.concurrent.StopSignal;

/**
 * The threads of the broker: the workers of every queue, and the rounds that come again and again.
 * Started once, stopped once.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final StopSignal stop;
  private final StopSignal workersDone = new StopSignal();
  private final List<Thread> workers = new ArrayList<>();
  private final List<Thread> rounds = new ArrayList<>();

  Rounds(StopSignal stop) {
    this.stop = stop;
  }

  /** Runs {@code round} again and again with a pause before each, until the broker stops. */
  void every(Duration pause, String name, Runnable round) {
    rounds.add(Loop.every(pause, stop, name, LOG, round).start());
  }

  /** As {@link #every}, for each tenant: what goes wrong with one does not stop the others. */
  void everyTenant(
      Duration pause, String name, List<TenantId> tenants, ToIntFunction<TenantId> round) {
    every(pause, name, () -> eachTenant(name, tenants, round));
  }

  static void eachTenant(String name, List<TenantId> tenants, ToIntFunction<TenantId> round) {
    for (TenantId tenant : tenants) {
      boolean _ =
          Safely.run(
              LOG,
              name + " for " + tenant,
              () -> LOG.trace("{} rows of {}", round.applyAsInt(tenant), tenant));
    }
  }

  /**
   * Starts the workers of one queue. One peer gets half of the senders at most: the others remain
   * when it hangs.
   */
  void work(
      QueueKey queue, EngineParts parts, int count, AdmissionGate gate, Consumer<Pointer> on) {
    int workersOfQueue = queue.direction() == Direction.OUT ? 2 * count : count;
    Worker worker = new Worker(queue, parts.queues(), gate, on, stop);
    for (int i = 1; i <= workersOfQueue; i++) {
      workers.add(worker.start(i));
    }
  }

  /** How many workers a lane's queues have. */
  static int count(QueueKey queue, BrokerSettings.Workers workers) {
    return switch (queue.lane()) {
      case COUNTER -> workers.counter();
      case ROUTINE -> workers.routine();
      case BULK -> workers.bulk();
    };
  }

  /** Marks deliveries as they come, also those of workers that are finishing. */
  void mark(DeliveryMarks marks) {
    rounds.add(Thread.ofVirtual().name("deliveries").start(() -> markAll(marks)));
  }

  private void markAll(DeliveryMarks marks) {
    while (!workersDone.isRaised() || marks.hasSome()) {
      boolean _ = Safely.run(LOG, "marking deliveries", () -> marks.markSome(workersDone));
    }
  }

  /** Waits for the workers, which finish what they have in hand; false if some are not done. */
  boolean joinWorkers(long end) {
    return join(workers, end);
  }

  /** Waits for the rounds, after the last delivery came; false if some are not done. */
  boolean joinRounds(long end) {
    workersDone.raise();
    return join(rounds, end);
  }

  private static boolean join(List<Thread> threads, long end) {
    boolean all = true;
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      all &= BoundedWait.reached(() -> thread.join(left));
    }
    return all;
  }
}
