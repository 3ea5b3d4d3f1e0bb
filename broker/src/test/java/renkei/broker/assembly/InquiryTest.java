package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.KITA_AGENCY;
import static renkei.broker.Sample.MINAMI;
import static renkei.broker.Sample.NATIONAL;
import static renkei.broker.Sample.PENSION;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.Acceptance;
import renkei.broker.AnswerReceived;
import renkei.broker.Await;
import renkei.broker.Decision;
import renkei.broker.InboundMessage;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.NationalNetwork;
import renkei.broker.Permit;
import renkei.broker.Sample;
import renkei.broker.SealedContent;
import renkei.broker.Submission;
import renkei.broker.TestPostgres;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionDecision;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;

class InquiryTest {

  @TempDir Path journal;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal, TestWorld.settings(1000, inline()));
    world.messages.opening = new SealedContent.Opened(TestWorld.CONTENT);
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
  void asksTheCoreTakesItsPermitAndKeepsTheAnswer() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.COUNTER);
    Permit permit = permitted(inquiry);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.PERMITTED);

    world.broker.accept(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    InquiryStatus status = world.broker.find(KITA, inquiry, Duration.ofSeconds(30)).orElseThrow();

    assertThat(status.state()).isEqualTo(InquiryState.FINISHED);
    assertThat(status.outcome()).contains(Outcome.PROVIDED);
    assertThat(status.localId()).isEqualTo(new LocalId("a-1"));
    assertThat(world.outcomes("INQUIRER")).containsExactly("PROVIDED");
    assertThat(world.count("SELECT count(*) FROM test_result")).isEqualTo(1);
    assertThat(
            world.count("SELECT count(*) FROM message WHERE kind = 'ANSWER' AND lane = 'COUNTER'"))
        .isEqualTo(1);
    assertThat(world.broker.find(MINAMI, inquiry, Duration.ZERO)).isEmpty();
  }

  @Test
  void anAnswerMayOvertakeItsDecision() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    Permit permit = world.permit(inquiry, Lane.ROUTINE, KITA_AGENCY, NATIONAL);
    world.broker.accept(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    Await.until(
        "the answer was looked at",
        () ->
            world.count("SELECT count(*) FROM message WHERE kind = 'ANSWER' AND attempts > 1")
                == 1);
    assertThat(world.status(inquiry).outcome()).isEmpty();

    world.broker.accept(world.decides(inquiry, new Decision.Granted(permit)));

    assertThat(world.broker.find(KITA, inquiry, Duration.ofSeconds(30)).orElseThrow().outcome())
        .contains(Outcome.PROVIDED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("PROVIDED");
  }

  @Test
  void answersThatDoNotMatchAreRefusedAndAlarmedAndChangeNothing() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    InquiryId other = sent("a-2", Lane.ROUTINE);
    Permit permit = permitted(inquiry);
    Permit otherPermit = permitted(other);

    answer(PENSION, permit.id(), inquiry, permit.subjectToken());
    answer(NATIONAL, otherPermit.id(), inquiry, permit.subjectToken());
    answer(NATIONAL, permit.id(), other, permit.subjectToken());
    answer(NATIONAL, permit.id(), inquiry, otherPermit.subjectToken());
    answer(
        NATIONAL, permit.id(), InquiryId.random(world.clock, world.random), permit.subjectToken());
    world.settled();

    world.alarmed(new Reason("NOT_THE_PROVIDER"), 1);
    world.alarmed(new Reason("OTHER_PERMIT"), 2);
    world.alarmed(new Reason("OTHER_PERSON"), 1);
    world.alarmed(new Reason("UNKNOWN_INQUIRY"), 1);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.PERMITTED);
    assertThat(world.status(other).state()).isEqualTo(InquiryState.PERMITTED);
    assertThat(world.count("SELECT count(*) FROM test_record")).isZero();
    assertThat(world.count("SELECT count(*) FROM test_result")).isZero();

    world.broker.accept(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    assertThat(world.broker.find(KITA, inquiry, Duration.ofSeconds(30)).orElseThrow().outcome())
        .contains(Outcome.PROVIDED);
  }

  @Test
  void keepsTheReceiptAndNotTheBodyOfWhatNobodyAskedFor() {
    world.broker.start();
    InboundMessage unasked = world.answers(NATIONAL, world.permit(Lane.ROUTINE), Outcome.PROVIDED);
    world.broker.accept(unasked);
    world.settled();

    assertThat(bodies("state = 'DEAD'")).containsExactly(0);
    assertThat(world.broker.accept(unasked))
        .isInstanceOfSatisfying(
            Acceptance.Repeated.class,
            repeated -> assertThat(repeated.receipt()).isEqualTo(unasked.receipt()));
  }

  /** How long the bodies of some messages are. */
  private List<Integer> bodies(String which) {
    try (var handle = world.postgres.superuser()) {
      return handle
          .createQuery("SELECT octet_length(body) FROM message WHERE " + which)
          .mapTo(Integer.class)
          .list();
    }
  }

  @Test
  void permitsForSomethingElseAreRefusedAndAlarmed() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    InquiryId other = sent("a-2", Lane.ROUTINE);
    Permit forOther = world.permit(other, Lane.ROUTINE, KITA_AGENCY, NATIONAL);
    Permit byOther = world.permit(inquiry, Lane.ROUTINE, KITA_AGENCY, PENSION);
    Permit toOther = world.permit(inquiry, Lane.ROUTINE, PENSION, NATIONAL);
    for (Permit wrong : List.of(forOther, byOther, toOther)) {
      world.broker.accept(world.decides(inquiry, new Decision.Granted(wrong)));
    }
    world.settled();

    world.alarmed(new Reason("OTHER_INQUIRY"), 3);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);

    Permit permit = permitted(inquiry);
    world.broker.accept(world.decides(inquiry, new Decision.Granted(permit)));
    world.broker.accept(
        world.decides(
            inquiry,
            new Decision.Granted(world.permit(inquiry, Lane.ROUTINE, KITA_AGENCY, NATIONAL))));
    world.settled();
    world.alarmed(new Reason("OTHER_PERMIT"), 1);
  }

  @Test
  void takesTheCoresNo() {
    world.broker.start();
    InquiryId refused = sent("a-1", Lane.ROUTINE);
    InquiryId failed = sent("a-2", Lane.ROUTINE);
    Reason reason = new Reason("NO_PERMISSION");
    world.broker.accept(world.decides(refused, new Decision.Refused(reason)));
    world.broker.accept(world.decides(refused, new Decision.Refused(reason)));
    world.broker.accept(
        world.decides(failed, new Decision.Failed(new Reason("PERSON_UNKNOWN"), false)));
    world.settled();

    assertThat(world.status(refused).outcome()).contains(Outcome.REFUSED);
    assertThat(world.status(refused).askingAgainHelps()).isEmpty();
    assertThat(world.status(failed).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(failed).askingAgainHelps()).contains(false);
    assertThat(world.outcomes("INQUIRER")).containsExactlyInAnyOrder("REFUSED", "FAILED");

    InquiryId temporary = sent("a-3", Lane.ROUTINE);
    world.broker.accept(
        world.decides(temporary, new Decision.Failed(new Reason("PROVIDER_AWAY"), true)));
    world.settled();
    assertThat(world.status(temporary).askingAgainHelps()).contains(true);
  }

  @Test
  void failsOnAnAnswerThatDoesNotOpen() {
    world.messages.opening = new SealedContent.Unopened();
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    world.broker.accept(world.answers(NATIONAL, permitted(inquiry), Outcome.PROVIDED));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(inquiry).reason()).contains(new Reason("ANSWER_UNREADABLE"));
    assertThat(world.status(inquiry).askingAgainHelps()).contains(true);
    assertThat(world.count("SELECT count(*) FROM test_result")).isZero();
  }

  @Test
  void saysOfAnAnswerThatFailedWhatItsProviderSays() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    world.broker.accept(world.answers(NATIONAL, permitted(inquiry), Outcome.FAILED));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(inquiry).askingAgainHelps()).contains(false);
  }

  @Test
  void expiresWithoutAnAnswerAndKeepsOffTheLateOne() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    Permit permit = permitted(inquiry);
    world.clock.advance(Duration.ofMinutes(10));
    world.broker.lookAfter(Duration.ZERO);
    Await.until("it has expired", () -> world.status(inquiry).outcome().isPresent());
    assertThat(world.status(inquiry).outcome()).contains(Outcome.EXPIRED);

    assertThat(world.broker.accept(world.answers(NATIONAL, permit, Outcome.PROVIDED)))
        .isInstanceOf(Acceptance.Accepted.class);
    world.settled();

    world.alarmed(new Reason("LATE"), 1);
    assertThat(bodies("state = 'DONE' AND reason = 'LATE'")).containsExactly(0);
    assertThat(world.status(inquiry).outcome()).contains(Outcome.EXPIRED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("EXPIRED");
    assertThat(world.count("SELECT count(*) FROM test_result")).isZero();
  }

  @Test
  void expiresTheOthersWhereOneRowCannotBeRead() {
    InquiryId unreadable = world.inquires("a-1", 1, Lane.ROUTINE);
    InquiryId other = world.inquires("a-2", 2, Lane.ROUTINE);
    Submission elsewhere = world.broker.inquire(MINAMI, world.request("a-3", 3, Lane.ROUTINE));
    InquiryId later = ((Submission.Accepted) elsewhere).id();
    try (var handle = world.postgres.superuser()) {
      handle.execute(
          "UPDATE inquiry SET detail = '\\x00' WHERE inquiry_id = ?", unreadable.value());
    }

    world.clock.advance(Duration.ofMinutes(11));
    world.broker.lookAfter(Duration.ZERO);

    assertThat(world.status(other).outcome()).contains(Outcome.EXPIRED);
    assertThat(world.broker.find(MINAMI, later, Duration.ZERO).orElseThrow().outcome())
        .contains(Outcome.EXPIRED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("EXPIRED", "EXPIRED");
  }

  @Test
  void aSecondAnswerChangesNothing() {
    world.broker.start();
    InquiryId inquiry = sent("a-1", Lane.ROUTINE);
    Permit permit = permitted(inquiry);
    world.broker.accept(world.answers(NATIONAL, permit, Outcome.NO_RECORD));
    world.settled();
    world.broker.accept(world.answers(NATIONAL, permit, Outcome.PROVIDED));
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.NO_RECORD);
    assertThat(world.outcomes("INQUIRER")).containsExactly("NO_RECORD");
    assertThat(world.count("SELECT count(*) FROM test_result")).isZero();
  }

  @Test
  void theSameLocalIdIsTheSameInquiryHoweverOftenAtOnce() throws Exception {
    List<Callable<Submission>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(() -> world.broker.inquire(KITA, world.request("a-1", 1, Lane.ROUTINE)));
    }
    List<Submission> submissions = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Submission> future : threads.invokeAll(calls)) {
        submissions.add(future.get());
      }
    }

    assertThat(submissions.stream().distinct()).hasSize(1);
    InquiryId id = ((Submission.Accepted) submissions.getFirst()).id();
    assertThat(world.count("SELECT count(*) FROM inquiry")).isEqualTo(1);
    assertThat(world.count("SELECT count(*) FROM message")).isEqualTo(1);
    assertThat(world.broker.inquire(KITA, world.request("a-1", 2, Lane.ROUTINE)))
        .isEqualTo(new Submission.LocalIdTaken(id));
    assertThat(world.broker.inquire(MINAMI, world.request("a-1", 1, Lane.ROUTINE)))
        .isInstanceOf(Submission.Accepted.class)
        .isNotEqualTo(submissions.getFirst());
  }

  @Test
  void recordsItsOwnRefusalAndKeepsNothingWithoutACode() {
    assertThat(world.broker.inquire(KITA, world.request("a-0", 9999, Lane.ROUTINE)))
        .isEqualTo(new Submission.NoCode());
    assertThat(world.count("SELECT count(*) FROM inquiry")).isZero();

    world.permission = new PermissionDecision.Denied(PermissionDecision.Reason.LIST_NOT_VALID);
    Submission refused = world.broker.inquire(KITA, world.request("a-1", 1, Lane.ROUTINE));
    Submission again = world.broker.inquire(KITA, world.request("a-1", 1, Lane.ROUTINE));

    assertThat(refused).isInstanceOf(Submission.NotPermitted.class).isEqualTo(again);
    InquiryId id = ((Submission.NotPermitted) refused).id();
    assertThat(world.status(id).outcome()).contains(Outcome.REFUSED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("REFUSED");
    assertThat(world.count("SELECT count(*) FROM message")).isZero();
  }

  @Test
  void refusesAndRecordsAProcedureThatNoListNames() {
    InquiryRequest request = withoutAffair("a-1");

    Submission refused = world.broker.inquire(KITA, request);

    assertThat(refused)
        .isInstanceOfSatisfying(
            Submission.NotPermitted.class,
            it -> assertThat(it.reason()).isEqualTo(new Reason("NO_PERMISSION")));
    InquiryId id = ((Submission.NotPermitted) refused).id();
    assertThat(world.status(id).outcome()).contains(Outcome.REFUSED);
    assertThat(world.outcomes("INQUIRER")).containsExactly("REFUSED");
    assertThat(world.count("SELECT count(*) FROM message")).isZero();

    world.affair = Optional.of(Sample.AFFAIR);
    assertThat(world.broker.inquire(KITA, request)).isEqualTo(refused);
    assertThat(world.broker.inquire(KITA, withoutAffair("a-2")))
        .isInstanceOf(Submission.Accepted.class);
    assertThat(world.messages.inquiries.values())
        .singleElement()
        .satisfies(sent -> assertThat(sent.affair()).isEqualTo(Sample.AFFAIR));
  }

  private InquiryRequest withoutAffair(String localId) {
    InquiryRequest usual = world.request(localId, 1, Lane.ROUTINE);
    return new InquiryRequest(
        usual.localId(),
        usual.subject(),
        Optional.empty(),
        usual.procedure(),
        usual.information(),
        usual.provider(),
        usual.lane(),
        usual.deadline());
  }

  @Test
  void failsWhenTheCoreDoesNotTakeIt() {
    world.network.answer = _ -> new NationalNetwork.Rejected("no");
    world.broker.start();
    InquiryId inquiry = world.inquires("a-1", 1, Lane.ROUTINE);
    world.settled();

    assertThat(world.status(inquiry).outcome()).contains(Outcome.FAILED);
    assertThat(world.status(inquiry).reason()).contains(new Reason("INQUIRY_REJECTED"));
    assertThat(world.status(inquiry).askingAgainHelps()).contains(false);
    assertThat(world.outcomes("INQUIRER")).containsExactly("FAILED");
    world.alarmed(new Reason("REJECTED_BY_PEER"), 1);
    assertThat(bodies("direction = 'OUT'")).containsExactly(0);
  }

  @Test
  void doesNotAskForWhatHasExpired() {
    InquiryId inquiry = world.inquires("a-1", 1, Lane.ROUTINE);
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
  void storesNeitherNumbersNorLocalIdsNorBodiesInClear() {
    world.inquires("very-own-name", 1234, Lane.ROUTINE);

    assertThat(
            world.count(
                """
                SELECT count(*) FROM inquiry i, message m
                WHERE i::text LIKE '%very-own-name%' OR i::text LIKE '%0001234%'
                  OR position('inquiry'::bytea IN m.body) > 0
                  OR position('very'::bytea IN i.detail) > 0
                """))
        .isZero();
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

  private Permit permitted(InquiryId inquiry) {
    Permit permit = world.permit(inquiry, Lane.ROUTINE, KITA_AGENCY, NATIONAL);
    world.broker.accept(world.decides(inquiry, new Decision.Granted(permit)));
    world.settled();
    return permit;
  }

  private void answer(AgencyCode sender, PermitId permit, InquiryId inquiry, SubjectToken token) {
    Permit any = world.permit(inquiry, Lane.ROUTINE, KITA_AGENCY, NATIONAL);
    InboundMessage model = world.answers(sender, any, Outcome.PROVIDED);
    AnswerReceived said =
        new AnswerReceived(
            model.id(),
            sender,
            permit,
            inquiry,
            token,
            new AnswerReceived.WithContent(Optional.empty(), _ -> world.messages.opening));
    world.messages.incoming.put(
        new String(model.xml(), java.nio.charset.StandardCharsets.UTF_8), said);
    assertThat(world.broker.accept(model)).isInstanceOf(Acceptance.Accepted.class);
  }
}
