package renkei.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Queues that note what is sent and give nothing back. */
public final class SilentQueues implements PointerQueues {

  /** Every pointer sent, in order. */
  public final List<Pointer> sent = new CopyOnWriteArrayList<>();

  @Override
  public void prepare(Collection<QueueKey> queues) {}

  @Override
  public void send(Pointer pointer, Duration delay) {
    sent.add(pointer);
  }

  @Override
  public long depth(QueueKey queue) {
    return 0;
  }

  @Override
  public Taker open(QueueKey queue) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
