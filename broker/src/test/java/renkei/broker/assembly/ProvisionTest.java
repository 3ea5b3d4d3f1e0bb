package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.codebook.Lane.BULK;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.CORE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.MINAMI_AGENCY;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renkei.broker.Acceptance;
import renkei.broker.Direction;
import renkei.broker.Gate;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.engine.TestRows;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.InboundEffect;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalNetwork;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;
import renkei.codebook.PersonCode;
import renkei.codebook.Reason;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.testing.Await;

class ProvisionTest extends WorldTest {

  /** Longer than any message lives. */
  private static final Duration A_LIFE = Duration.ofMinutes(71);

  @Test
  void answersAPermittedInquiryToItsInquirer() {
    world.broker.start();
    Permit permit = world.permit(COUNTER);
    world.takes(world.asks(permit, 1));
    world.answered(1);

    AnswerToSend answer = world.answer();
    assertThat(answer.receiver()).isEqualTo(PENSION);
    assertThat(answer.exchanges())
        .containsExactly(
            new AnswerToSend.Answering(permit, new AnswerToSend.WithContent(TestWorld.CONTENT)));
  }

  @Test
  void recordsAnAnswerAndItsDelivery() {
    world.broker.start();
    world.asked(COUNTER, 1);
    world.answered(1);
    world.settled();

    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    assertThat(states()).containsExactly("DECIDED");
  }

  @Test
  void aRepeatedMessageGetsTheFirstReceiptAndHasNoSecondEffect() {
    world.broker.start();
    InboundMessage first = world.asked(ROUTINE, 1);
    world.answered(1);

    Acceptance again = world.broker.accept(withReceipt(first, "another receipt"));

    TestWorld.assertRepeats(again, first);
    world.settled();
    assertOneEffect();
  }

  @Test
  void theSameIdByAnotherSenderIsAnotherMessage() {
    world.broker.start();
    InboundMessage ours = world.asked(ROUTINE, 1);
    world.takes(sameIdByAnother(ours));

    world.answered(2);
  }

  @Test
  void aBodyDoesNotOpenInTheRowOfTheSameIdByAnotherSender() {
    InboundMessage ours = world.asked(ROUTINE, 1);
    InboundMessage theirs = world.takes(sameIdByAnother(ours));
    TestRows rows = new TestRows(world.database);
    assertThat(rows.xml(theirs)).isEqualTo(theirs.xml());

    world.postgres.execute(
        "UPDATE message SET body = (SELECT body FROM message WHERE peer = ?)", CORE.value());

    assertThat(rows.xml(ours)).isEqualTo(ours.xml());
    assertThatIllegalStateException().isThrownBy(() -> rows.xml(theirs));
  }

  @Nested
  class AMessageWhoseBodyDoesNotOpen {

    private InboundMessage changed;

    @BeforeEach
    void comes() {
      changed = world.asked(ROUTINE, 1);
      changeBody(changed.id());
      world.broker.start();
      world.alarmed("DOES_NOT_OPEN", 1);
    }

    @Test
    void waitsAndStopsNoOther() {
      world.asked(ROUTINE, 2);

      world.answered(1);
      Await.until("nothing else waits", () -> world.waiting() == 1);
      assertThat(world.messages("state = 'WAITING' AND message_id = ?", changed.id().value()))
          .isEqualTo(1);
    }

    @Test
    void isTriedUntilItsLifeEnds() {
      assertThat(world.waiting()).isEqualTo(1);

      world.clock.advance(A_LIFE);

      world.settled();
      assertThat(world.messages("state = 'DEAD' AND reason = 'DOES_NOT_OPEN'")).isEqualTo(1);
      world.alarmed("DOES_NOT_OPEN", 2);
      assertThat(world.network.sendings).isEmpty();
    }
  }

