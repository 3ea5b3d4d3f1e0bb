package renkei.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;

/** Marks delivered messages as done, as many in one transaction as have come together. */
final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private static final Duration MOMENT = Duration.ofMillis(20);

  /** A message its receiver signed for. */
  @SuppressWarnings("ArrayRecordComponent")
  record Item(Pointer pointer, Optional<UUID> about, byte[] receipt) {}

  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(2000);
  private final Map<QueueKey, LongAdder> pending = new ConcurrentHashMap<>();
  private final MessageRows rows;
  private final Shared shared;

  Deliveries(MessageRows rows, Shared shared) {
    this.rows = rows;
    this.shared = shared;
  }

  /** Hands one in; waits while too many have not been marked yet. */
  void add(Item item) {
    count(item, 1);
    try {
      items.put(item);
    } catch (InterruptedException _) {
      count(item, -1);
      // Not marked: it is sent once more, and the receiver answers with its first receipt.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Marks what comes together within a moment, waiting a little for the first; returns whether any
   * came. Nobody waits for the mark, and a hundred in one transaction cost little more than one.
   *
   * @param draining ends the moment
   */
  boolean markSome(long patienceMillis, CountDownLatch draining) {
    List<Item> some = new ArrayList<>();
    try {
      Item first = items.poll(patienceMillis, TimeUnit.MILLISECONDS);
      if (first == null) {
        return false;
      }
      some.add(first);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
    boolean _ = Pauses.until(draining, MOMENT);
    items.drainTo(some, 499);
    Map<TenantId, List<Item>> byTenant =
        some.stream().collect(Collectors.groupingBy(item -> item.pointer().queue().tenant()));
    byTenant.forEach(this::mark);
    return true;
  }

  /** How many of a queue are delivered and not marked yet. */
  long pending(QueueKey queue) {
    LongAdder adder = pending.get(queue);
    return adder == null ? 0 : adder.sum();
  }

  private void count(Item item, int change) {
    pending.computeIfAbsent(item.pointer().queue(), _ -> new LongAdder()).add(change);
  }

  private void mark(TenantId tenant, List<Item> some) {
    try {
      int marked =
          shared
              .transactions()
              .outside(
                  tenant,
                  work -> {
                    rows.delivered(work, some);
                    return some.size();
                  });
      LOG.trace("{} delivered", marked);
    } catch (RuntimeException | Error e) {
      // Whatever it was, the other tenants' deliveries must be marked.
      LOG.warn("{} deliveries could not be marked and are sent once more", some.size(), e);
      return;
    } finally {
      some.forEach(item -> count(item, -1));
    }
    some.forEach(item -> shared.meters().finished(item.pointer().queue()));
  }
}
