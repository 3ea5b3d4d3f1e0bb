package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.MINAMI;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renkei.broker.Acceptance;
import renkei.broker.AnswerToSend;
import renkei.broker.Await;
import renkei.broker.BrokerSettings;
import renkei.broker.Decision;
import renkei.broker.Direction;
import renkei.broker.InboundMessage;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.LocalId;
import renkei.broker.MessageKind;
import renkei.broker.NationalNetwork;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.Sample;
import renkei.broker.Submission;
import renkei.broker.TestPostgres;
import renkei.broker.Throttle;
import renkei.broker.engine.TestRows;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InquiryId;
import renkei.codebook.JapanTime;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

class LanesTest {

  private static final int BULK = 10_000;
  private static final AddresseeNumber AT_THE_COUNTER = FakeVaults.addressee(7777);

  @TempDir Path journal;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void theCounterPassesTenThousandBulkItemsWhoseWorkersAllStandStill() {
    CountDownLatch stalled = new CountDownLatch(BrokerSettings.defaults().workers().bulk());
    CountDownLatch go = new CountDownLatch(1);
    world.answers =
        (_, question) -> {
          if (!question.subject().equals(Optional.of(AT_THE_COUNTER))) {
            stalled.countDown();
            await(go);
          }
          return TestWorld.CONTENT;
        };
    fill(BULK);
    world.broker.start();
    await(stalled);
    assertThat(world.waiting()).isEqualTo(BULK);

    for (int i = 1; i <= 20; i++) {
      world.broker.accept(world.asks(world.permit(Lane.COUNTER), 7777));
    }
    Await.until("the counter's are delivered", () -> world.network.delivered("answer") == 20);
    InquiryId inquiry = world.inquires("counter", 1, Lane.COUNTER);
    Await.until("it is sent", () -> world.network.delivered("inquiry") == 1);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);

