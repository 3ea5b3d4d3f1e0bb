package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.Submission;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.Decision;
import renkei.broker.message.InquiryToSend;
import renkei.broker.message.Permit;
import renkei.broker.message.SealedContent;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.Terms;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.testing.Await;

/** An inquiry of several exchanges: each is permitted, answered and ended by itself. */
class SeveralExchangesTest extends WorldTest {

  private static final int SOME = 20;

  private static final Reason NO_PERMISSION = new Reason("NO_PERMISSION");

  private InquiryRequest about(int count) {
    return world.request("set", ROUTINE, IntStream.rangeClosed(1, count).boxed().toList());
  }

  /** An inquiry that has gone to the core. */
  private InquiryId sent(int count) {
    world.broker.start();
    InquiryId id = ((Submission.Accepted) world.broker.inquire(KITA, about(count))).id();
    Await.until(
        "it is sent",
        () -> inquiry(id).state() == InquiryState.WAITING_FOR_PERMIT && world.waiting() == 0);
    return id;
  }

  private InquiryStatus inquiry(InquiryId id) {
    return world.broker.find(KITA, id, Duration.ZERO).orElseThrow();
  }

  private List<ExchangeId> exchanges(InquiryId id) {
    return inquiry(id).exchanges().stream().map(InquiryStatus.OfExchange::id).toList();
  }

  private Permit permit(InquiryId id, ExchangeId exchange) {
    Permit model = world.permit(id, ROUTINE, KITA_AGENCY, NATIONAL);
    return new Permit(
        PermitId.random(world.clock, world.random),
        exchange,
        id,
        model.purpose(),
        model.handling(),
        model.inquirer(),
        model.provider(),
        model.matter(),
        model.terms(),
        model.grounds(),
        model.subjectToken(),
        model.route(),
        model.askedAt(),
        model.issuedAt(),
        model.expiresAt());
  }

  /** One permit for each exchange. */
  private List<Permit> permits(InquiryId id) {
    return exchanges(id).stream().map(exchange -> permit(id, exchange)).toList();
  }

  private static Decision.Decided granted(Permit permit) {
    return new Decision.Decided(permit.exchange(), new Decision.Granted(permit));
  }

  private void grant(InquiryId id, List<Permit> permits) {
    world.takes(world.decides(id, permits.stream().map(SeveralExchangesTest::granted).toList()));
  }

  private void answer(InquiryId id, List<Permit> permits, Outcome outcome) {
    world.takes(
        world.answers(
            NATIONAL,
            permits.stream().map(permit -> world.answered(permit, outcome)).toList(),
            id));
  }

  private List<Optional<Outcome>> outcomes(InquiryId id) {
    return inquiry(id).exchanges().stream().map(InquiryStatus.OfExchange::outcome).toList();
  }

  private static List<Optional<Outcome>> all(int count, Outcome outcome) {
    return Collections.nCopies(count, Optional.of(outcome));
  }

  @Test
  void goToTheCoreInOneMessage() {
    InquiryId id = sent(SOME);

    assertThat(world.messages.inquiries.values()).hasSize(1);
    InquiryToSend sent = world.messages.inquiries.values().iterator().next();
    assertThat(sent.inquiry()).isEqualTo(id);
    assertThat(sent.exchanges())
        .extracting(InquiryToSend.Asked::exchange)
        .containsExactlyElementsOf(exchanges(id));
  }

