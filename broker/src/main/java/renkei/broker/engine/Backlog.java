package renkei.broker.engine;

import renkei.broker.BrokerSettings;
import renkei.broker.QueueKey;

/** How much of each queue waits, held against what one tenant may have in hand. Thread-safe. */
public final class Backlog {

  private final QueueMonitor monitor;
  private final BrokerSettings.Bounds bounds;

  Backlog(QueueMonitor monitor, BrokerSettings.Bounds bounds) {
    this.monitor = monitor;
    this.bounds = bounds;
  }

  /** Whether as much waits as may; known from the last count, without asking the database. */
  public boolean isFull(QueueKey queue) {
    return monitor.backlog(queue) >= bounds.waiting(queue.lane());
  }

  /** One more message waits in a queue, once {@code work} is committed. */
  public void added(UnitOfWork work, QueueKey queue) {
    work.afterCommit(() -> monitor.added(queue));
  }
}
