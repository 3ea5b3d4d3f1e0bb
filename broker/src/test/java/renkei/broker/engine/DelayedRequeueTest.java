package renkei.broker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.SilentQueues;
import renkei.broker.message.MessageKind;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.testing.SampleAgencies;

class DelayedRequeueTest {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final SilentQueues queues = new SilentQueues();
  private final DelayedRequeue requeue = new DelayedRequeue(queues, nanos::get);

  @Test
  void ofTwoPointersToOneRowOnlyOneComesBack() {
    Pointer one = pointer();
    requeue.requeue(one, PAUSE);
    requeue.requeue(one, PAUSE);
    requeue.requeue(pointer(), PAUSE);

    assertThat(queues.sent).hasSize(2);
  }

  @Test
  void whatHasComeBackMayBeRequeued() {
    Pointer one = pointer();
    requeue.requeue(one, PAUSE);
    pass(PAUSE.minusMillis(20));

    requeue.requeue(one, PAUSE);

    assertThat(queues.sent).hasSize(2);
  }

  @Test
  void remembersWhatComesBackAfterItHasTidied() {
    Pointer one = pointer();
    requeue.requeue(one, PAUSE);
    pass(Duration.ofHours(1));
    requeue.requeue(pointer(), PAUSE);
    requeue.requeue(one, PAUSE);

    requeue.requeue(one, Duration.ofSeconds(1));

    assertThat(queues.sent).hasSize(3);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Pointer pointer() {
    return new Pointer(
        new QueueKey(SampleAgencies.KITA, Direction.OUT, Lane.COUNTER),
        MessageKind.ANSWER,
        SampleAgencies.PENSION,
        new MessageId(UUID.randomUUID()));
  }
}
