package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.MINAMI_AGENCY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import renkei.broker.Gate;
import renkei.broker.HeldProvision;
import renkei.broker.Question;
import renkei.broker.Ruling;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.Condition;
import renkei.codebook.Delegation;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.Terms;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.testing.SampleAgencies;

/** Several exchanges in one message: each has its own provision, record and answer. */
class SeveralProvisionsTest extends WorldTest {

  private static final int SOME = 20;

  /** Whoever is about this one waits for staff until they release it. */
  private static final int HELD = 13;

  private static Answer heldUnlessReleased(Question question) {
    return isAbout(question, HELD) && question.released().isEmpty()
        ? new Answer.Held()
        : TestWorld.CONTENT;
  }

  private static boolean isAbout(Question question, int person) {
    return question.subject().equals(Optional.of(SampleAgencies.addressee(person)));
  }

  private List<Permit> asked(int count) {
    List<Permit> permits = world.permits(count, ROUTINE);
    world.takes(world.asksAbout(permits));
    return permits;
  }

  private static Set<PermitId> ids(List<Permit> permits) {
    return permits.stream().map(Permit::id).collect(Collectors.toSet());
  }

  /** The permits under which an answer says that. */
  private List<PermitId> answered(Outcome outcome) {
    return world.deliveredAnswers().stream()
        .filter(answering -> answering.ending().outcome() == outcome)
        .map(answering -> answering.permit().id())
        .toList();
  }

  private void assertEachAnsweredOnce(List<Permit> permits) {
    assertThat(answered(Outcome.PROVIDED)).containsExactlyInAnyOrderElementsOf(ids(permits));
    assertThat(world.records()).isEqualTo(permits.size());
    assertThat(world.provisions()).isEqualTo(permits.size());
    assertThat(world.count("SELECT count(DISTINCT permit) FROM test_record"))
        .isEqualTo(permits.size());
  }

  @Test
  void areAnsweredTogetherWhenAllAreReady() {
    world.broker.start();
    List<Permit> permits = asked(SOME);
    world.answered(1);
    world.settled();

    assertThat(world.answer().inquiry()).isEqualTo(permits.getFirst().inquiry());
    assertThat(world.answer().exchanges())
        .extracting(AnswerToSend.Answering::permit)
        .containsExactlyElementsOf(permits);
    assertEachAnsweredOnce(permits);
  }

  @Test
  void oneThatIsHeldLeavesLaterByItself() {
    world.answers = (_, question) -> heldUnlessReleased(question);
    world.broker.start();
    List<Permit> permits = asked(SOME);
    world.answered(1);
    world.settled();
    assertThat(world.answer().exchanges()).hasSize(SOME - 1);
    assertThat(world.records()).isEqualTo(SOME - 1);
    assertThat(heldOnes()).containsExactly(permits.get(HELD - 1).id());

    release(permits.get(HELD - 1));

    world.answered(2);
    world.settled();
    assertEachAnsweredOnce(permits);
  }

  private List<PermitId> heldOnes() {
    return world.broker.held(KITA, Optional.empty(), 100).provisions().stream()
        .map(HeldProvision::permit)
        .toList();
  }

  private void release(Permit permit) {
    assertThat(world.broker.release(KITA, permit.id(), _ -> {}))
        .isEqualTo(new Ruling.Ruled(Outcome.PROVIDED));
  }

  @Test
  void oneThatIsHeldOutlivesTheProcess() {
    world.answers = (_, question) -> heldUnlessReleased(question);
    world.broker.start();
    List<Permit> permits = asked(SOME);
    world.answered(1);
    world.settled();
    world.stop();

    world.restart();
    world.broker.start();
    release(permits.get(HELD - 1));

    world.answered(2);
    world.settled();
    assertEachAnsweredOnce(permits);
  }

  @Test
  void nothingIsAnsweredWhileAllAreHeld() {
    world.answers = (_, _) -> new Answer.Held();
    world.broker.start();
    List<Permit> permits = asked(3);
    world.settled();

    assertThat(heldOnes()).containsExactlyInAnyOrderElementsOf(ids(permits));
    assertThat(world.records()).isZero();
    assertThat(world.network.sendings).isEmpty();
  }

  @Test
  void aPermitThatWasAnsweredIsLeftOutAndTheOthersAreNot() {
    world.broker.start();
    List<Permit> permits = world.permits(3, ROUTINE);
    world.takes(world.asksAbout(permits.subList(0, 2)));
    world.answered(1);

    world.takes(world.asksAbout(permits));

    world.answered(2);
    world.settled();
    world.alarmed("REPEATED_PERMIT", 2);
    assertEachAnsweredOnce(permits);
    assertThat(world.messages("state = 'DEAD'")).isZero();
  }

