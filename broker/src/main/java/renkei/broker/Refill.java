package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to the message broker what it lost: where a queue has fewer pointers than rows wait,
 * the oldest rows' pointers are sent again. A queue is first in, first out, so the oldest waiting
 * rows are the likeliest to have lost theirs; and one pointer too many does nothing.
 */
final class Refill {

  private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
  private static final long AT_MOST = 20_000;

  private final MessageRows rows;
  private final QueueMonitor monitor;
  private final PointerQueues queues;
  private final LaneTransactions transactions;
  private final Clock clock;
  private final List<QueueKey> keys;
  private final ToLongFunction<QueueKey> elsewhere;

  /**
   * @param elsewhere how many of a queue's rows this process has in hand without a pointer
   */
  Refill(
      MessageRows rows,
      QueueMonitor monitor,
      PointerQueues queues,
      LaneTransactions transactions,
      Clock clock,
      Collection<QueueKey> keys,
      ToLongFunction<QueueKey> elsewhere) {
    this.rows = rows;
    this.monitor = monitor;
    this.queues = queues;
    this.transactions = transactions;
    this.clock = clock;
    this.keys = List.copyOf(keys);
    this.elsewhere = elsewhere;
  }

  /**
   * Compares and refills, after the monitor has counted.
   *
   * @param grace rows younger than this are left alone: their pointers are on their way
   */
  void run(Duration grace) {
    for (QueueKey key : keys) {
      if (monitor.depth(key) > 0) {
        refill(key, grace);
      }
    }
  }

  /** First the queue is counted, then the rows: what is finished in between is not missing. */
  private void refill(QueueKey key, Duration grace) {
    long known = queues.depth(key) + elsewhere.applyAsLong(key);
    List<Pointer> lost = transactions.outside(key.tenant(), work -> lost(work, key, grace, known));
    lost.forEach(pointer -> queues.send(pointer, Duration.ZERO));
    if (!lost.isEmpty()) {
      LOG.info("{} pointers were sent to {} again", lost.size(), key.queueName());
    }
  }

  private List<Pointer> lost(Work work, QueueKey key, Duration grace, long known) {
    Instant now = clock.instant();
    long missing = rows.countWaiting(work, key, now.minus(grace)) - known;
    return missing > 0
        ? rows.waiting(work, key, now, grace, Math.min(missing, AT_MOST))
        : List.of();
  }
}
