package renkei.broker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;

class PeerBulkheadTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final PeerBulkhead peers = new PeerBulkhead(nanos::get);

  @Test
  void aPeerThatDoesNotAnswerGetsNoMoreThanItsPlaces() {
    PeerBulkhead.Entry first = peers.enter(to(PENSION), 2);
    assertThat(first).isInstanceOf(PeerBulkhead.Entered.class);
    assertThat(peers.enter(to(PENSION), 2)).isInstanceOf(PeerBulkhead.Entered.class);
    assertThat(peers.enter(to(PENSION), 2)).isInstanceOf(PeerBulkhead.Later.class);
    assertThat(peers.enter(to(NATIONAL), 2)).isInstanceOf(PeerBulkhead.Entered.class);

    peers.leave((PeerBulkhead.Entered) first);
    assertThat(peers.enter(to(PENSION), 2)).isInstanceOf(PeerBulkhead.Entered.class);
  }

  @Test
  void aPeerThatHangsIsLeftAloneForAWhileAndOthersAreNot() {
    peers.failed(to(PENSION), PeerBulkhead.HUNG.minusMillis(1));
    assertThat(peers.rest(to(PENSION))).isZero();

    peers.failed(to(PENSION), PeerBulkhead.HUNG);
    assertThat(peers.enter(to(PENSION), 2)).isEqualTo(new PeerBulkhead.Later(PeerBulkhead.REST));
    assertThat(peers.enter(to(NATIONAL), 2)).isInstanceOf(PeerBulkhead.Entered.class);

    pass(PeerBulkhead.REST);
    assertThat(peers.enter(to(PENSION), 2)).isInstanceOf(PeerBulkhead.Entered.class);
  }

  @Test
  void aPeerThatHangsUnderBulkIsNotLeftAloneByTheCounter() {
    peers.failed(to(PENSION, Lane.BULK), PeerBulkhead.HUNG);

    assertThat(peers.enter(to(PENSION, Lane.BULK), 2))
        .isEqualTo(new PeerBulkhead.Later(PeerBulkhead.REST));
    assertThat(peers.enter(to(PENSION, Lane.COUNTER), 2)).isInstanceOf(PeerBulkhead.Entered.class);
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
