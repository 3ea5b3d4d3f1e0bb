package renkei.gateway.testing;

import java.time.Duration;
import java.util.Collection;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;

/** Pointers get lost; rows stay. */
public final class NoQueues implements PointerQueues {
  @Override
  public void prepare(Collection<QueueKey> queues) {}

  @Override
  public void send(Pointer pointer, Duration delay) {}

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
