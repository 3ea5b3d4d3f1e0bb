package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.Submission;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.Decision;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.NationalNetwork;
import renkei.broker.message.Permit;
import renkei.broker.message.SealedContent;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.SampleAgencies;

class InquiryTest extends WorldTest {

  private static final Reason NO_PERMISSION = new Reason("NO_PERMISSION");

  @BeforeEach
  void answersOpen() {
    world.messages.opening = new SealedContent.Opened(TestWorld.CONTENT);
  }

  @Nested
  class AnAnsweredInquiry {

    private InquiryId inquiry;

    @BeforeEach
    void isAnswered() {
      world.broker.start();
      inquiry = sent("a-1", COUNTER);
      Permit permit = permitted(inquiry);
      assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.PERMITTED);
      world.takes(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    }

    @Test
    void isFinishedUnderItsLocalId() {
      InquiryStatus.OfExchange status = world.ended(inquiry);

      assertThat(status.state()).isEqualTo(InquiryState.FINISHED);
      assertThat(status.outcome()).contains(Outcome.PROVIDED);
      assertThat(world.finished(inquiry).localId()).isEqualTo(new LocalId("a-1"));
    }

    @Test
    void isRecordedAndItsAnswerKept() {
      InquiryStatus _ = world.finished(inquiry);

      assertThat(world.outcomes("INQUIRER")).containsExactly("PROVIDED");
      assertThat(world.results()).isEqualTo(1);
    }

    @Test
    void isAnsweredInItsOwnLane() {
      assertThat(world.messages("kind = 'ANSWER' AND lane = 'COUNTER'")).isEqualTo(1);
    }

    @Test
    void isNotFoundByAnotherTenant() {
      assertThat(world.broker.find(MINAMI, inquiry, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aTenantsOwnInquiriesComeInPagesTheNewestFirst() {
    world.broker.start();
    List<InquiryId> sent =
        Stream.of(sent("p-1", ROUTINE), sent("p-2", ROUTINE), sent("p-3", ROUTINE))
            .sorted(Comparator.comparing(InquiryId::toString))
            .toList();

    InquiryStatus.Page first = world.broker.inquiries(KITA, Optional.empty(), 2);
    InquiryStatus.Page second = world.broker.inquiries(KITA, first.next(), 2);

    assertThat(first.inquiries())
        .extracting(InquiryStatus::id)
        .containsExactly(sent.get(2), sent.get(1));
    assertThat(second.inquiries()).extracting(InquiryStatus::id).containsExactly(sent.get(0));
    assertThat(second.next()).isEmpty();
    assertThat(world.broker.inquiries(MINAMI, Optional.empty(), 2).inquiries()).isEmpty();
  }

  @Test
  void anInquiryIsFoundByItsLocalIdByItsOwnTenantAlone() {
    world.broker.start();
    InquiryId inquiry = sent("p-1", ROUTINE);
    LocalId name = new LocalId("p-1");

    assertThat(world.broker.find(KITA, name)).map(InquiryStatus::id).contains(inquiry);
    assertThat(world.broker.find(MINAMI, name)).isEmpty();
  }

  @Test
  void anAnswerMayOvertakeItsDecision() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    Permit permit = permitOf(inquiry);
    world.takes(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    Await.until(
        "the answer was looked at", () -> world.messages("kind = 'ANSWER' AND attempts > 1") == 1);
    assertThat(world.status(inquiry).outcome()).isEmpty();

    grant(inquiry, permit);

    assertThat(world.ended(inquiry).outcome()).contains(Outcome.PROVIDED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("PROVIDED");
  }

  @Nested
  class AnAnswerThatDoesNotMatch {

    private InquiryId inquiry;
    private InquiryId other;
    private Permit permit;
    private Permit otherPermit;

    @BeforeEach
    void permitTwo() {
      world.broker.start();
      inquiry = sent("a-1", ROUTINE);
      other = sent("a-2", ROUTINE);
      permit = permitted(inquiry);
      otherPermit = permitted(other);
    }

    @Test
    void isNotTheProviders() {
      answer(PENSION, permit.id(), inquiry, permit.subjectToken());

      assertNothingChanged("NOT_THE_PROVIDER", 1);
    }

    @Test
    void bringsAnotherInquirysPermit() {
      answer(NATIONAL, otherPermit.id(), inquiry, permit.subjectToken());
      answer(NATIONAL, permit.id(), other, permit.subjectToken());

      assertNothingChanged("OTHER_PERMIT", 2);
    }

    @Test
    void isAboutAnotherPerson() {
      answer(NATIONAL, permit.id(), inquiry, otherPermit.subjectToken());

      assertNothingChanged("OTHER_PERSON", 1);
    }

    @Test
    void answersAnUnknownInquiry() {
      InquiryId unknown = InquiryId.random(world.clock, world.random);
      answer(NATIONAL, permit.id(), unknown, permit.subjectToken());

      assertNothingChanged("UNKNOWN_INQUIRY", 1);
    }

    @Test
    void doesNotStopTheOneThatDoes() {
      answer(PENSION, permit.id(), inquiry, permit.subjectToken());
      world.settled();

      world.takes(world.answers(NATIONAL, permit, Outcome.PROVIDED));

      assertThat(world.ended(inquiry).outcome()).contains(Outcome.PROVIDED);
    }

    private void assertNothingChanged(String alarm, int times) {
      world.settled();
      world.alarmed(alarm, times);
      assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.PERMITTED);
      assertThat(world.status(other).state()).isEqualTo(InquiryState.PERMITTED);
      assertThat(world.records()).isZero();
      assertThat(world.results()).isZero();
    }
  }

  @Test
  void keepsTheReceiptAndNotTheBodyOfWhatNobodyAskedFor() {
    world.broker.start();
    InboundMessage unasked =
        world.takes(world.answers(NATIONAL, world.permit(ROUTINE), Outcome.PROVIDED));
    world.settled();

    assertThat(bodies("state = 'DEAD'")).containsExactly("0");
    TestWorld.assertRepeats(world.broker.accept(unasked), unasked);
  }

  /** How long the bodies of some messages are. */
  private List<String> bodies(String which) {
    return world.postgres.texts("SELECT octet_length(body) FROM message WHERE " + which);
  }

  @Test
  void permitsForSomethingElseAreRefused() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    InquiryId other = sent("a-2", ROUTINE);
    grant(inquiry, world.permit(other, ROUTINE, KITA_AGENCY, NATIONAL));
    grant(inquiry, world.permit(inquiry, ROUTINE, KITA_AGENCY, PENSION));
    grant(inquiry, world.permit(inquiry, ROUTINE, PENSION, NATIONAL));
    world.settled();

    world.alarmed("OTHER_INQUIRY", 3);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);
    Permit _ = permitted(inquiry);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.PERMITTED);
  }

