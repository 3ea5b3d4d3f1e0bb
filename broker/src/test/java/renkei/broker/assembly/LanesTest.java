package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.Lane.BULK;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.CORE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.codebook.testing.SampleAgencies.addressee;

import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import renkei.broker.Acceptance;
import renkei.broker.BrokerSettings;
import renkei.broker.Direction;
import renkei.broker.Gate;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.LocalId;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.Submission;
import renkei.broker.Throttle;
import renkei.broker.engine.TestRows;
import renkei.broker.message.Decision;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;
import renkei.codebook.InquiryId;
import renkei.codebook.JapanTime;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.testing.Await;

class LanesTest extends WorldTest {

  private static final int MANY = 10_000;
  private static final int PERSON_AT_THE_COUNTER = 7777;
  private static final AddresseeNumber AT_THE_COUNTER = addressee(PERSON_AT_THE_COUNTER);
  private static final BrokerSettings.Workers WORKERS = BrokerSettings.defaults().workers();

  @Test
  void theCounterPassesTenThousandBulkItemsWhoseWorkersAllStandStill() {
    Gate bulk = bulkStandsStill();

    for (int i = 1; i <= 20; i++) {
      world.asked(COUNTER, PERSON_AT_THE_COUNTER);
    }
    world.answered(20);
    InquiryId inquiry = world.inquires("counter", 1, COUNTER);
    Await.until("it is sent", () -> world.network.delivered("inquiry") == 1);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);

