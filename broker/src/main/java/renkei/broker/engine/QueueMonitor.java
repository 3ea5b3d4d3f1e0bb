package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import renkei.broker.Direction;
import renkei.broker.QueueKey;
import renkei.broker.QueueState;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;

/** Counts what waits, once a second, from the rows of all tenants; sees counts and ages only. */
final class QueueMonitor {

  /** What waits in one queue. */
  private record Waiting(long depth, Instant oldest) {}

  /** How many had been finished when. */
  private record Sample(long nanos, Map<QueueKey, Long> finished) {}

  private static final String COUNT =
      "SELECT tenant, direction, lane, depth, oldest FROM message_queue";
  private static final int SAMPLES = 11;
  private static final Duration TOO_OLD = Duration.ofSeconds(5);

  private final Database database;
  private final BrokerMeters meters;
  private final Clock clock;
  private final List<QueueKey> queues;
  private final Map<QueueKey, LongAdder> since = new ConcurrentHashMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private volatile Map<QueueKey, Waiting> waiting = Map.of();
  private volatile long countedAt = System.nanoTime();
  private volatile Map<QueueKey, Double> rates = Map.of();

  QueueMonitor(Database database, BrokerMeters meters, Clock clock, Collection<QueueKey> queues) {
    this.database = database;
    this.meters = meters;
    this.clock = clock;
    this.queues = List.copyOf(queues);
    for (QueueKey queue : this.queues) {
      since.put(queue, new LongAdder());
      meters.watch(queue, this::backlog, key -> age(key).toMillis() / 1000.0);
    }
  }

  /** Counts; called by one thread. */
  void refresh() {
    since.values().forEach(LongAdder::reset);
    waiting =
        database.inPlatform(
            transaction -> {
              Map<QueueKey, Waiting> counted = new HashMap<>();
              transaction
                  .handle()
                  .createQuery(COUNT)
                  .map(
                      (rs, _) ->
                          counted.put(
                              new QueueKey(
                                  new TenantId(rs.getString(1)),
                                  Direction.valueOf(rs.getString(2)),
                                  Lane.valueOf(rs.getString(3))),
                              new Waiting(rs.getLong(4), rs.getTimestamp(5).toInstant())))
                  .list();
              return Map.copyOf(counted);
            });
    countedAt = System.nanoTime();
    sample();
  }

  private void sample() {
    Map<QueueKey, Long> finished = new HashMap<>();
    queues.forEach(queue -> finished.put(queue, meters.finishedSoFar(queue)));
    Sample now = new Sample(System.nanoTime(), finished);
    Sample first = samples.isEmpty() ? now : samples.getFirst();
    double seconds = (now.nanos() - first.nanos()) / 1e9;
    Map<QueueKey, Double> fresh = new HashMap<>();
    finished.forEach(
        (queue, count) ->
            fresh.put(
                queue,
                seconds < 0.1
                    ? 0.0
                    : (count - first.finished().getOrDefault(queue, 0L)) / seconds));
    rates = Map.copyOf(fresh);
    samples.addLast(now);
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
  }

  /** One message was put into a queue. */
  void added(QueueKey queue) {
    LongAdder adder = since.get(queue);
    if (adder != null) {
      adder.increment();
    }
  }

  /** How many wait, with those that came since the last count. */
  long backlog(QueueKey queue) {
    LongAdder adder = since.get(queue);
    return depth(queue) + (adder == null ? 0 : adder.sum());
  }

  /** How many waited at the last count. */
  long depth(QueueKey queue) {
    Waiting counted = waiting.get(queue);
    return counted == null ? 0 : counted.depth();
  }

  private Duration age(QueueKey queue) {
    Waiting counted = waiting.get(queue);
    if (counted == null) {
      return Duration.ZERO;
    }
    Duration age = Duration.between(counted.oldest(), clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * Every queue as last counted, with what came since: the figures that the metrics show too.
   *
   * @throws DatabaseUnavailableException if that was too long ago: old figures would calm operators
   *     when they should not
   */
  List<QueueState> states() {
    Duration since = Duration.ofNanos(System.nanoTime() - countedAt);
    if (since.compareTo(TOO_OLD) > 0) {
      throw new DatabaseUnavailableException(
          "the queues cannot be counted", true, new IllegalStateException("for " + since));
    }
    return queues.stream()
        .map(
            queue ->
                new QueueState(
                    queue.tenant(),
                    queue.direction(),
                    queue.lane(),
                    backlog(queue),
                    age(queue),
                    rates.getOrDefault(queue, 0.0)))
        .toList();
  }
}