  @Test
  void goToTheCoreOnTheirOwnTermsAndArePermittedOnThoseAlone() {
    Terms years =
        new Terms(
            new Condition.FiscalYears(2024, 2026),
            Optional.of(new Edition("2026-06")),
            new Delegation(Optional.of(NATIONAL), Optional.empty()),
            Optional.of(new Consent(new ConsentBasis("BASIS"), Optional.of(LocalDate.EPOCH))),
            true);
    ItemChoice items = new ItemChoice.Some(List.of(new ItemCode("TK00000000020001")));
    InquiryRequest plain = about(1);
    InquiryRequest.Asked one = plain.exchanges().getFirst();
    world.broker.start();
    InquiryId id =
        ((Submission.Accepted)
                world.broker.inquire(
                    KITA,
                    new InquiryRequest(
                        plain.localId(),
                        plain.affair(),
                        plain.procedure(),
                        plain.lane(),
                        plain.deadline(),
                        new Exchange.AskedBy(Optional.of("福祉課"), Optional.of("u-17")),
                        List.of(
                            new InquiryRequest.Asked(
                                one.subject(), one.information(), one.provider(), items, years)))))
            .id();
    InquiryToSend.Asked sent =
        world.messages.inquiries.values().iterator().next().exchanges().getFirst();
    assertThat(sent.terms()).isEqualTo(years);
    assertThat(sent.matter().items()).isEqualTo(items);

    grant(id, permits(id));
    world.settled();

    world.alarmed("OTHER_INQUIRY", 1);
    assertThat(outcomes(id)).containsExactly(Optional.empty());
  }

  @Test
  void areAnsweredTogether() {
    world.messages.opening = new SealedContent.Opened(TestWorld.CONTENT);
    InquiryId id = sent(SOME);
    List<Permit> permits = permits(id);

    grant(id, permits);
    answer(id, permits, Outcome.PROVIDED);

    InquiryStatus _ = world.finished(id);
    assertThat(outcomes(id)).isEqualTo(all(SOME, Outcome.PROVIDED));
    assertThat(world.outcomes("INQUIRER")).hasSize(SOME).containsOnly("PROVIDED");
    assertThat(world.results()).isEqualTo(SOME);
  }

