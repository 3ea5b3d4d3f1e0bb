package renkei.broker.assembly;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.artemis.ArtemisQueues;

/**
 * Queues that note what they are given and pass it on, but for what they lose; or that keep it all
 * and say that they hold what the test says.
 */
final class Pointers implements PointerQueues {

  /** Every pointer, in order. */
  final List<Pointer> sent = new CopyOnWriteArrayList<>();

  /** How many were lost. */
  final AtomicInteger losses = new AtomicInteger();

  /** How often they broke. */
  final AtomicInteger breaks = new AtomicInteger();

  volatile Predicate<Pointer> loses = _ -> false;
  volatile boolean broken;
  private volatile long depth = -1;
  private final ArtemisQueues queues;

  private Pointers(ArtemisQueues queues) {
    this.queues = queues;
  }

  /** Queues that pass on what they do not lose. */
  static Pointers passingOn(ArtemisQueues queues) {
    return new Pointers(queues);
  }

  /** Queues that pass nothing on. */
  static Pointers keeping(ArtemisQueues queues) {
    Pointers pointers = new Pointers(queues);
    pointers.hold(0);
    return pointers;
  }

  /** Forgets what was sent, and says of each queue that so many are in it. */
  void hold(long each) {
    sent.clear();
    depth = each;
  }

  @Override
  public void prepare(Collection<QueueKey> keys) {
    queues.prepare(keys);
  }

  @Override
  public void send(Pointer pointer, Duration delay) {
    sent.add(pointer);
    if (loses.test(pointer)) {
      losses.incrementAndGet();
    } else if (depth < 0) {
      queues.send(pointer, delay);
    }
  }

  @Override
  public long depth(QueueKey queue) {
    if (broken) {
      breaks.incrementAndGet();
      throw new LinkageError("no such class");
    }
    return depth < 0 ? queues.depth(queue) : depth;
  }

  @Override
  public Taker open(QueueKey queue) {
    return queues.open(queue);
  }

  @Override
  public void close() {
    queues.close();
  }
}
