package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.CORE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.codebook.testing.SampleAgencies.addressee;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renkei.broker.HeldProvision;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.Ruling;
import renkei.broker.message.Decision;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Permit;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.SampleAgencies;

/** What a version kept that knew no sets of exchanges goes on when this one starts. */
class CarryOverTest extends WorldTest {

  private static final SealedColumns COLUMNS = new SealedColumns(KITA, SampleAgencies.keys(KITA));

  private static final LocalId NAME = new LocalId("of-before");

  private InquiryId inquiryOfBefore(InquiryState state, @Nullable Permit permit) {
    InquiryId id = permit == null ? InquiryId.random(world.clock, world.random) : permit.inquiry();
    boolean isFinished = state == InquiryState.FINISHED;
    world.postgres.execute(
        """
        INSERT INTO inquiry_1 (tenant, inquiry_id, local_index, request_index, detail, lane, purpose,
          provider, affair, procedure, information, state, outcome, reason, permit_id, subject_token,
          created_at, deadline, finished_at)
        VALUES (?, ?, ?, '', ?, 'ROUTINE', 'LINKAGE', ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?, ?, ?)
        """,
        KITA.value(),
        id.value(),
        id.toString().getBytes(UTF_8),
        COLUMNS.sealRow(
            "inquiry/" + id, (NAME.value() + '\n' + addressee(1).value()).getBytes(UTF_8)),
        NATIONAL.value(),
        AFFAIR.value(),
        PROCEDURE.value(),
        TAX.value(),
        state.name(),
        isFinished ? "NO_RECORD" : null,
        null,
        permit == null ? null : permit.id().toString(),
        permit == null ? null : permit.subjectToken().value(),
        in(Duration.ZERO),
        in(Duration.ofMinutes(10)),
        isFinished ? in(Duration.ZERO) : null);
    return id;
  }

  private OffsetDateTime in(Duration ahead) {
    return world.clock.instant().plus(ahead).atOffset(ZoneOffset.UTC);
  }

  private Permit permit(InquiryId inquiry) {
    return world.permit(inquiry, ROUTINE, KITA_AGENCY, NATIONAL);
  }

  /** The message in which an inquiry goes to the core. */
  private void waitsToBeSent(InquiryId inquiry) {
    UUID message = UUID.randomUUID();
    world.postgres.execute(
        """
        INSERT INTO message (tenant, direction, message_id, peer, kind, lane, route, about_1, body,
          state, created_at, expires_at, due_at)
        VALUES (?, 'OUT', ?, ?, 'INQUIRY', 'ROUTINE', 'core', ?, ?, 'WAITING', ?, ?, ?)
        """,
        KITA.value(),
        message,
        CORE.value(),
        inquiry.value(),
        COLUMNS.sealRow(
            "message/OUT/" + message + "/" + CORE.value(), "inquiry of before".getBytes(UTF_8)),
        in(Duration.ZERO),
        in(Duration.ofMinutes(10)),
        in(Duration.ZERO));
  }

  @Test
  void anInquiryThatWaitsToBeSentIsSentAndAnswered() {
    InquiryId inquiry = inquiryOfBefore(InquiryState.ACCEPTED, null);
    waitsToBeSent(inquiry);
    world.broker.start();
    Await.until("it is sent", () -> world.network.delivered("inquiry of before") == 1);

    Permit permit = permit(inquiry);
    world.takes(world.decides(inquiry, new Decision.Granted(permit)));
    world.takes(world.answers(NATIONAL, permit, Outcome.NO_RECORD));

    assertThat(world.ended(inquiry).outcome()).contains(Outcome.NO_RECORD);
    assertThat(world.outcomes("INQUIRER")).containsExactly("NO_RECORD");
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(world.count("SELECT count(*) FROM inquiry_1")).isZero();
    assertThat(world.count("SELECT count(*) FROM provision_1")).isZero();
    assertThat(world.messages("about_1 IS NOT NULL")).isZero();
  }

  @Test
  void anInquiryThatWasPermittedIsAnsweredUnderItsPermit() {
    Permit permit = permit(InquiryId.random(world.clock, world.random));
    InquiryId inquiry = inquiryOfBefore(InquiryState.PERMITTED, permit);
    world.broker.start();
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.PERMITTED);

    world.takes(world.answers(NATIONAL, permit, Outcome.NO_RECORD));

