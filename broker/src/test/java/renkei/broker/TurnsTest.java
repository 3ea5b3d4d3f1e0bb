package renkei.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.NATIONAL;
import static renkei.broker.Sample.PENSION;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;

class TurnsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final Turns turns = new Turns(nanos::get);

  @Test
  void aPeerThatDoesNotAnswerGetsNoMoreThanItsPlaces() {
    Turns.Turn first = turns.begin(to(PENSION), 2);
    assertThat(first).isInstanceOf(Turns.Begun.class);
    assertThat(turns.begin(to(PENSION), 2)).isInstanceOf(Turns.Begun.class);
    assertThat(turns.begin(to(PENSION), 2)).isInstanceOf(Turns.Later.class);
    assertThat(turns.begin(to(NATIONAL), 2)).isInstanceOf(Turns.Begun.class);

    turns.end((Turns.Begun) first);
    assertThat(turns.begin(to(PENSION), 2)).isInstanceOf(Turns.Begun.class);
  }

  @Test
  void aPeerThatHangsIsLeftAloneForAWhileAndOthersAreNot() {
    turns.failed(to(PENSION), Turns.HUNG.minusMillis(1));
    assertThat(turns.rest(to(PENSION))).isZero();

    turns.failed(to(PENSION), Turns.HUNG);
    assertThat(turns.begin(to(PENSION), 2)).isEqualTo(new Turns.Later(Turns.REST));
    assertThat(turns.begin(to(NATIONAL), 2)).isInstanceOf(Turns.Begun.class);

    pass(Turns.REST);
    assertThat(turns.begin(to(PENSION), 2)).isInstanceOf(Turns.Begun.class);
  }

  @Test
  void aPeerThatHangsUnderBulkIsNotLeftAloneByTheCounter() {
    turns.failed(to(PENSION, Lane.BULK), Turns.HUNG);

    assertThat(turns.begin(to(PENSION, Lane.BULK), 2)).isEqualTo(new Turns.Later(Turns.REST));
    assertThat(turns.begin(to(PENSION, Lane.COUNTER), 2)).isInstanceOf(Turns.Begun.class);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Pointer to(AgencyCode peer) {
    return to(peer, Lane.COUNTER);
  }

  private static Pointer to(AgencyCode peer, Lane lane) {
    return new Pointer(
        new QueueKey(KITA, Direction.OUT, lane),
        MessageKind.ANSWER,
        peer,
        new MessageId(UUID.randomUUID()));
  }
}