  @Test
  void aSecondPermitForOneInquiryIsRefused() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    Permit permit = permitted(inquiry);
    grant(inquiry, permit);
    grant(inquiry, permitOf(inquiry));
    world.settled();

    world.alarmed("OTHER_PERMIT", 1);
  }

  @Test
  void takesTheCoresRefusalOnce() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    decide(inquiry, new Decision.Refused(NO_PERMISSION));
    decide(inquiry, new Decision.Refused(NO_PERMISSION));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.REFUSED);
    assertThat(world.status(inquiry).askingAgainHelps()).isEmpty();
    assertThat(world.outcomes("INQUIRER")).containsExactly("REFUSED");
  }

  @Test
  void takesTheCoresFailureThatLasts() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    decide(inquiry, new Decision.Failed(new Reason("PERSON_UNKNOWN"), false));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(inquiry).askingAgainHelps()).contains(false);
    assertThat(world.outcomes("INQUIRER")).containsExactly("FAILED");
  }

  @Test
  void takesTheCoresFailureThatPasses() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    decide(inquiry, new Decision.Failed(new Reason("PROVIDER_AWAY"), true));
    world.settled();

    assertThat(world.status(inquiry).askingAgainHelps()).contains(true);
  }

  @Test
  void failsOnAnAnswerThatDoesNotOpen() {
    world.messages.opening = new SealedContent.Unopened();
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    world.takes(world.answers(NATIONAL, permitted(inquiry), Outcome.PROVIDED));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(inquiry).reason()).contains(new Reason("ANSWER_UNREADABLE"));
    assertThat(world.status(inquiry).askingAgainHelps()).contains(true);
    assertThat(world.results()).isZero();
  }

  @Test
  void saysOfAnAnswerThatFailedWhatItsProviderSays() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    world.takes(world.answers(NATIONAL, permitted(inquiry), Outcome.FAILED));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(inquiry).askingAgainHelps()).contains(false);
  }

  @Nested
  class AnInquiryWithoutAnAnswer {

    private InquiryId inquiry;
    private Permit permit;

    @BeforeEach
    void expires() {
      world.broker.start();
      inquiry = sent("a-1", ROUTINE);
      permit = permitted(inquiry);
      world.clock.advance(Duration.ofMinutes(10));
      world.broker.lookAfter(Duration.ZERO);
      Await.until("it has expired", () -> world.status(inquiry).outcome().isPresent());
    }

    @Test
    void hasOneOutcomeAndOneRecord() {
      assertThat(world.status(inquiry).outcome()).contains(Outcome.EXPIRED);
      assertThat(world.outcomes("INQUIRER")).containsExactly("EXPIRED");
    }

    @Test
    void keepsOffTheLateOne() {
      world.takes(world.answers(NATIONAL, permit, Outcome.PROVIDED));
      world.settled();

      world.alarmed("LATE", 1);
      assertThat(bodies("state = 'DONE' AND reason = 'LATE'")).containsExactly("0");
      assertThat(world.status(inquiry).outcome()).contains(Outcome.EXPIRED);
      assertThat(world.outcomes("INQUIRER")).containsExactly("EXPIRED");
      assertThat(world.results()).isZero();
    }
  }

  @Nested
  class AWithdrawnInquiry {

    private InquiryId inquiry;
    private Permit permit;

    @BeforeEach
    void isTakenBack() {
      world.broker.start();
      inquiry = sent("a-1", ROUTINE);
      permit = permitted(inquiry);
      withdraw(inquiry);
    }

    @Test
    void hasOneOutcomeAndOneRecordHoweverOftenItIsTakenBack() {
      assertThat(withdraw(inquiry)).contains(Outcome.WITHDRAWN);

      assertThat(world.outcomes("INQUIRER")).containsExactly("WITHDRAWN");
    }

    @Test
    void keepsOffTheAnswerThatComesLater() {
      world.takes(world.answers(NATIONAL, permit, Outcome.PROVIDED));
      world.settled();

      world.alarmed("LATE", 1);
      assertThat(world.status(inquiry).outcome()).contains(Outcome.WITHDRAWN);
      assertThat(world.outcomes("INQUIRER")).containsExactly("WITHDRAWN");
      assertThat(world.results()).isZero();
    }

    @Test
    void neverExpires() {
      world.clock.advance(Duration.ofMinutes(11));
      world.broker.lookAfter(Duration.ZERO);

      assertThat(world.outcomes("INQUIRER")).containsExactly("WITHDRAWN");
    }
  }

  @Test
  void whatIsTakenBackBeforeItWasSentIsNotSent() {
    InquiryId inquiry = world.inquires("a-1", 1, ROUTINE);
    assertThat(withdraw(inquiry)).contains(Outcome.WITHDRAWN);

    world.broker.start();
    world.settled();

    assertThat(world.network.sendings).isEmpty();
    assertThat(world.outcomes("INQUIRER")).containsExactly("WITHDRAWN");
  }

  @Test
  void whatIsAnsweredCannotBeTakenBack() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    world.takes(world.answers(NATIONAL, permitted(inquiry), Outcome.NO_RECORD));
    Await.until("it is answered", () -> world.status(inquiry).outcome().isPresent());

    assertThat(withdraw(inquiry)).contains(Outcome.NO_RECORD);
    assertThat(world.outcomes("INQUIRER")).containsExactly("NO_RECORD");
  }

  @Test
  void anotherTenantsInquiryCannotBeTakenBack() {
    InquiryId inquiry = world.inquires("a-1", 1, ROUTINE);

    assertThat(world.broker.withdraw(MINAMI, inquiry, Set.of())).isEmpty();
    assertThat(world.status(inquiry).outcome()).isEmpty();
  }

  private Optional<Outcome> withdraw(InquiryId inquiry) {
    return TestWorld.only(world.broker.withdraw(KITA, inquiry, Set.of()).orElseThrow()).outcome();
  }

  @Test
  void expiresTheOthersWhereOneRowCannotBeRead() {
    InquiryId unreadable = world.inquires("a-1", 1, ROUTINE);
    InquiryId other = world.inquires("a-2", 2, ROUTINE);
    InquiryId elsewhere = accepted(inquire(MINAMI, "a-3", 3));
    world.postgres.execute(
        "UPDATE exchange SET detail = '\\x00' WHERE exchange_index = ?",
        new SealedColumns(KITA, SampleAgencies.keys(KITA))
            .index("exchange", world.exchange(unreadable).toString())
            .bytes());

    world.clock.advance(Duration.ofMinutes(11));
    world.broker.lookAfter(Duration.ZERO);

    assertThat(world.status(other).outcome()).contains(Outcome.EXPIRED);
    InquiryStatus theirs = world.broker.find(MINAMI, elsewhere, Duration.ZERO).orElseThrow();
    assertThat(TestWorld.only(theirs).outcome()).contains(Outcome.EXPIRED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("EXPIRED", "EXPIRED");
  }

  @Test
  void aSecondAnswerChangesNothing() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", ROUTINE);
    Permit permit = permitted(inquiry);
    world.takes(world.answers(NATIONAL, permit, Outcome.NO_RECORD));
    world.settled();
    world.takes(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.NO_RECORD);
    assertThat(world.outcomes("INQUIRER")).containsExactly("NO_RECORD");
    assertThat(world.results()).isZero();
  }

  @Test
  void theSameLocalIdIsTheSameInquiryHoweverOftenAtOnce() throws Exception {
    List<Submission> submissions = atOnce(8, () -> inquire(KITA, "a-1", 1));

    assertThat(submissions.stream().distinct())
        .singleElement()
        .isInstanceOf(Submission.Accepted.class);
    assertThat(world.count("SELECT count(*) FROM inquiry")).isEqualTo(1);
    assertThat(world.messages("true")).isEqualTo(1);
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, call))) {
        results.add(result.get());
      }
    }
    return results;
  }

  @Test
  void aLocalIdIsTakenByTheFirstWhoIsAskedAbout() {
    InquiryId first = accepted(inquire(KITA, "a-1", 1));

    assertThat(inquire(KITA, "a-1", 2)).isEqualTo(new Submission.LocalIdTaken(first));
  }

  @Test
  void anotherTenantsLocalIdIsAnother() {
    InquiryId first = accepted(inquire(KITA, "a-1", 1));

    assertThat(accepted(inquire(MINAMI, "a-1", 1))).isNotEqualTo(first);
  }

  @Test
  void keepsNothingWithoutACode() {
    assertThat(inquire(KITA, "a-0", 9999)).isEqualTo(new Submission.NoCode(List.of(0)));

    assertThat(world.count("SELECT count(*) FROM inquiry")).isZero();
  }

  @Test
  void recordsItsOwnRefusalOnce() {
    world.permissions.decision =
        new PermissionDecision.Denied(PermissionDecision.Reason.LIST_NOT_VALID);
    Submission refused = inquire(KITA, "a-1", 1);

    assertThat(inquire(KITA, "a-1", 1)).isEqualTo(refused);
    assertRefusedHere(refused);
  }

  @Test
  void refusesAndRecordsAProcedureThatNoListNames() {
    Submission refused = world.broker.inquire(KITA, withoutAffair("a-1"));

    assertThat(refused)
        .isInstanceOfSatisfying(
            Submission.NotPermitted.class, it -> assertThat(it.reason()).isEqualTo(NO_PERMISSION));
    assertRefusedHere(refused);
  }

  @Test
  void refusesOnceMoreWhatNoListNamedTheFirstTime() {
    Submission refused = world.broker.inquire(KITA, withoutAffair("a-1"));
    world.permissions.affair = Optional.of(AFFAIR);

    assertThat(world.broker.inquire(KITA, withoutAffair("a-1"))).isEqualTo(refused);
  }

  @Test
  void asksUnderTheAffairThatTheListNames() {
    world.permissions.affair = Optional.of(AFFAIR);

    InquiryId _ = accepted(world.broker.inquire(KITA, withoutAffair("a-2")));

    assertThat(world.messages.inquiries.values())
        .singleElement()
        .satisfies(
            sent -> assertThat(sent.exchanges().getFirst().matter().affair()).isEqualTo(AFFAIR));
  }

  private void assertRefusedHere(Submission refused) {
    InquiryId id = ((Submission.NotPermitted) refused).id();
    assertThat(world.status(id).outcome()).contains(Outcome.REFUSED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("REFUSED");
    assertThat(world.messages("true")).isZero();
  }

  private InquiryRequest withoutAffair(String localId) {
    InquiryRequest usual = world.request(localId, 1, ROUTINE);
    return new InquiryRequest(
        usual.localId(),
        Optional.empty(),
        usual.procedure(),
        usual.lane(),
        usual.deadline(),
        usual.by(),
        usual.exchanges());
  }

  @Nested
  class WhatTheCoreDoesNotTake {

    private InquiryId inquiry;

    @BeforeEach
    void isRejected() {
      world.network.answer = _ -> new NationalNetwork.Rejected("no");
      world.broker.start();
      inquiry = world.inquires("a-1", 1, ROUTINE);
      world.settled();
    }

    @Test
    void failsForGood() {
      assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
      assertThat(world.status(inquiry).reason()).contains(new Reason("INQUIRY_REJECTED"));
      assertThat(world.status(inquiry).askingAgainHelps()).contains(false);
      assertThat(world.outcomes("INQUIRER")).containsExactly("FAILED");
    }

    @Test
    void isAlarmedAndItsBodyNotKept() {
      world.alarmed("REJECTED_BY_PEER", 1);
      assertThat(bodies("direction = 'OUT'")).containsExactly("0");
    }
  }

  @Test
  void doesNotAskForWhatHasExpired() {
    InquiryId inquiry = world.inquires("a-1", 1, ROUTINE);
    world.clock.advance(Duration.ofMinutes(11));
    world.broker.lookAfter(Duration.ZERO);
    assertThat(world.status(inquiry).outcome()).contains(Outcome.EXPIRED);

    world.broker.start();
    world.settled();

    assertThat(world.network.sendings).isEmpty();
  }

  @Test
  void refusesNationalNumbersAsLocalIdsAndHidesThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocalId("123456789018"))
        .withMessageNotContaining("123456789018");
    assertThat(new LocalId("a-1").toString()).doesNotContain("a-1");
  }

  @Test
  void storesNeitherNumbersNorIdsNorBodiesInClear() {
    InquiryId inquiry = world.inquires("very-own-name", 1234, ROUTINE);

    assertThat(
            world.count(
                """
                SELECT count(*) FROM inquiry i, exchange e, message m
                WHERE i::text LIKE '%very-own-name%' OR e::text LIKE '%0001234%'
                  OR i::text LIKE '%' || ? || '%' OR e::text LIKE '%' || ? || '%'
                  OR position('inquiry'::bytea IN m.body) > 0
                  OR position('very'::bytea IN i.detail) > 0
                """,
                inquiry.toString(), inquiry.toString()))
        .isZero();
  }

  private Submission inquire(TenantId tenant, String localId, int person) {
    return world.broker.inquire(tenant, world.request(localId, person, ROUTINE));
  }

  private static InquiryId accepted(Submission submission) {
    return ((Submission.Accepted) submission).id();
  }

  private InquiryId sent(String localId, Lane lane) {
    InquiryId inquiry = world.inquires(localId, 1, lane);
    Await.until(
        "it is sent",
        () ->
            world.status(inquiry).state() == InquiryState.WAITING_FOR_PERMIT
                && world.waiting() == 0);
    return inquiry;
  }

  private Permit permitOf(InquiryId inquiry) {
    return world.permit(inquiry, ROUTINE, KITA_AGENCY, NATIONAL);
  }

  private Permit permitted(InquiryId inquiry) {
    Permit permit = permitOf(inquiry);
    grant(inquiry, permit);
    world.settled();
    return permit;
  }

  private void grant(InquiryId inquiry, Permit permit) {
    decide(inquiry, new Decision.Granted(permit));
  }

  private void decide(InquiryId inquiry, Decision.Verdict verdict) {
    world.takes(world.decides(inquiry, verdict));
  }

  private void answer(AgencyCode sender, PermitId permit, InquiryId inquiry, SubjectToken token) {
    InboundMessage model = world.answers(sender, permitOf(inquiry), Outcome.PROVIDED);
    AnswerReceived said =
        new AnswerReceived(
            model.id(),
            sender,
            inquiry,
            List.of(
                new AnswerReceived.Answered(
                    world.exchange(inquiry),
                    permit,
                    token,
                    new AnswerReceived.WithContent(
                        Optional.empty(), _ -> world.messages.opening))));
    world.messages.incoming.put(new String(model.xml(), UTF_8), said);
    world.takes(model);
  }
}
