package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.Direction;
import renkei.broker.Gate;
import renkei.broker.InquiryState;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.engine.TestRows;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.testing.Await;

/** Whatever gets lost on the way, everything receipted is answered, and once. */
class LossTest extends WorldTest {

  private static final List<Lane> LANES = List.of(Lane.values());
  private static final QueueKey OUT = new QueueKey(KITA, Direction.OUT, COUNTER);

  @Nested
  class AfterACrashBetweenCommitAndPointer {

    private InquiryId inquiry;

    @BeforeEach
    void loseAllPointers() {
      world.rebuild(TestWorld.settings(), Pointers.keeping(world.queues));
      world.askedAbout(10, COUNTER);
      inquiry = world.inquires("a-1", 1, COUNTER);
      assertThat(world.waiting()).isEqualTo(11);
      world.stop();
      world.restart();
      world.broker.start();
      world.settled();
    }

    @Test
    void whatWasAskedIsAnswered() {
      world.assertAnsweredOnce(10);
    }

    @Test
    void whatWasInquiredIsSent() {
      assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);
      assertThat(world.network.delivered("inquiry")).isEqualTo(1);
    }
  }

  @Test
  void anOlderRowDoesNotTakeEveryTurnOfALostOne() {
    Pointers pointers = keepPointers();
    InboundMessage older = world.asked(ROUTINE, 1);
    InboundMessage lost = world.asked(ROUTINE, 2);
    pointers.hold(1);

    world.broker.lookAfter(Duration.ZERO);
    world.broker.lookAfter(Duration.ZERO);

    assertThat(pointers.sent).extracting(Pointer::message).containsExactly(older.id(), lost.id());
  }

  @Test
  void rowsOfAPeerThatHangsDoNotHideALostOneOfAnother() {
    Pointers pointers = keepPointers();
    List<Pointer> hanging = IntStream.range(0, 50).mapToObj(_ -> waits(PENSION)).toList();
    Pointer lost = waits(NATIONAL);
    pointers.hold(hanging.size());

    world.broker.lookAfter(Duration.ZERO);
    world.broker.lookAfter(Duration.ZERO);

    assertThat(pointers.sent).containsExactly(hanging.getFirst(), lost);
  }

  @Test
  void pointersThatGoRoundForAPeerThatHangsDoNotHideALostOneOfAnother() {
    Gate pension = world.hangs(PENSION);
    Pointers pointers = Pointers.passingOn(world.queues);
    world.rebuild(TestWorld.settings(), pointers);
    world.broker.start();
    world.askedAbout(40, COUNTER);
    Await.until("all are answered", () -> world.messages.answers.size() == 40);
    loseOneTo(NATIONAL, pointers);

    Await.until("it is delivered all the same", this::isDeliveredOnceLookedAfter);
    pension.open();
  }

  /** An answer whose first pointer is lost, and none of those after. */
  private void loseOneTo(AgencyCode peer, Pointers pointers) {
    pointers.loses = it -> it.peer().equals(peer) && it.queue().direction() == Direction.OUT;
    InquiryId inquiry = InquiryId.random(world.clock, world.random);
    world.takes(world.asks(world.permit(inquiry, COUNTER, peer, KITA_AGENCY), 1));
    Await.until("its pointer is lost", () -> pointers.losses.get() == 1);
    pointers.loses = _ -> false;
  }

  private boolean isDeliveredOnceLookedAfter() {
    world.broker.lookAfter(Duration.ZERO);
    return world.network.delivered("answer") == 1;
  }

  /** An answer in the outbox, due at once, as if its pointer had been sent. */
  private Pointer waits(AgencyCode peer) {
    MessageId id = MessageId.random(world.clock, world.random);
    Pointer pointer = new Pointer(OUT, MessageKind.ANSWER, peer, id);
    new TestRows(world.database).send(pointer, world.clock.instant());
    return pointer;
  }

  private Pointers keepPointers() {
    Pointers pointers = Pointers.keeping(world.queues);
    world.rebuild(TestWorld.settings(), pointers);
    return pointers;
  }

  @Nested
  class APointerThatComesFarTooEarly {

    private static final QueueKey IN = new QueueKey(KITA, Direction.IN, ROUTINE);

    @BeforeEach
    void comes() {
      world.queues.prepare(List.of(IN));
      world.asked(ROUTINE, 1);
      Await.until("the pointer is there", () -> world.queues.depth(IN) == 1);
      assertThat(world.postgres.execute("UPDATE message SET due_at = due_at + interval '1 hour'"))
          .isEqualTo(1);
      world.broker.start();
      Await.until("the pointer is gone", () -> world.queues.depth(IN) == 0);
    }

    @Test
    void isDroppedAndItsMessageWaits() {
      assertThat(world.waiting()).isEqualTo(1);
    }

    @Test
    void isReplacedWhenItIsTime() {
      world.clock.advance(Duration.ofHours(1));
      world.broker.lookAfter(Duration.ZERO);

      world.settled();
      assertThat(world.outcomes("PROVIDER")).containsExactly("EXPIRED");
    }
  }

  @Test
  void goesOnRefillingAfterAnError() {
    Pointers pointers = keepPointers();
    world.broker.start();
    pointers.broken = true;
    world.asked(ROUTINE, 1);
    Await.until("the refill broke", () -> pointers.breaks.get() > 0);
    pointers.sent.clear();
    pointers.broken = false;

    Await.until("the refill goes on", () -> !pointers.sent.isEmpty());
  }

  @Test
  void goesOnMarkingDeliveriesAfterAnError() {
    AtomicInteger breaks = new AtomicInteger();
    breakMeter(id -> countsWhatGoesOut(id) && breaks.getAndIncrement() == 0);
    world.broker.start();
    world.asked(ROUTINE, 1);
    Await.until("marking broke", () -> breaks.get() > 0);

    world.asked(ROUTINE, 2);

    world.settled();
    world.assertAnsweredOnce(2);
  }

  private static boolean countsWhatGoesOut(Meter.Id id) {
    return id.getName().equals("renkei.messages") && "out".equals(id.getTag("direction"));
  }

  @Test
  void sendsAnswersAtOnceThoughTheirOutcomesCannotBeCounted() {
    breakMeter(id -> id.getName().equals("renkei.outcomes"));
    world.broker.start();
    world.askedAbout(20, ROUTINE);

    Await.until("all are decided", () -> world.provisions() == 20);
    // False while a seat is taken by an answer that nobody sends.
    assertThat(world.broker.drainAndStop(Duration.ofSeconds(20))).isTrue();
  }

  private void breakMeter(Predicate<Meter.Id> which) {
    MeterFilter breaks =
        new MeterFilter() {
          @Override
          public Meter.Id map(Meter.Id id) {
            if (which.test(id)) {
              throw new LinkageError("no such class");
            }
            return id;
          }
        };
    world.meters.config().meterFilter(breaks);
  }

  @Test
  void sendsAnswersThroughTheQueueThatWereUnderWayInACrash() {
    CountDownLatch never = new CountDownLatch(1);
    world.network.answer = _ -> hang(never);
    world.broker.start();
    world.askedAbout(40, ROUTINE);
    Await.until("all are decided", () -> world.provisions() == 40);
    assertThat(world.broker.drainAndStop(Duration.ofMillis(100))).isFalse();
    world.queues.close();

    world.network.answer = new FakeNetwork().answer;
    world.restart();
    world.broker.start();
    world.clock.advance(TestRows.LEASE);
    world.settled();
    world.assertAnsweredOnce(40);
    never.countDown();
  }

  private static NationalNetwork.Delivery hang(CountDownLatch latch) {
    boolean _ = BoundedWait.reached(() -> latch.await(60, TimeUnit.SECONDS));
    return new NationalNetwork.TryAgain("gone");
  }

  /** Two gateways over the same rows, with everything going wrong now and then. */
  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void answersOnceWhateverGoesWrong(int inline) {
    world.beforeRecord = this::stumble;
    world.network.answer = this::send;
    Pointers losing = Pointers.passingOn(world.queues);
    losing.loses = _ -> chance(0.2);
    world.rebuild(TestWorld.settings(inline), losing);
    OutboxBroker second = world.broker(TestWorld.settings(inline), losing);
    world.broker.start();
    second.start();

    askRepeatedly(150, second);

    Await.until("everything is done", this::isDoneOnceLookedAfter);
    boolean _ = second.drainAndStop(Duration.ofSeconds(20));
    world.assertAnsweredOnce(150);
  }

  private void stumble() {
    if (chance(0.1)) {
      throw new IllegalStateException("the ledger stumbles");
    }
  }

  private NationalNetwork.Delivery send(String text) {
    if (chance(0.15)) {
      return new NationalNetwork.TryAgain("no line");
    }
    if (chance(0.05)) {
      // The receiver has it, and its receipt is lost on the way.
      world.network.messages.add(text);
      return new NationalNetwork.TryAgain("no receipt");
    }
    return new NationalNetwork.Delivered(new byte[] {1});
  }

  /** Each message comes up to three times to either gateway, and pointers to earlier ones again. */
  private void askRepeatedly(int persons, OutboxBroker second) {
    List<InboundMessage> all = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      InboundMessage message = world.asks(world.permit(LANES.get(i % 3)), i);
      all.add(message);
      for (int times = world.random.nextInt(3); times >= 0; times--) {
        (times == 1 ? second : world.broker).accept(message);
      }
      world.queues.send(pointer(all.get(world.random.nextInt(all.size()))), Duration.ZERO);
    }
  }

  private static Pointer pointer(InboundMessage message) {
    QueueKey queue = new QueueKey(KITA, Direction.IN, message.work().lane());
    return new Pointer(queue, message.kind(), message.sender(), message.id());
  }

  private boolean isDoneOnceLookedAfter() {
    world.broker.lookAfter(Duration.ofSeconds(1));
    return world.waiting() == 0;
  }

  private boolean chance(double probability) {
    return world.random.nextDouble() < probability;
  }

  /** Each provision is recorded and has its answer, delivered or waiting. */
  @Test
  void leavesNothingHalfDoneWhenItStops() {
    world.broker.start();
    world.askedAbout(50, ROUTINE);
    assertThat(world.broker.drainAndStop(Duration.ofSeconds(30))).isTrue();

    assertThat(world.records()).isEqualTo(world.provisions());
    assertThat(world.outgoing()).isEqualTo(world.provisions());
    assertThat(world.messages("direction = 'OUT' AND state = 'DONE'"))
        .isEqualTo(world.network.messages.size());
  }
}