    // All that time no bulk item has got anywhere.
    assertThat(
            world.count("SELECT count(*) FROM message WHERE lane = 'BULK' AND state = 'WAITING'"))
        .isEqualTo(BULK);
    assertThat(world.messages.answers.values())
        .allMatch(answer -> answer.permit().lane() == Lane.COUNTER);
    go.countDown();
    Await.until("bulk goes on", () -> world.network.delivered("answer") > 20);
  }

  @Test
  void theCountersAnswersAreAcceptedWhileTheRoutineShareStandsStill() throws Exception {
    InquiryId counter = world.inquires("counter", 1, Lane.COUNTER);
    InquiryId routine = world.inquires("routine", 2, Lane.ROUTINE);
    int share = BrokerSettings.defaults().workers().transactions();
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      takeTransactions(Lane.ROUTINE, share, threads, go);

      assertThat(world.broker.accept(refuses(counter))).isInstanceOf(Acceptance.Accepted.class);
      OutboxBroker another = world.broker(TestWorld.settings(1000), world.queues);
      assertThat(another.accept(refuses(counter))).isInstanceOf(Acceptance.Accepted.class);
      InboundMessage decision = refuses(routine);
      FutureTask<Acceptance> waits = new FutureTask<>(() -> world.broker.accept(decision));
      Thread thread = Thread.ofPlatform().start(waits);
      Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
      assertThat(kept(decision)).isZero();
      go.countDown();
      assertThat(waits.get()).isInstanceOf(Acceptance.Accepted.class);
      assertThat(kept(decision)).isEqualTo(1);
    }
  }

  @Test
  void bulkHasHalfOfTheTransactionsOfALane() {
    int share = BrokerSettings.defaults().workers().transactions() / 2;
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      takeTransactions(Lane.BULK, share, threads, go);

      InboundMessage another = world.asks(world.permit(Lane.BULK), share);
      assertThat(world.broker.accept(another)).isInstanceOf(Acceptance.Busy.class);
      go.countDown();
    }
  }

  /** Returns when so many transactions of the lane are open; they stand still until {@code go}. */
  private void takeTransactions(Lane lane, int share, ExecutorService threads, CountDownLatch go) {
    CountDownLatch taken = new CountDownLatch(share);
    for (int i = 0; i < share; i++) {
      InboundMessage standing = world.asks(world.permit(lane), i);
      Future<?> _ =
          threads.submit(
              () ->
                  world.broker.accept(
                      standing,
                      _ -> {
                        taken.countDown();
                        await(go);
                      }));
    }
    await(taken);
  }

  private long kept(InboundMessage message) {
    return world.count("SELECT count(*) FROM message WHERE message_id = ?", message.id().value());
  }

  private InboundMessage refuses(InquiryId inquiry) {
    return world.decides(inquiry, new Decision.Refused(new Reason("NO_PERMISSION")));
  }

  @Test
  void aPeerThatHangsDoesNotStopTheLaneForOthers() {
    CountDownLatch go = new CountDownLatch(1);
    world.network.answer =
        text -> {
          AnswerToSend answer = world.messages.answers.get(text);
          if (answer != null && answer.receiver().equals(Sample.PENSION)) {
            await(go);
          }
          return new NationalNetwork.Delivered(new byte[] {1});
        };
    world.broker.start();
    for (int i = 0; i < 40; i++) {
      world.broker.accept(world.asks(world.permit(Lane.COUNTER), i));
    }
    Await.until("all are answered", () -> world.messages.answers.size() >= 40);
    InquiryId other = InquiryId.random(world.clock, world.random);
    world.broker.accept(
        world.asks(world.permit(other, Lane.COUNTER, Sample.NATIONAL, Sample.KITA_AGENCY), 1));

    Await.until("the other's is delivered", () -> world.network.delivered("answer") == 1);
    go.countDown();
    world.settled();
    assertThat(world.network.delivered("answer")).isEqualTo(41);
  }

  @Test
  void bulkWaitsForLeaveAndOthersDoNot() {
    AtomicInteger leave = new AtomicInteger();
    world.throttle =
        wanted -> {
          int granted = Math.min(wanted, leave.getAndSet(0));
          return new Throttle.Allowance(granted, Duration.ofMillis(5));
        };
    world.broker.start();
    for (int i = 0; i < 10; i++) {
      world.broker.accept(world.asks(world.permit(Lane.BULK), i));
    }
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    Await.until("the routine one is answered", () -> world.network.delivered("answer") == 1);
    assertThat(world.count("SELECT count(*) FROM provision WHERE lane = 'BULK'")).isZero();

    leave.set(3);
    Await.until("three more are answered", () -> world.network.delivered("answer") == 4);
    leave.set(7);
    world.settled();
    assertThat(world.network.delivered("answer")).isEqualTo(11);
  }

  @Test
  void whatHasBegunDoesNotWaitBehindBulkThatMayNotBegin() {
    world.throttle = _ -> new Throttle.Allowance(0, Duration.ofMillis(5));
    InquiryId bulk = world.inquires("bulk", 1, Lane.BULK);
    world.broker.start();
    for (int i = 0; i < 200; i++) {
      world.broker.accept(world.asks(world.permit(Lane.BULK), i));
    }
    QueueKey queue = new QueueKey(KITA, Direction.IN, Lane.BULK);
    Await.until("they are queued", () -> world.queues.depth(queue) == 200);

    world.broker.accept(refuses(bulk));

    Await.until("it is told", () -> world.status(bulk).state() == InquiryState.FINISHED);
    assertThat(world.count("SELECT count(*) FROM provision")).isZero();
  }

  @Test
  void bulkWaitsForItsHours() {
    LocalTime now = world.clock.instant().atZone(JapanTime.ZONE).toLocalTime();
    world.broker = world.broker(withBulkHours(now.plusHours(1), now.plusHours(2)), world.queues);
    world.broker.start();
    InquiryId bulk =
        ((Submission.Accepted)
                world.broker.inquire(
                    KITA,
                    new InquiryRequest(
                        new LocalId("bulk"),
                        FakeVaults.addressee(1),
                        Optional.of(Sample.AFFAIR),
                        Sample.PROCEDURE,
                        Sample.TAX,
                        Sample.NATIONAL,
                        Lane.BULK,
                        Optional.of(Duration.ofHours(6)))))
            .id();
    world.inquires("routine", 1, Lane.ROUTINE);
    Await.until("the routine one is sent", () -> world.network.delivered("inquiry") == 1);
    assertThat(world.status(bulk).state()).isEqualTo(InquiryState.WAITING_FOR_WINDOW);

    world.clock.advance(Duration.ofHours(1).plusMinutes(1));
    world.queues.send(
        new Pointer(
            new QueueKey(KITA, Direction.OUT, Lane.BULK),
            MessageKind.INQUIRY,
            Sample.CORE,
            world.messages.inquiries.values().stream()
                .filter(sent -> sent.inquiry().equals(bulk))
                .findFirst()
                .orElseThrow()
                .message()),
        Duration.ZERO);
    Await.until("it is sent", () -> world.status(bulk).state() == InquiryState.WAITING_FOR_PERMIT);
  }

  private static BrokerSettings withBulkHours(LocalTime from, LocalTime to) {
    BrokerSettings usual = BrokerSettings.defaults();
    return new BrokerSettings(
        usual.inquiryDeadline(),
        from,
        to,
        usual.bounds(),
        usual.workers(),
        0,
        usual.coreRoute(),
        usual.retention());
  }

  @Test
  void bulkDoesNotExpireBehindItsClosedWindow() {
    LocalTime now = world.clock.instant().atZone(JapanTime.ZONE).toLocalTime();
    world.broker = world.broker(withBulkHours(now.plusHours(1), now.plusHours(2)), world.queues);
    InquiryId bulk = world.inquires("bulk", 1, Lane.BULK);
    InquiryId routine = world.inquires("routine", 1, Lane.ROUTINE);

    world.clock.advance(Duration.ofMinutes(59));
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.status(routine).outcome()).contains(Outcome.EXPIRED);
    assertThat(world.status(bulk).outcome()).isEmpty();

    world.clock.advance(Duration.ofMinutes(12));
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.status(bulk).outcome()).contains(Outcome.EXPIRED);
  }

  @Test
  void bulkOfTheLastMinutesDoesNotExpireBehindTheClosedWindow() {
    LocalTime now = world.clock.instant().atZone(JapanTime.ZONE).toLocalTime();
    world.broker = world.broker(withBulkHours(now.minusHours(1), now.plusMinutes(2)), world.queues);
    InquiryId bulk = world.inquires("bulk", 1, Lane.BULK);

    world.clock.advance(Duration.ofHours(23).plusMinutes(7));
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.status(bulk).outcome()).isEmpty();

    world.clock.advance(Duration.ofMinutes(2));
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.status(bulk).outcome()).contains(Outcome.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsBeyondTheBoundOfItsLaneAndNothingElse(Lane full) {
    world.broker = world.broker(TestWorld.settings(atMost(5, full), 0), world.queues);
    for (int i = 0; i < 5; i++) {
      assertThat(world.broker.accept(world.asks(world.permit(full), i)))
          .isInstanceOf(Acceptance.Accepted.class);
    }
    InboundMessage tooMany = world.asks(world.permit(full), 5);

    assertThat(world.broker.accept(tooMany)).isInstanceOf(Acceptance.Busy.class);
    world.broker.lookAfter(Duration.ofHours(1));
    assertThat(world.broker.accept(tooMany)).isInstanceOf(Acceptance.Busy.class);
    assertThat(world.waiting()).isEqualTo(5);
    for (Lane other : EnumSet.complementOf(EnumSet.of(full))) {
      assertThat(world.broker.accept(world.asks(world.permit(other), 5)))
          .isInstanceOf(Acceptance.Accepted.class);
    }
    for (int i = 0; i < 5; i++) {
      world.inquires("mass-" + i, i, full);
    }
    assertThat(world.broker.inquire(KITA, world.request("mass-5", 5, full)))
        .isInstanceOf(Submission.Busy.class);
    assertThat(world.broker.inquire(MINAMI, world.request("mass-5", 5, full)))
        .isInstanceOf(Submission.Accepted.class);

    world.broker.start();
    world.settled();
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.broker.accept(tooMany)).isInstanceOf(Acceptance.Accepted.class);
  }

  private static BrokerSettings.Bounds atMost(int bound, Lane lane) {
    return new BrokerSettings.Bounds(
        lane == Lane.COUNTER ? bound : 1000,
        lane == Lane.ROUTINE ? bound : 1000,
        lane == Lane.BULK ? bound : 1000,
        1000);
  }

  @Test
  void aMassInquiryDoesNotPassForTheCounters() {
    BrokerSettings settings = TestWorld.settings(new BrokerSettings.Bounds(1000, 1000, 1000, 1), 0);
    world.broker = world.broker(settings, world.queues);

    List<Submission> submissions =
        IntStream.range(0, 100)
            .mapToObj(i -> world.broker.inquire(KITA, world.request("a-" + i, i, Lane.COUNTER)))
            .toList();

    assertThat(submissions.subList(0, 10)).hasOnlyElementsOfType(Submission.Accepted.class);
    assertThat(submissions).hasAtLeastOneElementOfType(Submission.TooFast.class);
    assertThat(world.count("SELECT count(*) FROM inquiry"))
        .isEqualTo(submissions.stream().filter(Submission.Accepted.class::isInstance).count());
    assertThat(world.broker.inquire(KITA, world.request("b-1", 1, Lane.ROUTINE)))
        .isInstanceOf(Submission.Accepted.class);
    assertThat(world.broker.inquire(MINAMI, world.request("b-1", 1, Lane.COUNTER)))
        .isInstanceOf(Submission.Accepted.class);
  }

  /** Rows of accepted bulk messages, as the door would have left them. */
  private void fill(int count) {
    List<InboundMessage> messages =
        IntStream.range(0, count)
            .mapToObj(i -> world.asks(world.permit(Lane.BULK), i % 7000))
            .toList();
    new TestRows(world.database).keep(KITA, messages, world.clock.instant());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