  @Test
  void anAnswerWhoseBodyDoesNotOpenIsTriedUntilItsLifeEnds() {
    putOffAnAnswerWhoseBodyChanges();
    world.clock.advance(Duration.ofSeconds(1));
    world.alarmed("DOES_NOT_OPEN", 1);
    assertThat(world.waiting()).isEqualTo(1);

    world.clock.advance(A_LIFE);
    world.broker.lookAfter(Duration.ZERO);

    world.settled();
    world.alarmed("DOES_NOT_OPEN", 2);
    assertThat(world.network.delivered("answer")).isZero();
  }

  /** Its body changes while it is on its way the first time, and it does not arrive. */
  private void putOffAnAnswerWhoseBodyChanges() {
    Gate line = new Gate(1);
    world.network.answer =
        _ -> {
          line.pass();
          return new NationalNetwork.TryAgain("no line");
        };
    world.broker.start();
    world.broker.accept(world.asks(world.permit(ROUTINE), 1));
    Await.until("it is under way", () -> world.provisions() == 1);
    changeBody(world.answer().message());
    line.open();
    Await.until("it is put off", () -> world.messages("due_at <= ?", afterBackoff()) == 2);
  }

  private Instant afterBackoff() {
    return world.clock.instant().plus(TestRows.firstBackoff());
  }

  /** Nobody but the database's own administrator can change a body. */
  private void changeBody(MessageId message) {
    world.postgres.execute(
        "UPDATE message SET body = overlay(body PLACING '\\x00'::bytea FROM 20) || '\\x00'"
            + " WHERE message_id = ?",
        message.value());
  }

  @Test
  void aPermitIsUsedOnceWhateverMessageCarriesIt() {
    world.broker.start();
    Permit permit = world.permit(ROUTINE);
    world.broker.accept(world.asks(permit, 1));
    world.broker.accept(world.asks(permit, 1));
    world.broker.accept(world.asks(permit, 2));

    world.alarmed("REPEATED_PERMIT", 2);
    world.settled();
    assertOneEffect();
  }

  @Test
  void doubledPointersAndTwoWorkersAtOnceHaveOneEffect() {
    Gate gate = world.answersStandStill(1);
    world.broker.start();
    InboundMessage message = world.asks(world.permit(COUNTER), 1);
    Thread.startVirtualThread(() -> world.broker.accept(message));
    gate.reached();
    sendPointers(20, message);
    Await.until("others have come to the locked row", () -> pointersTo(message) <= 1);
    gate.open();

    world.answered(1);
    world.settled();
    assertOneEffect();
    assertThat(world.questions).hasValue(1);
  }

  @Test
  void aPointerToWhatIsDoneHasNoEffect() {
    world.broker.start();
    InboundMessage message = world.asked(COUNTER, 1);
    world.answered(1);
    world.settled();

    sendPointers(1, message);

    Await.until("the pointer is gone", () -> pointersTo(message) == 0);
    assertOneEffect();
    assertThat(world.questions).hasValue(1);
  }

  private void sendPointers(int count, InboundMessage message) {
    Pointer pointer = new Pointer(queue(message), message.kind(), message.sender(), message.id());
    for (int i = 0; i < count; i++) {
      world.queues.send(pointer, Duration.ZERO);
    }
  }

  private long pointersTo(InboundMessage message) {
    return world.queues.depth(queue(message));
  }

  private static QueueKey queue(InboundMessage message) {
    return new QueueKey(message.receiver(), Direction.IN, message.work().lane());
  }

  @Nested
  class WhileTheLedgerIsBroken {

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void isTriedThreeTimes() {
      world.beforeRecord = this::recording;
      world.broker.start();
      world.asked(COUNTER, 1);
      Await.until("it was tried three times", () -> tries.get() >= 3);
    }

    private void recording() {
      tries.incrementAndGet();
      if (broken.get()) {
        throw new IllegalStateException("the ledger is broken");
      }
    }

    @Test
    void nothingLeaves() {
      assertThat(world.network.sendings).isEmpty();
      assertThat(world.outgoing()).isZero();
      assertThat(world.provisions()).isZero();
    }