  @Test
  void areDecidedAndAnsweredInAnyOrder() {
    InquiryId id = sent(3);
    List<Permit> permits = permits(id);

    grant(id, permits.subList(2, 3));
    answer(id, permits.subList(2, 3), Outcome.NO_RECORD);
    world.settled();
    assertThat(outcomes(id))
        .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Outcome.NO_RECORD));
    assertThat(inquiry(id).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);

    // This answer overtakes the decision about the last of its exchanges.
    grant(id, permits.subList(1, 2));
    answer(id, permits.subList(0, 2), Outcome.NOT_REGISTERED);
    grant(id, permits.subList(0, 1));

    InquiryStatus _ = world.finished(id);
    assertThat(outcomes(id))
        .containsExactly(
            Optional.of(Outcome.NOT_REGISTERED),
            Optional.of(Outcome.NOT_REGISTERED),
            Optional.of(Outcome.NO_RECORD));
    assertThat(world.records()).isEqualTo(3);
  }

  @Test
  void oneThatIsAnsweredLaterKeepsTheInquiryOpen() {
    InquiryId id = sent(SOME);
    List<Permit> permits = permits(id);
    grant(id, permits);
    answer(id, permits.subList(0, SOME - 1), Outcome.NO_RECORD);
    world.settled();
    assertThat(inquiry(id).state()).isEqualTo(InquiryState.PERMITTED);
    assertThat(world.records()).isEqualTo(SOME - 1);

    answer(id, permits.subList(SOME - 1, SOME), Outcome.NO_RECORD);

    InquiryStatus _ = world.finished(id);
    assertThat(world.records()).isEqualTo(SOME);
  }

  @Test
  void oneThatTheCoreRefusesEndsAlone() {
    InquiryId id = sent(3);
    List<Permit> permits = permits(id);
    world.takes(
        world.decides(
            id,
            List.of(
                granted(permits.get(0)),
                new Decision.Decided(exchanges(id).get(1), new Decision.Refused(NO_PERMISSION)),
                granted(permits.get(2)))));
    answer(id, List.of(permits.get(0), permits.get(2)), Outcome.NO_RECORD);

    InquiryStatus _ = world.finished(id);
    assertThat(outcomes(id))
        .containsExactly(
            Optional.of(Outcome.NO_RECORD),
            Optional.of(Outcome.REFUSED),
            Optional.of(Outcome.NO_RECORD));
    assertThat(world.messages("state = 'DEAD'")).isZero();
  }

  @Test
  void anAnswerThatDoesNotMatchHasNoEffectAndTheOthersHave() {
    InquiryId id = sent(3);
    List<Permit> permits = permits(id);
    grant(id, permits);
    List<AnswerReceived.Answered> answers = new ArrayList<>();
    answers.add(
        new AnswerReceived.Answered(
            permits.get(0).exchange(),
            permits.get(1).id(),
            permits.get(0).subjectToken(),
            world.answered(permits.get(0), Outcome.NO_RECORD).body()));
    answers.add(
        new AnswerReceived.Answered(
            permits.get(1).exchange(),
            permits.get(1).id(),
            new SubjectToken("0".repeat(32)),
            world.answered(permits.get(1), Outcome.NO_RECORD).body()));
    answers.add(world.answered(permits.get(2), Outcome.NO_RECORD));
    world.takes(world.answers(NATIONAL, answers, id));
    world.settled();

    world.alarmed("OTHER_PERMIT", 1);
    world.alarmed("OTHER_PERSON", 1);
    assertThat(outcomes(id))
        .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Outcome.NO_RECORD));
    assertThat(world.records()).isEqualTo(1);
  }

  @Test
  void anExchangeOfAnotherInquiryIsNotAnswered() {
    InquiryId id = sent(2);
    List<Permit> permits = permits(id);
    grant(id, permits);
    InquiryId other = InquiryId.random(world.clock, world.random);
    world.takes(
        world.answers(NATIONAL, List.of(world.answered(permits.get(0), Outcome.NO_RECORD)), other));
    world.takes(
        world.answers(PENSION, List.of(world.answered(permits.get(1), Outcome.NO_RECORD)), id));
    world.settled();

    world.alarmed("UNKNOWN_INQUIRY", 1);
    world.alarmed("NOT_THE_PROVIDER", 1);
    assertThat(world.records()).isZero();
  }

  @Test
  void anAnswerThatComesTwiceBesideAFirstOneIsTakenOnce() {
    InquiryId id = sent(2);
    List<Permit> permits = permits(id);
    grant(id, permits);
    answer(id, permits.subList(0, 1), Outcome.NO_RECORD);

    answer(id, permits, Outcome.NO_RECORD);

    InquiryStatus _ = world.finished(id);
    world.settled();
    world.alarmed("LATE", 1);
    assertThat(world.records()).isEqualTo(2);
  }

  @Test
  void whatThisPlatformDoesNotPermitEndsAtOnceAndTheOthersGo() {
    world.permissions.judge =
        question ->
            question.provider().equals(PENSION)
                ? new PermissionDecision.Denied(PermissionDecision.Reason.NO_PERMISSION)
                : world.permissions.decision;
    InquiryRequest usual = about(2);
    List<InquiryRequest.Asked> asked = new ArrayList<>(usual.exchanges());
    asked.add(
        new InquiryRequest.Asked(asked.get(0).subject(), asked.get(0).information(), PENSION));
    InquiryRequest mixed =
        new InquiryRequest(
            usual.localId(),
            usual.affair(),
            usual.procedure(),
            usual.lane(),
            usual.deadline(),
            usual.by(),
            asked);

    Submission first = world.broker.inquire(KITA, mixed);

    assertThat(world.broker.inquire(KITA, mixed)).isEqualTo(first);
    InquiryId id = ((Submission.Accepted) first).id();
    assertThat(outcomes(id))
        .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Outcome.REFUSED));
    assertThat(world.outcomes("INQUIRER")).containsExactly("REFUSED");
    assertThat(world.messages.inquiries.values())
        .singleElement()
        .satisfies(sent -> assertThat(sent.exchanges()).hasSize(2));
  }

  @Test
  void keepNothingIfOneOfThePersonsHasNoCode() {
    Submission submission =
        world.broker.inquire(KITA, world.request("set", ROUTINE, List.of(1, 9999, 2, 10000)));

    assertThat(submission).isEqualTo(new Submission.NoCode(List.of(1, 3)));
    assertThat(world.count("SELECT count(*) FROM exchange")).isZero();
    assertThat(world.messages("true")).isZero();
  }

  @Test
  void areTheSameInquiryOnlyIfAllOfThemAre() {
    InquiryId first = ((Submission.Accepted) world.broker.inquire(KITA, about(3))).id();

    assertThat(world.broker.inquire(KITA, about(3)))
        .isInstanceOfSatisfying(
            Submission.Accepted.class, it -> assertThat(it.id()).isEqualTo(first));
    assertThat(world.broker.inquire(KITA, about(2))).isEqualTo(new Submission.LocalIdTaken(first));
    assertThat(world.broker.inquire(KITA, world.request("set", ROUTINE, List.of(1, 2, 4))))
        .isEqualTo(new Submission.LocalIdTaken(first));
    assertThat(world.messages("true")).isEqualTo(1);
  }

  @Test
  void areOneAtLeastTwentyAtMostAndEachOnce() {
    for (List<Integer> persons :
        List.of(
            List.<Integer>of(), IntStream.rangeClosed(1, 21).boxed().toList(), List.of(1, 2, 1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> world.request("set", ROUTINE, persons));
    }
  }

  @Test
  void expireTogetherButForWhatHasEnded() {
    InquiryId id = sent(3);
    List<Permit> permits = permits(id);
    grant(id, permits.subList(0, 2));
    answer(id, permits.subList(0, 1), Outcome.NO_RECORD);
    world.settled();

    world.clock.advance(Duration.ofMinutes(11));
    world.broker.lookAfter(Duration.ZERO);

    InquiryStatus _ = world.finished(id);
    assertThat(outcomes(id))
        .containsExactly(
            Optional.of(Outcome.NO_RECORD),
            Optional.of(Outcome.EXPIRED),
            Optional.of(Outcome.EXPIRED));
    assertThat(world.records()).isEqualTo(3);
  }

  @Test
  void areTakenBackOneByOneAsFarAsTheyAreOpen() {
    InquiryId id = sent(3);
    List<Permit> permits = permits(id);
    grant(id, permits);
    answer(id, permits.subList(0, 1), Outcome.NO_RECORD);
    world.settled();

    InquiryStatus now =
        world.broker.withdraw(KITA, id, Set.copyOf(exchanges(id).subList(0, 2))).orElseThrow();
    assertThat(now.state()).isNotEqualTo(InquiryState.FINISHED);
    answer(id, permits.subList(1, 3), Outcome.NO_RECORD);

    InquiryStatus _ = world.finished(id);
    assertThat(outcomes(id))
        .containsExactly(
            Optional.of(Outcome.NO_RECORD),
            Optional.of(Outcome.WITHDRAWN),
            Optional.of(Outcome.NO_RECORD));
    assertThat(world.records()).isEqualTo(3);
  }

  @Test
  void areForgottenTogether() {
    InquiryId id = sent(2);
    List<Permit> permits = permits(id);
    grant(id, permits);
    answer(id, permits.subList(0, 1), Outcome.NO_RECORD);
    world.settled();
    Duration kept = TestWorld.settings().retention();
    world.postgres.execute("UPDATE exchange SET deadline = deadline + interval '30 days'");
    world.clock.advance(kept.plusMinutes(1));
    world.broker.lookAfter(Duration.ZERO);
    assertThat(inquiry(id).exchanges()).hasSize(2);

    world.clock.advance(Duration.ofDays(31));
    world.broker.lookAfter(Duration.ZERO);
    world.clock.advance(kept.plusMinutes(1));
    world.broker.lookAfter(Duration.ZERO);

    assertThat(world.broker.find(KITA, id, Duration.ZERO)).isEmpty();
    assertThat(world.count("SELECT count(*) FROM exchange")).isZero();
  }

  @Test
  void outliveTheProcess() {
    InquiryId id = sent(3);
    List<Permit> permits = permits(id);
    grant(id, permits.subList(0, 2));
    answer(id, permits.subList(0, 1), Outcome.NO_RECORD);
    world.settled();
    world.stop();

    world.restart();
    world.broker.start();
    answer(id, permits.subList(1, 2), Outcome.NO_RECORD);
    grant(id, permits.subList(2, 3));
    answer(id, permits.subList(2, 3), Outcome.NO_RECORD);

    InquiryStatus _ = world.finished(id);
    assertThat(outcomes(id)).isEqualTo(all(3, Outcome.NO_RECORD));
    assertThat(world.records()).isEqualTo(3);
  }
}