    assertNoBulkHasGotAnywhere();
    bulk.open();
    Await.until("bulk goes on", () -> world.network.delivered("answer") > 20);
  }

  /** Many messages wait, and each worker of the lane has one in hand. */
  private Gate bulkStandsStill() {
    Gate gate = new Gate(WORKERS.bulk());
    world.answers =
        (_, question) -> {
          if (!question.subject().equals(Optional.of(AT_THE_COUNTER))) {
            gate.pass();
          }
          return TestWorld.CONTENT;
        };
    fill(MANY);
    world.broker.start();
    gate.reached();
    assertThat(world.waiting()).isEqualTo(MANY);
    return gate;
  }

  /** Rows of accepted bulk messages, as the door would have left them. */
  private void fill(int count) {
    List<InboundMessage> messages =
        IntStream.range(0, count).mapToObj(i -> world.asks(world.permit(BULK), i % 7000)).toList();
    new TestRows(world.database).keep(KITA, messages, world.clock.instant());
  }

  private void assertNoBulkHasGotAnywhere() {
    assertThat(world.messages("lane = 'BULK' AND state = 'WAITING'")).isEqualTo(MANY);
    assertThat(world.messages.answers.values())
        .allMatch(answer -> answer.exchanges().getFirst().permit().lane() == COUNTER);
  }

  @Nested
  class WhileTheTransactionsOfALaneAreTaken {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Gate taken = new Gate(0);

    @AfterEach
    void letGo() {
      taken.open();
      threads.close();
    }

    @Test
    void theCountersAnswersAreAccepted() {
      InquiryId counter = world.inquires("counter", 1, COUNTER);
      take(ROUTINE, WORKERS.transactions());

      world.takes(refuses(counter));
    }

    @Test
    void anotherGatewayAcceptsToo() {
      InquiryId counter = world.inquires("counter", 1, COUNTER);
      take(ROUTINE, WORKERS.transactions());
      OutboxBroker another = world.broker(TestWorld.settings(), world.queues);

      assertThat(another.accept(refuses(counter))).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void othersOfTheLaneWait() throws Exception {
      InboundMessage decision = refuses(world.inquires("routine", 2, ROUTINE));
      take(ROUTINE, WORKERS.transactions());
      FutureTask<Acceptance> waits = new FutureTask<>(() -> world.broker.accept(decision));
      Thread thread = Thread.ofPlatform().start(waits);
      Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
      assertThat(kept(decision)).isZero();

      taken.open();

      assertThat(waits.get()).isInstanceOf(Acceptance.Accepted.class);
      assertThat(kept(decision)).isEqualTo(1);
    }

    @Test
    void bulkHasHalfOfThem() {
      int share = WORKERS.transactions() / 2;
      take(BULK, share);

      InboundMessage another = world.asks(world.permit(BULK), share);
      assertThatThrownBy(() -> world.broker.accept(another))
          .as("next to nothing waits: what is short is the database")
          .isInstanceOf(DatabaseUnavailableException.class)
          .hasMessage("all transactions of lane BULK wait for the database");
    }

    /** Returns when so many transactions of the lane are open; they stand still. */
    private void take(Lane lane, int share) {
      taken = new Gate(share);
      for (int i = 0; i < share; i++) {
        InboundMessage standing = world.asks(world.permit(lane), i);
        Future<?> _ =
            threads.submit(() -> world.broker.accept(TestWorld.applying(standing, _ -> passed())));
      }
      taken.reached();
    }

    private Optional<Reason> passed() {
      taken.pass();
      return Optional.empty();
    }

    private long kept(InboundMessage message) {
      return world.messages("message_id = ?", message.id().value());
    }
  }

  private InboundMessage refuses(InquiryId inquiry) {
    return world.decides(inquiry, new Decision.Refused(new Reason("NO_PERMISSION")));
  }

  @Test
  void aPeerThatHangsDoesNotStopTheLaneForOthers() {
    Gate pension = world.hangs(PENSION);
    world.broker.start();
    world.askedAbout(40, COUNTER);
    Await.until("all are answered", () -> world.messages.answers.size() >= 40);
    InquiryId other = InquiryId.random(world.clock, world.random);

    world.takes(world.asks(world.permit(other, COUNTER, NATIONAL, KITA_AGENCY), 1));

    world.answered(1);
    pension.open();
    world.settled();
    assertThat(world.network.delivered("answer")).isEqualTo(41);
  }

  @Nested
  class BulkWithoutLeave {

    private final AtomicInteger leave = new AtomicInteger();

    @BeforeEach
    void waits() {
      world.throttle =
          wanted ->
              new Throttle.Allowance(Math.min(wanted, leave.getAndSet(0)), Duration.ofMillis(5));
      world.broker.start();
      world.askedAbout(10, BULK);
      world.asked(ROUTINE, 1);
      world.answered(1);
    }

    @Test
    void waitsAndOthersDoNot() {
      assertThat(world.count("SELECT count(*) FROM provision WHERE lane = 'BULK'")).isZero();
      assertThat(world.outcomes("PROVIDER")).hasSize(1);
    }

    @Test
    void beginsAsFarAsItIsGivenLeave() {
      leave.set(3);
      world.answered(4);
      leave.set(7);
      world.settled();
      assertThat(world.network.delivered("answer")).isEqualTo(11);
    }
  }

  @Test
  void whatHasBegunDoesNotWaitBehindBulkThatMayNotBegin() {
    world.throttle = _ -> new Throttle.Allowance(0, Duration.ofMillis(5));
    InquiryId bulk = world.inquires("bulk", 1, BULK);
    world.broker.start();
    world.askedAbout(200, BULK);
    QueueKey queue = new QueueKey(KITA, Direction.IN, BULK);
    Await.until("they are queued", () -> world.queues.depth(queue) >= 200);

    world.takes(refuses(bulk));

    Await.until("it is told", () -> world.status(bulk).state() == InquiryState.FINISHED);
    assertThat(world.provisions()).isZero();
  }

  @Nested
  class BulkOutsideItsHours {

    @BeforeEach
    void openInAnHour() {
      LocalTime now = timeInJapan();
      openBulkHours(now.plusHours(1), now.plusHours(2));
    }

    @Test
    void waitsForThemAndRoutineDoesNot() {
      world.broker.start();
      InquiryId bulk = inquires(Duration.ofHours(6));
      world.inquires("routine", 1, ROUTINE);

      Await.until("the routine one is sent", () -> world.network.delivered("inquiry") == 1);
      assertThat(world.status(bulk).state()).isEqualTo(InquiryState.WAITING_FOR_WINDOW);
    }

    @Test
    void isSentWhenTheyBegin() {
      world.broker.start();
      InquiryId bulk = inquires(Duration.ofHours(6));
      assertThat(world.status(bulk).state()).isEqualTo(InquiryState.WAITING_FOR_WINDOW);
      world.clock.advance(Duration.ofHours(1).plusMinutes(1));
      sendPointerTo(messageOf(bulk));

      Await.until(
          "it is sent", () -> world.status(bulk).state() == InquiryState.WAITING_FOR_PERMIT);
    }

    @Test
    void doesNotExpireBeforeTheyBegin() {
      InquiryId bulk = world.inquires("bulk", 1, BULK);
      InquiryId routine = world.inquires("routine", 1, ROUTINE);

      lookAfterIn(Duration.ofMinutes(59));

      assertThat(world.status(routine).outcome()).contains(Outcome.EXPIRED);
      assertThat(world.status(bulk).outcome()).isEmpty();
    }

    @Test
    void expiresWhenItsTimeWithinThemIsOver() {
      InquiryId bulk = world.inquires("bulk", 1, BULK);

      lookAfterIn(Duration.ofMinutes(59));
      assertThat(world.status(bulk).outcome()).isEmpty();
      lookAfterIn(Duration.ofMinutes(12));

      assertThat(world.status(bulk).outcome()).contains(Outcome.EXPIRED);
    }

    private InquiryId inquires(Duration deadline) {
      InquiryRequest request =
          new InquiryRequest(
              new LocalId("bulk"),
              Optional.of(AFFAIR),
              PROCEDURE,
              BULK,
              Optional.of(deadline),
              Exchange.AskedBy.NOBODY_NAMED,
              List.of(new InquiryRequest.Asked(addressee(1), TAX, NATIONAL)));
      return ((Submission.Accepted) world.broker.inquire(KITA, request)).id();
    }

    private MessageId messageOf(InquiryId inquiry) {
      return world.messages.inquiries.values().stream()
          .filter(sent -> sent.inquiry().equals(inquiry))
          .findFirst()
          .orElseThrow()
          .message();
    }

    private void sendPointerTo(MessageId message) {
      QueueKey queue = new QueueKey(KITA, Direction.OUT, BULK);
      world.queues.send(new Pointer(queue, MessageKind.INQUIRY, CORE, message), Duration.ZERO);
    }
  }

  @Test
  void bulkOfTheLastMinutesDoesNotExpireBehindTheClosedWindow() {
    LocalTime now = timeInJapan();
    openBulkHours(now.minusHours(1), now.plusMinutes(2));
    InquiryId bulk = world.inquires("bulk", 1, BULK);

    lookAfterIn(Duration.ofHours(23).plusMinutes(7));
    assertThat(world.status(bulk).outcome()).isEmpty();

    lookAfterIn(Duration.ofMinutes(2));
    assertThat(world.status(bulk).outcome()).contains(Outcome.EXPIRED);
  }

  private LocalTime timeInJapan() {
    return world.clock.instant().atZone(JapanTime.ZONE).toLocalTime();
  }

  private void lookAfterIn(Duration time) {
    world.clock.advance(time);
    world.broker.lookAfter(Duration.ZERO);
  }

  private void openBulkHours(LocalTime from, LocalTime to) {
    BrokerSettings usual = BrokerSettings.defaults();
    BrokerSettings settings =
        new BrokerSettings(
            usual.inquiryDeadline(),
            from,
            to,
            usual.bounds(),
            usual.workers(),
            0,
            usual.coreRoute(),
            usual.retention());
    world.rebuild(settings, world.queues);
  }

  @Nested
  @ParameterizedClass
  @EnumSource
  class ALaneAtItsBound {

    private final Lane full;
    private InboundMessage tooMany;

    ALaneAtItsBound(Lane full) {
      this.full = full;
    }

    @BeforeEach
    void holdsFiveMessages() {
      world.rebuild(TestWorld.settings(atMost(5, full), 0), world.queues);
      world.askedAbout(5, full);
      tooMany = world.asks(world.permit(full), 5);
    }

    @Test
    void takesNoMore() {
      assertThat(world.broker.accept(tooMany)).isInstanceOf(Acceptance.Busy.class);
      world.broker.lookAfter(Duration.ofHours(1));
      assertThat(world.broker.accept(tooMany)).isInstanceOf(Acceptance.Busy.class);
      assertThat(world.waiting()).isEqualTo(5);
    }

    @Test
    void doesNotStopTheOthers() {
      for (Lane other : EnumSet.complementOf(EnumSet.of(full))) {
        world.asked(other, 5);
      }
    }

    @Test
    void takesAsManyInquiriesAndNoMoreOfATenant() {
      for (int i = 0; i < 5; i++) {
        world.inquires("mass-" + i, i, full);
      }

      assertThat(world.broker.inquire(KITA, world.request("mass-5", 5, full)))
          .isInstanceOf(Submission.Busy.class);
      assertThat(world.broker.inquire(MINAMI, world.request("mass-5", 5, full)))
          .isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void takesMoreOnceItIsEmpty() {
      assertThat(world.broker.accept(tooMany)).isInstanceOf(Acceptance.Busy.class);
      world.broker.start();
      world.settled();
      world.broker.lookAfter(Duration.ZERO);

      world.takes(tooMany);
    }

    private static BrokerSettings.Bounds atMost(int bound, Lane lane) {
      return new BrokerSettings.Bounds(
          lane == COUNTER ? bound : 1000,
          lane == ROUTINE ? bound : 1000,
          lane == BULK ? bound : 1000,
          1000);
    }
  }

  @Nested
  class AMassInquiry {

    private List<Submission> submissions;

    @BeforeEach
    void poursIntoTheCountersLane() {
      BrokerSettings.Bounds slow = new BrokerSettings.Bounds(1000, 1000, 1000, 1);
      world.rebuild(TestWorld.settings(slow, 0), world.queues);
      submissions =
          IntStream.range(0, 100)
              .mapToObj(i -> world.broker.inquire(KITA, world.request("a-" + i, i, COUNTER)))
              .toList();
    }

    @Test
    void doesNotPassForTheCounters() {
      assertThat(submissions.subList(0, 10)).hasOnlyElementsOfType(Submission.Accepted.class);
      assertThat(submissions).hasAtLeastOneElementOfType(Submission.TooFast.class);
      assertThat(world.count("SELECT count(*) FROM inquiry"))
          .isEqualTo(submissions.stream().filter(Submission.Accepted.class::isInstance).count());
    }

    @Test
    void doesNotStopOtherLanesOrTenants() {
      assertThat(world.broker.inquire(KITA, world.request("b-1", 1, ROUTINE)))
          .isInstanceOf(Submission.Accepted.class);
      assertThat(world.broker.inquire(MINAMI, world.request("b-1", 1, COUNTER)))
          .isInstanceOf(Submission.Accepted.class);
    }
  }
}