    @Test
    void everythingWaitsUntilItIsMended() {
      broken.set(false);

      world.answered(1);
      world.settled();
      assertOneEffect();
    }
  }

  @Test
  void answersAndRecordsFailedWhatCannotBeAnswered() {
    world.messages.seals = false;
    world.broker.start();
    world.asked(COUNTER, 1);

    world.answered(1);
    world.settled();
    assertThat(world.answering().ending())
        .isEqualTo(Ending.failed(new Reason("NOT_ANSWERABLE"), true));
    assertThat(world.outcomes("PROVIDER")).containsExactly("FAILED");
    assertThat(states()).containsExactly("DECIDED");
    assertThat(world.messages("state = 'DEAD'")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAndRecordsWhatIsNotPermitted(PermissionDecision.Reason reason) {
    world.permissions.decision = new PermissionDecision.Denied(reason);
    world.broker.start();
    world.asked(ROUTINE, 1);

    world.answered(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("REFUSED");
    assertThat(world.answering().body())
        .isInstanceOfSatisfying(
            AnswerToSend.WithoutContent.class,
            it -> assertThat(it.ending().reason()).contains(new Reason(reason.name())));
  }

  @Test
  void doesNotAnswerUnderAnExpiredPermit() {
    world.asked(ROUTINE, 1);
    world.clock.advance(Duration.ofMinutes(10));
    world.broker.start();
    world.settled();

    assertThat(world.outcomes("PROVIDER")).containsExactly("EXPIRED");
    assertThat(world.network.sendings).isEmpty();
  }

  @Nested
  class WhatTheCoreWouldNotSay {

    private Permit permit;

    @BeforeEach
    void start() {
      world.broker.start();
      permit = world.permit(ROUTINE);
    }

    @Test
    void isRefusedIfAnotherSaysIt() {
      says(PENSION, permit, FakeVaults.code(KITA_AGENCY, 1));

      assertRefused("NOT_THE_CORE");
    }

    @Test
    void isRefusedUnderAnotherProvidersPermit() {
      Permit elsewhere = world.permit(permit.inquiry(), ROUTINE, PENSION, MINAMI_AGENCY);
      says(CORE, elsewhere, FakeVaults.code(KITA_AGENCY, 1));

      assertRefused("OTHER_PROVIDER");
    }

    @Test
    void isRefusedWithAnotherHoldersCode() {
      says(CORE, permit, FakeVaults.code(MINAMI_AGENCY, 1));

      assertRefused("OTHER_PERSON_CODE");
    }

    private void says(AgencyCode sender, Permit with, PersonCode subject) {
      world.takes(
          world.inbound(
              MessageKind.PERMITTED_INQUIRY,
              CORE,
              ROUTINE,
              Optional.empty(),
              new PermittedInquiry(
                  sender,
                  AskersCertificate.CERTIFICATE,
                  List.of(new PermittedInquiry.Asked(with, subject)))));
    }

    private void assertRefused(String reason) {
      world.settled();
      world.alarmed(reason, 1);
      assertThat(world.messages("state = 'DEAD'")).isEqualTo(1);
      assertThat(world.records()).isZero();
      assertThat(world.network.sendings).isEmpty();
    }
  }

  @Test
  void saysNothingOfWhomItDoesNotKnow() {
    world.broker.start();
    world.asked(ROUTINE, 12345);
    world.answered(1);

    assertThat(world.outcomes("PROVIDER")).containsExactly("NOT_REGISTERED");
  }

  @Test
  void saysNotRegisteredOfWhatWasNotRegistered() {
    world.answers = (_, _) -> new Answer.NotRegistered();
    world.broker.start();
    world.asked(ROUTINE, 1);
    world.answered(1);

    assertThat(world.outcomes("PROVIDER")).containsExactly("NOT_REGISTERED");
  }

  @Nested
  class AnAnsweredMessage {

    @BeforeEach
    void isAnswered() {
      world.answers = (_, _) -> TestWorld.CONTENT;
      world.broker.start();
      world.asked(ROUTINE, 12345);
      world.settled();
    }

    @Test
    void isKeptThroughItsLife() {
      world.broker.lookAfter(Duration.ZERO);

      assertThat(world.messages("true")).isEqualTo(2);
    }

    @Test
    void isForgottenAfterItsLifeButForItsRecord() {
      world.clock.advance(A_LIFE);
      world.broker.lookAfter(Duration.ZERO);

      assertThat(world.messages("true")).isZero();
      assertThat(world.provisions()).isZero();
      assertThat(world.records()).isEqualTo(1);
    }
  }

  @Test
  void forgetsAsManyAsThereAre() {
    List<InboundMessage> messages =
        IntStream.range(0, 2500).mapToObj(i -> world.asks(world.permit(BULK), i)).toList();
    new TestRows(world.database).keepEnded(KITA, messages, world.clock.instant());

    world.clock.advance(A_LIFE);
    world.broker.lookAfter(Duration.ZERO);

    assertThat(world.messages("true")).isZero();
  }

  @Nested
  class WhatTheDoorDoes {

    private final AtomicInteger applied = new AtomicInteger();
    private InboundMessage codes;

    @BeforeEach
    void bringsCodes() {
      codes = ofKind(MessageKind.CODE_DELIVERY, world.asks(world.permit(ROUTINE), 1));
    }

    @Test
    void isDoneOnceWithTheMessage() {
      assertThat(applies(_ -> apply())).isInstanceOf(Acceptance.Accepted.class);
      TestWorld.assertRepeats(applies(_ -> apply()), codes);

      assertThat(applied).hasValue(1);
      assertThat(world.waiting()).isZero();
    }

    @Test
    void leavesNoMessageIfItMustNotBeDone() {
      Reason why = new Reason("NOT_NOW");

      assertThat(applies(_ -> Optional.of(why))).isEqualTo(new Acceptance.Refused(why));

      assertThat(applies(_ -> apply())).isInstanceOf(Acceptance.Accepted.class);
      assertThat(applied).hasValue(1);
    }

    private Acceptance applies(InboundEffect effect) {
      return world.broker.accept(TestWorld.applying(codes, effect));
    }

    private Optional<Reason> apply() {
      applied.incrementAndGet();
      return Optional.empty();
    }

    @Test
    void leavesNoMessageIfItFails() {
      assertThatIllegalStateException().isThrownBy(() -> applies(_ -> stumble()));

      assertThat(applies(_ -> apply())).isInstanceOf(Acceptance.Accepted.class);
      assertThat(applied).hasValue(1);
    }

    private Optional<Reason> stumble() {
      throw new IllegalStateException("the door stumbles");
    }
  }

  private void assertOneEffect() {
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    assertThat(world.outgoing()).isEqualTo(1);
    assertThat(world.network.messages).hasSize(1);
  }

  private List<String> states() {
    return world.postgres.texts("SELECT state FROM provision");
  }

  private InboundMessage sameIdByAnother(InboundMessage message) {
    InboundMessage another = world.asks(world.permit(ROUTINE), 2);
    return new InboundMessage(
        message.id(),
        NATIONAL,
        KITA,
        message.kind(),
        message.expiresAt(),
        another.work(),
        another.xml(),
        message.receipt());
  }

  private static InboundMessage withReceipt(InboundMessage message, String receipt) {
    return changed(message, message.kind(), receipt.getBytes(UTF_8));
  }

  private static InboundMessage ofKind(MessageKind kind, InboundMessage message) {
    return changed(message, kind, message.receipt());
  }

  private static InboundMessage changed(InboundMessage message, MessageKind kind, byte[] receipt) {
    return new InboundMessage(
        message.id(),
        message.sender(),
        message.receiver(),
        kind,
        message.expiresAt(),
        message.work(),
        message.xml(),
        receipt);
  }
}
