package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static renkei.broker.Sample.CORE;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.MINAMI_AGENCY;
import static renkei.broker.Sample.NATIONAL;
import static renkei.broker.Sample.PENSION;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.Acceptance;
import renkei.broker.Answer;
import renkei.broker.AnswerToSend;
import renkei.broker.Await;
import renkei.broker.Direction;
import renkei.broker.Ending;
import renkei.broker.HeldProvision;
import renkei.broker.HeldProvisions;
import renkei.broker.InboundEffect;
import renkei.broker.InboundMessage;
import renkei.broker.Incoming;
import renkei.broker.MessageKind;
import renkei.broker.NationalNetwork;
import renkei.broker.Permit;
import renkei.broker.PermittedInquiry;
import renkei.broker.Pointer;
import renkei.broker.Question;
import renkei.broker.QueueKey;
import renkei.broker.Ruling;
import renkei.broker.Sample;
import renkei.broker.TestPostgres;
import renkei.broker.engine.TestRows;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionDecision;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;

class ProvisionTest {

  @TempDir Path journal;
  private volatile Instant flagged = Instant.EPOCH;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal, TestWorld.settings(1000, inline()));
  }

  /** How many messages may be dealt with at the door. */
  int inline() {
    return 0;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void answersAPermittedInquiryOnceAndRecordsIt() {
    world.broker.start();
    Permit permit = world.permit(Lane.COUNTER);

    assertThat(world.broker.accept(world.asks(permit, 1))).isInstanceOf(Acceptance.Accepted.class);

    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    world.settled();
    AnswerToSend answer = world.messages.answers.values().iterator().next();
    assertThat(answer.ending().outcome()).isEqualTo(Outcome.PROVIDED);
    assertThat(answer.body()).isEqualTo(new AnswerToSend.WithContent(TestWorld.CONTENT));
    assertThat(answer.receiver()).isEqualTo(PENSION);
    assertThat(answer.permit()).isEqualTo(permit);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    assertThat(states()).isEqualTo("DELIVERED");
  }

  @Test
  void repeatedMessagesGetTheFirstReceiptAndHaveNoSecondEffect() {
    world.broker.start();
    InboundMessage first = world.asks(world.permit(Lane.ROUTINE), 1);
    InboundMessage again = withReceipt(first, "another receipt");

    assertThat(world.broker.accept(first)).isInstanceOf(Acceptance.Accepted.class);
    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    Acceptance repeated = world.broker.accept(again);

    assertThat(repeated).isInstanceOf(Acceptance.Repeated.class);
    assertThat(((Acceptance.Repeated) repeated).receipt()).isEqualTo(first.receipt());
    world.settled();
    assertOneEffect();
  }

  @Test
  void theSameIdByAnotherSenderIsAnotherMessage() {
    world.broker.start();
    InboundMessage ours = world.asks(world.permit(Lane.ROUTINE), 1);
    InboundMessage theirs = sameIdByAnother(ours);

    assertThat(world.broker.accept(ours)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(world.broker.accept(theirs)).isInstanceOf(Acceptance.Accepted.class);

    Await.until("both are answered", () -> world.network.delivered("answer") == 2);
  }

  @Test
  void aBodyDoesNotOpenInTheRowOfTheSameIdByAnotherSender() {
    InboundMessage ours = world.asks(world.permit(Lane.ROUTINE), 1);
    InboundMessage theirs = sameIdByAnother(ours);
    world.broker.accept(ours);
    world.broker.accept(theirs);
    TestRows rows = new TestRows(world.database);
    assertThat(rows.xml(theirs)).isEqualTo(theirs.xml());

    try (var handle = world.postgres.superuser()) {
      handle.execute(
          "UPDATE message SET body = (SELECT body FROM message WHERE peer = ?)", CORE.value());
    }

    assertThat(rows.xml(ours)).isEqualTo(ours.xml());
    assertThatIllegalStateException().isThrownBy(() -> rows.xml(theirs));
  }

  @Test
  void aMessageWhoseBodyDoesNotOpenIsTriedUntilItsLifeEndsAndStopsNoOther() {
    InboundMessage changed = world.asks(world.permit(Lane.ROUTINE), 1);
    world.broker.accept(changed);
    change(changed.id());
    world.broker.start();
    world.alarmed(new Reason("DOES_NOT_OPEN"), 1);
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 2));
    Await.until("the other is answered", () -> world.network.delivered("answer") == 1);
    Await.until("nothing else waits", () -> world.waiting() == 1);
    assertThat(
            world.count(
                "SELECT count(*) FROM message WHERE state = 'WAITING' AND message_id = ?",
                changed.id().value()))
        .isEqualTo(1);

    world.clock.advance(Duration.ofMinutes(71));

    world.settled();
    assertThat(
            world.count(
                "SELECT count(*) FROM message WHERE state = 'DEAD' AND reason = 'DOES_NOT_OPEN'"))
        .isEqualTo(1);
    world.alarmed(new Reason("DOES_NOT_OPEN"), 2);
    assertThat(world.network.delivered("answer")).isEqualTo(1);
  }

  @Test
  void anAnswerWhoseBodyDoesNotOpenIsTriedUntilItsLifeEnds() {
    CountDownLatch changed = new CountDownLatch(1);
    world.network.answer =
        _ -> {
          await(changed);
          return new NationalNetwork.TryAgain("no line");
        };
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    Await.until("it is under way", () -> world.count("SELECT count(*) FROM provision") == 1);
    AnswerToSend answer = world.messages.answers.values().iterator().next();
    change(answer.message());
    changed.countDown();
    Await.until(
        "it is put off",
        () -> world.count("SELECT count(*) FROM message WHERE due_at <= ?", afterBackoff()) == 2);
    world.clock.advance(Duration.ofSeconds(1));
    world.alarmed(new Reason("DOES_NOT_OPEN"), 1);
    assertThat(world.waiting()).isEqualTo(1);

    world.clock.advance(Duration.ofMinutes(71));
    world.broker.lookAfter(Duration.ZERO);

    world.settled();
    world.alarmed(new Reason("DOES_NOT_OPEN"), 2);
    assertThat(world.network.delivered("answer")).isZero();
  }

  private Instant afterBackoff() {
    return world.clock.instant().plus(TestRows.firstBackoff());
  }

  /** Nobody but the database's own administrator can change a body. */
  private void change(MessageId message) {
    try (var handle = world.postgres.superuser()) {
      handle.execute(
          "UPDATE message SET body = overlay(body PLACING '\\x00'::bytea FROM 20) || '\\x00'"
              + " WHERE message_id = ?",
          message.value());
    }
  }

  private InboundMessage sameIdByAnother(InboundMessage message) {
    InboundMessage another = world.asks(world.permit(Lane.ROUTINE), 2);
    return new InboundMessage(
        message.id(),
        NATIONAL,
        KITA,
        message.kind(),
        message.lane(),
        message.about(),
        message.expiresAt(),
        another.content(),
        another.xml(),
        message.receipt());
  }

  @Test
  void aPermitIsUsedOnceWhateverMessageCarriesIt() {
    world.broker.start();
    Permit permit = world.permit(Lane.ROUTINE);
    world.broker.accept(world.asks(permit, 1));
    world.broker.accept(world.asks(permit, 1));
    world.broker.accept(world.asks(permit, 2));

    world.alarmed(new Reason("REPEATED_PERMIT"), 2);
    world.settled();
    assertOneEffect();
  }

  @Test
  void doubledPointersAndTwoWorkersAtOnceHaveOneEffect() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    world.answers =
        (_, _) -> {
          asked.incrementAndGet();
          inside.countDown();
          await(go);
          return TestWorld.CONTENT;
        };
    world.broker.start();
    InboundMessage message = world.asks(world.permit(Lane.COUNTER), 1);
    Thread.startVirtualThread(() -> world.broker.accept(message));
    await(inside);
    for (int i = 0; i < 20; i++) {
      world.queues.send(pointer(message), Duration.ZERO);
    }
    Await.until(
        "others have come to the locked row", () -> world.queues.depth(queue(message)) <= 1);
    go.countDown();

    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    world.settled();
    world.queues.send(pointer(message), Duration.ZERO);
    Await.until("the last pointer is gone", () -> world.queues.depth(queue(message)) == 0);
    assertOneEffect();
    assertThat(asked).hasValue(1);
  }

  @Test
  void nothingLeavesUnlessItIsRecorded() {
    AtomicBoolean broken = new AtomicBoolean(true);
    AtomicInteger tries = new AtomicInteger();
    world.beforeRecord =
        () -> {
          tries.incrementAndGet();
          if (broken.get()) {
            throw new IllegalStateException("the ledger is broken");
          }
        };
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.COUNTER), 1));

    Await.until("it was tried three times", () -> tries.get() >= 3);
    assertThat(world.network.sendings).isEmpty();
    assertThat(world.count("SELECT count(*) FROM message WHERE direction = 'OUT'")).isZero();
    assertThat(world.count("SELECT count(*) FROM provision")).isZero();

    broken.set(false);
    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    world.settled();
    assertOneEffect();
  }

  @Test
  void answersAndRecordsFailedWhatCannotBeAnswered() {
    world.messages.seals = false;
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.COUNTER), 1));

    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    world.settled();
    AnswerToSend answer = world.messages.answers.values().iterator().next();
    assertThat(answer.ending()).isEqualTo(Ending.failed(new Reason("NOT_ANSWERABLE"), true));
    assertThat(world.outcomes("PROVIDER")).containsExactly("FAILED");
    assertThat(states()).isEqualTo("DELIVERED");
    assertThat(world.count("SELECT count(*) FROM message WHERE state = 'DEAD'")).isZero();
  }

  @Test
  void refusesAndRecordsWhatIsNotPermitted() {
    world.broker.start();
    for (PermissionDecision.Reason reason : PermissionDecision.Reason.values()) {
      world.permission = new PermissionDecision.Denied(reason);
      long before = world.outcomes("PROVIDER").size();
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
      Await.until("it is recorded", () -> world.outcomes("PROVIDER").size() > before);
    }

    assertThat(world.outcomes("PROVIDER"))
        .hasSize(PermissionDecision.Reason.values().length)
        .containsOnly("REFUSED");
    Await.until("all are told", () -> world.network.delivered("answer") == 4);
    assertThat(world.messages.answers.values())
        .allMatch(
            answer ->
                answer.body() instanceof AnswerToSend.WithoutContent(Ending ending)
                    && ending.reason().isPresent());
  }

  @Test
  void doesNotAnswerUnderAnExpiredPermit() {
    Permit permit = world.permit(Lane.ROUTINE);
    InboundMessage message = world.asks(permit, 1);
    world.broker.accept(message);
    world.clock.advance(Duration.ofMinutes(10));
    world.broker.start();
    world.settled();

    assertThat(world.outcomes("PROVIDER")).containsExactly("EXPIRED");
    assertThat(world.network.sendings).isEmpty();
  }

  @Test
  void doesNothingForAnybodyButTheCoreOrForAnotherProvidersPermit() {
    world.broker.start();
    Permit permit = world.permit(Lane.ROUTINE);
    InboundMessage good = world.asks(permit, 1);
    PermittedInquiry asked =
        (PermittedInquiry) good.content().orElseThrow(); // what the core would say
    Permit elsewhere = world.permit(permit.inquiry(), Lane.ROUTINE, PENSION, MINAMI_AGENCY);

    acceptInstead(good, new PermittedInquiry(PENSION, permit, asked.subject(), cert(asked)));
    acceptInstead(good, new PermittedInquiry(CORE, elsewhere, asked.subject(), cert(asked)));
    acceptInstead(
        good, new PermittedInquiry(CORE, permit, FakeVaults.code(MINAMI_AGENCY, 1), cert(asked)));
    world.settled();

    world.alarmed(new Reason("NOT_THE_CORE"), 1);
    world.alarmed(new Reason("OTHER_PROVIDER"), 1);
    world.alarmed(new Reason("OTHER_PERSON_CODE"), 1);
    assertThat(world.count("SELECT count(*) FROM message WHERE state = 'DEAD'")).isEqualTo(3);
    assertThat(world.count("SELECT count(*) FROM test_record")).isZero();
    assertThat(world.network.sendings).isEmpty();
  }

  @Test
  void saysNoRecordAndNotRegisteredApart() {
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 12345));
    Await.until("it is answered", () -> world.network.delivered("answer") == 1);
    world.answers = (_, _) -> new Answer.NotRegistered();
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    Await.until("it is answered", () -> world.network.delivered("answer") == 2);

    assertThat(world.outcomes("PROVIDER")).containsExactly("NO_RECORD", "NOT_REGISTERED");
  }

  @Test
  void waitsForStaffWhoReleaseOrRefuse() {
    world.answers = this::heldUnlessReleased;
    world.broker.start();
    Permit released = world.permit(Lane.ROUTINE);
    Permit refused = world.permit(Lane.ROUTINE);
    world.broker.accept(world.asks(released, 1));
    world.broker.accept(world.asks(refused, 2));
    Await.until("both are on hold", () -> heldOf(KITA).size() == 2);
    assertThat(world.count("SELECT count(*) FROM test_record")).isZero();
    assertThat(world.network.sendings).isEmpty();

    assertThat(world.broker.release(KITA, released.id()))
        .isEqualTo(new Ruling.Ruled(Outcome.PROVIDED));
    assertThat(world.broker.refuse(KITA, refused.id()))
        .isEqualTo(new Ruling.Ruled(Outcome.WITHHELD));

    assertThat(world.broker.release(KITA, released.id())).isEqualTo(new Ruling.NotHeld());
    assertThat(world.broker.refuse(KITA, released.id())).isEqualTo(new Ruling.NotHeld());
    assertThat(world.broker.release(Sample.MINAMI, refused.id())).isEqualTo(new Ruling.NotHeld());
    assertThat(world.broker.release(KITA, PermitId.random(world.clock, world.random)))
        .isEqualTo(new Ruling.NotHeld());
    Await.until("both are answered", () -> world.network.delivered("answer") == 2);
    assertThat(world.outcomes("PROVIDER")).containsExactlyInAnyOrder("PROVIDED", "WITHHELD");
  }

  @Test
  void showsStaffWhomAHeldProvisionIsAbout() {
    world.answers = this::heldUnlessReleased;
    world.broker.start();
    Permit permit = world.permit(Lane.ROUTINE);
    Instant before = world.clock.instant();
    HeldProvision held = held(permit, 4711);

    assertThat(held.subject()).isEqualTo(FakeVaults.addressee(4711));
    assertThat(held.inquirer()).isEqualTo(PENSION);
    assertThat(held.procedure()).isEqualTo(Sample.PROCEDURE);
    assertThat(held.information()).isEqualTo(Sample.TAX);
    assertThat(held.since())
        .isBetween(before.truncatedTo(ChronoUnit.MILLIS), world.clock.instant());
    assertThat(held.expiresAt()).isCloseTo(permit.expiresAt(), within(1, ChronoUnit.MILLIS));
    assertThat(held.toString()).doesNotContain("4711");
    assertThat(heldOf(Sample.MINAMI)).isEmpty();
  }

  @Test
  void aReleaseThatMeetsANewerFlagHoldsAgain() {
    world.answers = this::heldUnlessReleased;
    world.broker.start();
    Permit permit = world.permit(Lane.ROUTINE);
    HeldProvision first = held(permit, 1);
    world.clock.advance(Duration.ofMinutes(1));
    flagged = world.clock.instant();
    world.clock.advance(Duration.ofMinutes(1));

    assertThat(world.broker.release(KITA, permit.id())).isEqualTo(new Ruling.HeldAgain());

    assertThat(world.count("SELECT count(*) FROM test_record")).isZero();
    assertThat(world.count("SELECT count(*) FROM message WHERE direction = 'OUT'")).isZero();
    HeldProvision again = heldOf(KITA).getFirst();
    assertThat(again.since()).isAfter(flagged);
    assertThat(again.subject()).isEqualTo(first.subject());
    assertThat(world.broker.release(KITA, permit.id()))
        .isEqualTo(new Ruling.Ruled(Outcome.PROVIDED));
  }

  @Test
  void aReleaseOfOnePersonIsNotOneOfAnother() {
    world.answers = this::heldUnlessReleased;
    world.broker.start();
    Permit permit = world.permit(Lane.ROUTINE);
    assertThat(held(permit, 1).subject()).isEqualTo(FakeVaults.addressee(1));
    world.vaults.shift = 1;

    assertThat(world.broker.release(KITA, permit.id())).isEqualTo(new Ruling.HeldAgain());

    assertThat(world.count("SELECT count(*) FROM message WHERE direction = 'OUT'")).isZero();
    assertThat(heldOf(KITA).getFirst().subject()).isEqualTo(FakeVaults.addressee(2));
    assertThat(world.broker.release(KITA, permit.id()))
        .isEqualTo(new Ruling.Ruled(Outcome.PROVIDED));
  }

  @Test
  void showsStaffWhatExpiresFirstAndThatThereAreMore() {
    world.answers = (_, _) -> new Answer.Held();
    world.broker.start();
    Permit first = world.permit(Lane.ROUTINE);
    world.clock.advance(Duration.ofMinutes(1));
    Permit second = world.permit(Lane.ROUTINE);
    world.clock.advance(Duration.ofMinutes(1));
    Permit third = world.permit(Lane.ROUTINE);
    int person = 1;
    for (Permit permit : List.of(third, first, second)) {
      int waiting = person;
      world.broker.accept(world.asks(permit, person++));
      Await.until("it is on hold", () -> heldOf(KITA).size() == waiting);
    }

    HeldProvisions page = world.broker.held(KITA, Optional.empty(), 2);
    assertThat(page.provisions())
        .extracting(HeldProvision::permit)
        .containsExactly(first.id(), second.id());
    assertThat(page.next()).contains(second.id());

    assertThat(world.broker.refuse(KITA, second.id()))
        .isEqualTo(new Ruling.Ruled(Outcome.WITHHELD));
    HeldProvisions rest = world.broker.held(KITA, page.next(), 2);
    assertThat(rest.provisions()).extracting(HeldProvision::permit).containsExactly(third.id());
    assertThat(rest.next()).isEmpty();

    PermitId unknown = PermitId.random(world.clock, world.random);
    assertThat(world.broker.held(KITA, Optional.of(unknown), 2).provisions())
        .extracting(HeldProvision::permit)
        .containsExactly(first.id(), third.id());
  }

  private List<HeldProvision> heldOf(TenantId tenant) {
    return world.broker.held(tenant, Optional.empty(), 1_000).provisions();
  }

  private HeldProvision held(Permit permit, int person) {
    world.broker.accept(world.asks(permit, person));
    Await.until("it is on hold", () -> heldOf(KITA).size() == 1);
    HeldProvision held = heldOf(KITA).getFirst();
    assertThat(held.permit()).isEqualTo(permit.id());
    return held;
  }

  /** Everybody has been flagged, lastly then. */
  private Answer heldUnlessReleased(TenantTransaction transaction, Question question) {
    return question.released().filter(seen -> !flagged.isAfter(seen)).isPresent()
        ? TestWorld.CONTENT
        : new Answer.Held();
  }

  @Test
  void endsHoldsWhosePermitHasExpired() {
    world.answers = (_, _) -> new Answer.Held();
    world.broker.start();
    Permit permit = world.permit(Lane.ROUTINE);
    world.broker.accept(world.asks(permit, 1));
    Await.until("it is on hold", () -> heldOf(KITA).size() == 1);
    world.clock.advance(Duration.ofMinutes(11));
    world.broker.lookAfter(Duration.ZERO);

    Await.until("it has ended", () -> heldOf(KITA).isEmpty());
    assertThat(world.outcomes("PROVIDER")).containsExactly("EXPIRED");
    assertThat(world.broker.release(KITA, permit.id())).isEqualTo(new Ruling.NotHeld());
    assertThat(world.network.sendings).isEmpty();
  }

  @Test
  void forgetsMessagesOnlyAfterTheirLife() {
    world.answers =
        (_, question) -> question.subject().isPresent() ? new Answer.Held() : TestWorld.CONTENT;
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 12345));
    world.settled();
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.count("SELECT count(*) FROM message")).isEqualTo(2);

    world.clock.advance(Duration.ofMinutes(71));
    world.broker.lookAfter(Duration.ZERO);

    assertThat(world.count("SELECT count(*) FROM message")).isZero();
    assertThat(world.count("SELECT count(*) FROM provision")).isZero();
    assertThat(world.count("SELECT count(*) FROM test_record")).isEqualTo(1);
  }

  @Test
  void forgetsAsManyAsThereAre() {
    List<InboundMessage> messages =
        IntStream.range(0, 2500).mapToObj(i -> world.asks(world.permit(Lane.BULK), i)).toList();
    new TestRows(world.database).keepEnded(KITA, messages, world.clock.instant());

    world.clock.advance(Duration.ofMinutes(71));
    world.broker.lookAfter(Duration.ZERO);

    assertThat(world.count("SELECT count(*) FROM message")).isZero();
  }

  @Test
  void theDoorMayDoWhatAMessageAsksInTheSameTransaction() {
    InboundMessage codes =
        kind(world.asks(world.permit(Lane.ROUTINE), 1), MessageKind.CODE_DELIVERY);
    AtomicInteger applied = new AtomicInteger();
    InboundEffect broken =
        _ -> {
          throw new IllegalStateException("the door stumbles");
        };
    assertThatIllegalStateException().isThrownBy(() -> world.broker.accept(codes, broken));

    assertThat(world.broker.accept(codes, _ -> applied.incrementAndGet()))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(world.broker.accept(codes, _ -> applied.incrementAndGet()))
        .isInstanceOf(Acceptance.Repeated.class);

    assertThat(applied).hasValue(1);
    assertThat(world.waiting()).isZero();
  }

  private void assertOneEffect() {
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    assertThat(world.count("SELECT count(*) FROM message WHERE direction = 'OUT'")).isEqualTo(1);
    assertThat(world.network.messages).hasSize(1);
  }

  private String states() {
    try (var handle = world.postgres.superuser()) {
      return handle.createQuery("SELECT state FROM provision").mapTo(String.class).one();
    }
  }

  private void acceptInstead(InboundMessage model, Incoming content) {
    InboundMessage message =
        new InboundMessage(
            renkei.codebook.MessageId.random(world.clock, world.random),
            model.sender(),
            model.receiver(),
            model.kind(),
            model.lane(),
            Optional.empty(),
            model.expiresAt(),
            Optional.of(content),
            world.messages.say(content),
            model.receipt());
    assertThat(world.broker.accept(message)).isInstanceOf(Acceptance.Accepted.class);
  }

  private static java.security.cert.X509Certificate cert(PermittedInquiry asked) {
    return asked.sealingCertificate();
  }

  private static InboundMessage withReceipt(InboundMessage message, String receipt) {
    return new InboundMessage(
        message.id(),
        message.sender(),
        message.receiver(),
        message.kind(),
        message.lane(),
        message.about(),
        message.expiresAt(),
        message.content(),
        message.xml(),
        receipt.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static InboundMessage kind(InboundMessage message, MessageKind kind) {
    return new InboundMessage(
        message.id(),
        message.sender(),
        message.receiver(),
        kind,
        message.lane(),
        message.about(),
        message.expiresAt(),
        message.content(),
        message.xml(),
        message.receipt());
  }

  private static QueueKey queue(InboundMessage message) {
    return new QueueKey(message.receiver(), Direction.IN, message.lane());
  }

  private static Pointer pointer(InboundMessage message) {
    return new Pointer(queue(message), message.kind(), message.sender(), message.id());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
