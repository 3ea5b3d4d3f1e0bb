package renkei.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;

class PutBackTest {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final List<Pointer> sent = new ArrayList<>();
  private final PutBack putBack = new PutBack(new Noting(), nanos::get);

  @Test
  void ofTwoPointersToOneRowOnlyOneComesBack() {
    Pointer one = pointer();
    putBack.later(one, PAUSE);
    putBack.later(one, PAUSE);
    putBack.later(pointer(), PAUSE);

    assertThat(sent).hasSize(2);
  }

  @Test
  void whatHasComeBackMayBePutBackAgain() {
    Pointer one = pointer();
    putBack.later(one, PAUSE);
    pass(PAUSE.minusMillis(20));
    putBack.later(one, PAUSE);
    assertThat(sent).hasSize(2);

    pass(Duration.ofHours(1));
    putBack.later(pointer(), PAUSE);
    putBack.later(one, PAUSE);
    putBack.later(one, Duration.ofSeconds(1));
    assertThat(sent).hasSize(4);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Pointer pointer() {
    return new Pointer(
        new QueueKey(Sample.KITA, Direction.OUT, Lane.COUNTER),
        MessageKind.ANSWER,
        Sample.PENSION,
        new MessageId(UUID.randomUUID()));
  }

  private final class Noting implements PointerQueues {
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
}