  @Test
  void aMessageOfPermitsThatWereAllAnsweredHasNoEffect() {
    world.broker.start();
    List<Permit> permits = asked(3);
    world.answered(1);

    world.takes(world.asksAbout(permits));

    world.settled();
    world.alarmed("REPEATED_PERMIT", 1);
    assertEachAnsweredOnce(permits);
  }

  /**
   * Each has looked for what is known before the other has written anything. At the counter, where
   * no worker fetches a pointer ahead of the one that it works on.
   */
  @Test
  void twoMessagesThatShareAPermitAnswerItOnceBetweenThem() throws InterruptedException {
    Gate gate = new Gate(2);
    world.answers =
        (_, question) -> {
          if (isAbout(question, 1)) {
            gate.pass();
          }
          return TestWorld.CONTENT;
        };
    world.broker.start();
    List<Permit> permits = world.permits(3, COUNTER);
    List<Thread> doors =
        List.of(accepting(permits.subList(0, 2)), accepting(permits.subList(1, 3)));
    gate.reached();
    gate.open();
    for (Thread door : doors) {
      door.join();
    }

    world.answered(2);
    world.settled();
    world.alarmed("REPEATED_PERMIT", 1);
    assertEachAnsweredOnce(permits);
  }

  private Thread accepting(List<Permit> permits) {
    return Thread.ofVirtual().start(() -> world.takes(world.asksAbout(permits)));
  }

  @Test
  void oneThatIsNotForThisProviderHasNoEffectAndTheOthersHave() {
    world.broker.start();
    List<Permit> permits = world.permits(3, ROUTINE);
    List<PermittedInquiry.Asked> exchanges = new ArrayList<>();
    exchanges.add(
        new PermittedInquiry.Asked(permits.getFirst(), FakeVaults.code(MINAMI_AGENCY, 1)));
    permits
        .subList(1, 3)
        .forEach(
            permit ->
                exchanges.add(new PermittedInquiry.Asked(permit, FakeVaults.code(KITA_AGENCY, 2))));

    world.takes(world.asks(exchanges));

    world.answered(1);
    world.settled();
    world.alarmed("OTHER_PERSON_CODE", 1);
    assertEachAnsweredOnce(permits.subList(1, 3));
  }

  @Test
  void oneWhosePermitHasExpiredIsRecordedAndNotAnswered() {
    world.broker.start();
    List<Permit> permits = new ArrayList<>(world.permits(2, ROUTINE));
    permits.add(expired(permits.getFirst()));

    world.takes(world.asksAbout(permits));

    world.answered(1);
    world.settled();
    assertThat(answered(Outcome.PROVIDED))
        .containsExactlyInAnyOrderElementsOf(ids(permits.subList(0, 2)));
    assertThat(world.outcomes("PROVIDER"))
        .containsExactlyInAnyOrder("PROVIDED", "PROVIDED", "EXPIRED");
    assertThat(world.provisions()).isEqualTo(3);
  }

  private Permit expired(Permit permit) {
    Permit other = world.another(permit);
    Instant before = world.clock.instant().minus(Duration.ofMinutes(1));
    return new Permit(
        other.id(),
        other.exchange(),
        other.inquiry(),
        other.purpose(),
        other.handling(),
        other.inquirer(),
        other.provider(),
        other.matter(),
        other.terms(),
        other.grounds(),
        other.subjectToken(),
        other.route(),
        other.askedAt(),
        before.minus(Duration.ofMinutes(1)),
        before);
  }

  @Test
  void oneThatCannotBeAnsweredFailsAlone() {
    world.answers =
        (_, question) -> {
          if (isAbout(question, 2)) {
            throw new IllegalStateException("a row does not open");
          }
          return TestWorld.CONTENT;
        };
    world.broker.start();
    List<Permit> permits = asked(3);

    world.answered(1);
    world.settled();
    assertThat(answered(Outcome.FAILED)).containsExactly(permits.get(1).id());
    assertThat(answered(Outcome.PROVIDED))
        .containsExactlyInAnyOrder(permits.getFirst().id(), permits.getLast().id());
    assertThat(world.outcomes("PROVIDER"))
        .containsExactlyInAnyOrder("PROVIDED", "FAILED", "PROVIDED");
    assertThat(reasonOf(permits.get(1))).contains(new Reason("NOT_ANSWERABLE"));
  }

  private Optional<Reason> reasonOf(Permit permit) {
    return world.deliveredAnswers().stream()
        .filter(answering -> answering.permit().equals(permit))
        .findFirst()
        .flatMap(answering -> answering.ending().reason());
  }

