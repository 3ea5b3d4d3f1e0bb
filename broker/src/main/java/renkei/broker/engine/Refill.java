package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;

/**
 * Gives back to the message broker what it lost: where a queue has fewer pointers than rows wait,
 * pointers of overdue rows are sent again. Which rows lost theirs cannot be seen. A queue is first
 * in, first out, so the oldest are the likeliest. But peers and kinds of message take turns, so
 * that rows which wait for a peer that hangs do not hide those of others; and rows that were given
 * a pointer before come last, so that no row takes every turn of another. One pointer too many does
 * nothing.
 */
final class Refill {

  private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
  private static final long AT_MOST = 20_000;

  /** Fewer are on their way in any busy queue while it is counted; more have been lost. */
  private static final int WORTH_A_LINE = 100;

  private final BrokerMeters meters;
  private final MessageRows rows;
  private final QueueMonitor monitor;
  private final PointerQueues queues;
  private final LaneTransactions transactions;
  private final Clock clock;
  private final List<QueueKey> keys;
  private final Cases cases;
  private final ToLongFunction<QueueKey> elsewhere;

  /** When overdue rows that still wait were last given a pointer. */
  private final Map<QueueKey, Map<Pointer, Instant>> before = new HashMap<>();

  /**
   * @param elsewhere how many of a queue's rows this process has in hand without a pointer
   */
  Refill(EngineParts parts, Cases cases, ToLongFunction<QueueKey> elsewhere) {
    this.meters = parts.meters();
    this.rows = parts.rows();
    this.monitor = parts.monitor();
    this.queues = parts.queues();
    this.transactions = parts.transactions();
    this.clock = parts.clock();
    this.keys = parts.keys();
    this.cases = cases;
    this.elsewhere = elsewhere;
  }

  /**
   * Compares and refills, after the monitor has counted.
   *
   * @param grace rows due for less long are left alone: their pointers are on their way
   */
  synchronized void run(Duration grace) {
    for (QueueKey key : keys) {
      if (monitor.depth(key) > 0) {
        refill(key, grace);
      } else {
        before.remove(key);
      }
    }
  }

  /** First the queue is counted, then the rows: what is finished in between is not missing. */
  private void refill(QueueKey key, Duration grace) {
    long known = queues.depth(key) + elsewhere.applyAsLong(key);
    List<Pointer> lost =
        transactions.unbounded(key.tenant(), work -> lost(work, key, grace, known));
    lost.forEach(pointer -> queues.send(pointer, Duration.ZERO));
    meters.refilled(key, lost.size());
    if (lost.size() >= WORTH_A_LINE) {
      LOG.info("{} pointers were sent to {} again", lost.size(), key.queueName());
    }
  }

  private List<Pointer> lost(UnitOfWork work, QueueKey key, Duration grace, long known) {
    long missing = Math.min(rows.countWaiting(work, key) - known, AT_MOST);
    return missing > 0 ? overdue(work, key, clock.instant(), grace, missing) : List.of();
  }

  private List<Pointer> overdue(
      UnitOfWork work, QueueKey key, Instant now, Duration grace, long atMost) {
    Map<Pointer, Instant> given = before.computeIfAbsent(key, _ -> new HashMap<>());
    List<Pointer> overdue =
        rows.waiting(work, key, now.minus(grace), atMost + given.size(), cases::kind);
    given.keySet().retainAll(Set.copyOf(overdue));
    List<Pointer> turn =
        overdue.stream()
            .sorted(Comparator.comparing(row -> given.getOrDefault(row, Instant.MIN)))
            .limit(atMost)
            .toList();
    turn.forEach(row -> given.put(row, now));
    return turn;
  }
}