    assertThat(world.ended(inquiry).outcome()).contains(Outcome.NO_RECORD);
    assertNothingIsLeft();
  }

  @Test
  void anInquiryThatHasEndedIsFoundByItsLocalSystemsName() {
    InquiryId inquiry = inquiryOfBefore(InquiryState.FINISHED, null);
    world.broker.start();

    assertThat(world.broker.find(KITA, NAME)).map(InquiryStatus::id).contains(inquiry);
    assertThat(world.status(inquiry).outcome()).contains(Outcome.NO_RECORD);
    assertThat(world.records()).isZero();
    assertNothingIsLeft();
  }

  /** In the message table its question is, as ever. */
  private Permit provisionOfBefore(Optional<Integer> heldAbout) {
    Permit permit = world.permit(ROUTINE);
    InboundMessage asking = world.asks(permit, heldAbout.orElse(1));
    world.postgres.execute(
        """
        INSERT INTO message (tenant, direction, message_id, peer, kind, lane, body, receipt, state,
          created_at, expires_at, due_at)
        VALUES (?, 'IN', ?, ?, 'PERMITTED_INQUIRY', 'ROUTINE', ?, ?, 'DONE', ?, ?, ?)
        """,
        KITA.value(),
        asking.id().value(),
        CORE.value(),
        COLUMNS.sealRow("message/IN/" + asking.id() + "/" + CORE.value(), asking.xml()),
        asking.receipt(),
        in(Duration.ZERO),
        in(Duration.ofMinutes(10)),
        in(Duration.ZERO));
    world.postgres.execute(
        """
        INSERT INTO provision_1 (tenant, permit_id, inquiry_id, message_id, peer, lane, inquirer,
          information, state, outcome, created_at, expires_at, procedure, subject, held_since)
        VALUES (?, ?, ?, ?, ?, 'ROUTINE', ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        KITA.value(),
        permit.id().value(),
        permit.inquiry().value(),
        asking.id().value(),
        CORE.value(),
        PENSION.value(),
        TAX.value(),
        heldAbout.isPresent() ? "ON_HOLD" : "DELIVERED",
        heldAbout.isPresent() ? null : "PROVIDED",
        in(Duration.ZERO),
        in(Duration.ofMinutes(10)),
        PROCEDURE.value(),
        heldAbout
            .map(
                person ->
                    COLUMNS.sealRow(
                        "provision/" + permit.id(), addressee(person).value().getBytes(UTF_8)))
            .orElse(null),
        heldAbout.isPresent() ? in(Duration.ZERO) : null);
    return permit;
  }

  @Test
  void aProvisionOnHoldIsShownAndReleased() {
    Permit permit = provisionOfBefore(Optional.of(7));
    world.broker.start();

    HeldProvision held = world.broker.held(KITA, Optional.empty(), 10).provisions().getFirst();
    assertThat(held.permit()).isEqualTo(permit.id());
    assertThat(held.subject()).isEqualTo(addressee(7));
    assertThat(held.procedure()).isEqualTo(PROCEDURE);
    assertThat(world.broker.release(KITA, permit.id(), _ -> {}))
        .isEqualTo(new Ruling.Ruled(Outcome.PROVIDED));
    world.answered(1);
    assertNothingIsLeft();
  }

  @Test
  void aPermitThatWasAnsweredIsNotAnsweredAgain() {
    Permit permit = provisionOfBefore(Optional.empty());
    world.broker.start();

    world.takes(world.asks(permit, 1));

    world.settled();
    world.alarmed("REPEATED_PERMIT", 1);
    assertThat(world.network.sendings).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void oneThatDoesNotOpenStaysAndTheOthersGoOn() {
    InquiryId unreadable = inquiryOfBefore(InquiryState.PERMITTED, permit(anyInquiry()));
    world.postgres.execute("UPDATE inquiry_1 SET detail = '\\x00'");
    Permit permit = provisionOfBefore(Optional.of(7));

    world.broker.start();

    assertThat(world.broker.find(KITA, unreadable, Duration.ZERO)).isEmpty();
    assertThat(world.count("SELECT count(*) FROM inquiry_1")).isEqualTo(1);
    assertThat(world.broker.release(KITA, permit.id(), _ -> {}))
        .isEqualTo(new Ruling.Ruled(Outcome.PROVIDED));
  }

  private InquiryId anyInquiry() {
    return InquiryId.random(world.clock, world.random);
  }

  @Test
  void whatIsCarriedOverIsSoForEveryProcessThatStarts() {
    InquiryId inquiry = inquiryOfBefore(InquiryState.FINISHED, null);
    world.broker.start();
    world.stop();

    world.restart();
    world.broker.start();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.NO_RECORD);
    assertThat(world.count("SELECT count(*) FROM exchange")).isEqualTo(1);
  }
}
