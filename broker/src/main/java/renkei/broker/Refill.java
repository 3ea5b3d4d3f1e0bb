package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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

  Refill(
      MessageRows rows,
      QueueMonitor monitor,
      PointerQueues queues,
      LaneTransactions transactions,
      Clock clock,
      Collection<QueueKey> keys) {
    this.rows = rows;
    this.monitor = monitor;
    this.queues = queues;
    this.transactions = transactions;
    this.clock = clock;
    this.keys = List.copyOf(keys);
  }

  /**
   * Compares and refills, after the monitor has counted.
   *
   * @param grace rows younger than this are left alone: their pointers are on their way
   */
  void run(Duration grace) {
    for (QueueKey key : keys) {
      long missing = monitor.depth(key) == 0 ? 0 : monitor.depth(key) - queues.depth(key);
      if (missing > 0) {
        List<Pointer> lost =
            transactions.outside(
                key.tenant(),
                work ->
                    rows.waiting(work, key, clock.instant(), grace, Math.min(missing, AT_MOST)));
        lost.forEach(pointer -> queues.send(pointer, Duration.ZERO));
        if (!lost.isEmpty()) {
          LOG.info("{} pointers were sent to {} again", lost.size(), key.queueName());
        }
      }
    }
  }
}
