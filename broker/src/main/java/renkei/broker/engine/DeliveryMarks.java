package renkei.broker.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.QueueKey;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.concurrent.Safely;
import renkei.codebook.concurrent.StopSignal;

/** Marks delivered messages as done, as many in one transaction as have come together. */
final class DeliveryMarks {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryMarks.class);

  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final int MOST_TOGETHER = 500;

  /** A message its receiver signed for. */
  @SuppressWarnings("ArrayRecordComponent")
  record Delivery(StoredMessage stored, byte[] receipt) {

    TenantId tenant() {
      return stored.queue().tenant();
    }
  }

  private final BlockingQueue<Delivery> deliveries = new ArrayBlockingQueue<>(2000);
  private final Map<QueueKey, LongAdder> pending = new ConcurrentHashMap<>();
  private final MessageRows rows;
  private final Cases cases;
  private final LaneTransactions transactions;
  private final BrokerMeters meters;

  DeliveryMarks(EngineParts parts, Cases cases) {
    this.rows = parts.rows();
    this.cases = cases;
    this.transactions = parts.transactions();
    this.meters = parts.meters();
  }

  /** Hands one in; waits while too many have not been marked yet. */
  void add(Delivery delivery) {
    count(delivery, 1);
    boolean added =
        BoundedWait.reached(
            () -> {
              deliveries.put(delivery);
              return true;
            });
    if (!added) {
      // Not marked: it is sent once more, and the receiver answers with its first receipt.
      count(delivery, -1);
    }
  }

  /**
   * Marks what comes together within a moment, waiting a little for the first. Nobody waits for the
   * mark, and a hundred in one transaction cost little more than one.
   *
   * @param draining ends the moment
   */
  void markSome(StopSignal draining) {
    Optional<Delivery> first = BoundedWait.next(() -> deliveries.poll(100, MILLISECONDS));
    if (first.isEmpty()) {
      return;
    }
    boolean _ = draining.endsWithin(MOMENT);
    List<Delivery> together = new ArrayList<>(List.of(first.get()));
    deliveries.drainTo(together, MOST_TOGETHER - 1);
    together.stream().collect(Collectors.groupingBy(Delivery::tenant)).forEach(this::mark);
  }

  /** Whether any waits to be marked. */
  boolean hasSome() {
    return !deliveries.isEmpty();
  }

  /** How many of a queue are delivered and not marked yet. */
  long pending(QueueKey queue) {
    LongAdder adder = pending.get(queue);
    return adder == null ? 0 : adder.sum();
  }

  private void count(Delivery delivery, int change) {
    pending.computeIfAbsent(delivery.stored().queue(), _ -> new LongAdder()).add(change);
  }

  /** What cannot be marked is sent once more. The other tenants' deliveries must be marked. */
  private void mark(TenantId tenant, List<Delivery> theirs) {
    boolean marked =
        Safely.run(
            LOG,
            "marking deliveries of a tenant",
            () -> {
              int _ = transactions.unbounded(tenant, work -> mark(work, theirs));
            });
    theirs.forEach(delivery -> count(delivery, -1));
    if (marked) {
      theirs.forEach(delivery -> meters.finished(delivery.stored().queue()));
    }
  }

  private int mark(UnitOfWork work, List<Delivery> theirs) {
    Map<MessageCase, List<StoredMessage>> byCase = new LinkedHashMap<>();
    for (Delivery delivery : theirs) {
      StoredMessage stored = delivery.stored();
      cases
          .sending(stored.kind())
          .ifPresent(one -> byCase.computeIfAbsent(one, _ -> new ArrayList<>()).add(stored));
    }
    rows.delivered(work, theirs);
    byCase.forEach((one, theirMessages) -> one.delivered(work, theirMessages));
    return theirs.size();
  }
}