  @Test
  void oneWithAnAdditionThatMustBeUnderstoodFailsAloneAndForGood() {
    world.broker.start();
    List<Permit> permits = world.permits(2, ROUTINE);
    world.takes(
        world.asks(
            List.of(
                new PermittedInquiry.Asked(
                    permits.getFirst(), FakeVaults.code(KITA_AGENCY, 1), false),
                new PermittedInquiry.Asked(permits.getLast(), FakeVaults.code(KITA_AGENCY, 2)))));

    world.answered(1);
    world.settled();
    assertThat(world.answer().exchanges())
        .extracting(AnswerToSend.Answering::ending)
        .containsExactlyInAnyOrder(
            Ending.failed(new Reason("ADDITION_NOT_UNDERSTOOD"), false),
            Ending.of(Outcome.PROVIDED, Optional.empty()));
    assertThat(world.questions).hasValue(1);
    assertThat(world.outcomes("PROVIDER")).containsExactlyInAnyOrder("FAILED", "PROVIDED");
  }

  @Test
  void eachAsksTheTenantsDataOnItsOwnTerms() {
    Set<Terms> asked = ConcurrentHashMap.newKeySet();
    world.answers =
        (_, question) -> {
          boolean _ = asked.add(question.terms());
          return question.terms().equals(Terms.PLAIN)
              ? TestWorld.CONTENT
              : new Answer.Refused(new Reason("CONDITION_NOT_ALLOWED"));
        };
    world.broker.start();
    List<Permit> permits = world.permits(2, ROUTINE);
    Terms years = terms(new Condition.FiscalYears(2024, 2026), false);
    world.takes(world.asksAbout(List.of(permits.getFirst(), on(permits.getLast(), years))));

    world.answered(1);
    world.settled();
    assertThat(asked).containsExactlyInAnyOrder(Terms.PLAIN, years);
    assertThat(answered(Outcome.REFUSED)).containsExactly(permits.getLast().id());
    assertThat(reasonOf(on(permits.getLast(), years)))
        .contains(new Reason("CONDITION_NOT_ALLOWED"));
  }

  @Test
  void answersWhatTheInquirerKeepsFromThePerson() {
    world.broker.start();
    Permit permit = on(world.permit(ROUTINE), terms(Condition.CURRENT, true));
    world.takes(world.asks(permit, 1));

    world.answered(1);
    world.settled();
    assertThat(answered(Outcome.PROVIDED)).containsExactly(permit.id());
  }

  @Test
  void refusesWhatAnotherRowOfTheVeryListAllowsThatThePermitNames() {
    world.permissions.decision = new PermissionDecision.Allowed(new PermissionRowId("R-2"), 1);
    world.broker.start();
    Permit permit = world.permit(ROUTINE);
    world.takes(world.asks(permit, 1));

    world.answered(1);
    world.settled();
    assertThat(reasonOf(permit)).contains(new Reason("OTHER_ROW"));
    assertThat(world.outcomes("PROVIDER")).containsExactly("REFUSED");
    assertThat(world.questions).hasValue(0);
  }

  @Test
  void answersByARowOfItsOwnListWhereThePermitNamesAnotherList() {
    world.permissions.decision = new PermissionDecision.Allowed(new PermissionRowId("R-2"), 2);
    world.broker.start();
    Permit permit = world.permit(ROUTINE);
    world.takes(world.asks(permit, 1));

    world.answered(1);
    world.settled();
    assertThat(answered(Outcome.PROVIDED)).containsExactly(permit.id());
  }

  private static Terms terms(Condition condition, boolean notDisclosed) {
    return new Terms(condition, Optional.empty(), Delegation.NONE, Optional.empty(), notDisclosed);
  }

  private static Permit on(Permit permit, Terms terms) {
    return new Permit(
        permit.id(),
        permit.exchange(),
        permit.inquiry(),
        permit.purpose(),
        permit.handling(),
        permit.inquirer(),
        permit.provider(),
        permit.matter(),
        terms,
        permit.grounds(),
        permit.subjectToken(),
        permit.route(),
        permit.askedAt(),
        permit.issuedAt(),
        permit.expiresAt());
  }

  @Test
  void answersThatAreTooMuchForOneMessageLeaveInSeveral() {
    Answer.Provided large =
        new Answer.Provided("x".repeat(400_000).getBytes(UTF_8), TestWorld.CONTENT.given());
    world.answers = (_, _) -> large;
    world.broker.start();
    List<Permit> permits = asked(5);

    world.answered(3);
    world.settled();
    assertThat(world.messages.answers.values())
        .extracting(answer -> answer.exchanges().size())
        .containsExactlyInAnyOrder(2, 2, 1);
    assertEachAnsweredOnce(permits);
  }
}
