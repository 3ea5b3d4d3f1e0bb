package renkei.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import renkei.broker.InquiryStatus;
import renkei.broker.Submission;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.LaneRule;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Reason;
import renkei.codebook.Terms;
import renkei.codebook.testing.DeliveredList;
import renkei.gateway.testing.Parties;
import renkei.tenantstore.Result;

/** What the broker and the tenants' own data agree on, through both of them. */
@Timeout(120)
class TenantBrokerTest {

  @TempDir private static Path scratch;

  private static TenantBrokerBench bench;

  @BeforeAll
  static void start() {
    bench = new TenantBrokerBench(scratch.resolve("artemis"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @Test
  void answersWithTheReplica() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(person);
    Element asking = bench.asking(person);

    bench.arrives(asking);

    assertThat(bench.items(bench.awaitAnswer(bench.permit(asking))))
        .contains(TenantBrokerBench.item("TK00000000020001", "2026"));
  }

  @Test
  void saysNoRecordWhereTheReplicaHasNobody() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(bench.knownPerson());
    Element asking = bench.asking(person);

    bench.arrives(asking);

    assertThat(bench.awaitAnswer(bench.permit(asking)).ending().outcome())
        .isEqualTo(Outcome.NO_RECORD);
  }

  @Test
  void saysOfSomebodyProtectedAtOnceWhatItSaysOfSomebodyUnknown() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(person);
    bench.flags(flags -> flags.protect(person));
    Element asking = bench.asking(person);
    Element aboutNobody = bench.asking(bench.unknownPerson());

    bench.arrives(asking);
    bench.arrives(aboutNobody);

    assertThat(bench.awaitAnswer(bench.permit(asking)).ending())
        .isEqualTo(bench.awaitAnswer(bench.permit(aboutNobody)).ending())
        .isEqualTo(Ending.of(Outcome.NOT_REGISTERED, Optional.empty()));
  }

  @Test
  void keepsAnAnswerBackWhileAHoldIsOnIt() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(bench.knownPerson());
    bench.flags(flags -> flags.hold(person, TenantBrokerBench.TAX));
    Element asking = bench.asking(person);

    bench.arrives(asking);

    bench.awaitHeld(bench.permit(asking));
    assertThat(bench.answers(bench.permit(asking))).isEmpty();
  }

  @Test
  void recordsAnAnswerBeforeItLeaves() {
    AddresseeNumber person = bench.knownPerson();
    Element asking = bench.asking(person);

    bench.arrives(asking);

    AnswerReceived.Answered answer = bench.awaitAnswer(bench.permit(asking));
    assertThat(bench.recorded(Exchange.Role.PROVIDER, bench.permit(asking).inquiry()))
        .containsExactly(answer.ending().outcome());
  }

  @Test
  void recordsWhatItGaveAndByWhichRowOfWhichListAndLane() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(person);
    Element asking = bench.asking(person);

    bench.arrives(asking);
    bench.awaitAnswer(bench.permit(asking));

    Permit permit = bench.permit(asking);
    Exchange recorded = bench.exchanges(Exchange.Role.PROVIDER, permit.inquiry()).getFirst();
    assertThat(recorded.permit()).contains(permit.id());
    assertThat(recorded.subject()).contains(person);
    assertThat(recorded.asked().affair()).contains(permit.matter().affair());
    assertThat(recorded.handling())
        .isEqualTo(
            new Exchange.Handling(
                Optional.of(permit.lane()),
                Optional.of(1L),
                Optional.of(new PermissionRowId("R-1")),
                circumstances(Exchange.AskedBy.NOBODY_NAMED)));
    assertThat(recorded.choice())
        .contains(new Exchange.Choice(permit.matter().items(), permit.terms()));
    assertThat(recorded.told().given()).contains(given(LocalDate.of(2026, 6, 1)));
  }

  private static Exchange.Circumstances circumstances(Exchange.AskedBy by) {
    return new Exchange.Circumstances(
        Optional.of(LaneRule.ASKED_FOR),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Environment.TEST),
        by);
  }

  private static Exchange.Given given(LocalDate asOf) {
    return new Exchange.Given(new Edition("2026-06"), List.of(new Exchange.GivenRecord(asOf, 1)));
  }

  @Test
  void endsAPermitThatComesTwice() {
    AddresseeNumber person = bench.knownPerson();
    Element asking = bench.asking(person);

    bench.arrives(asking);
    bench.awaitAnswer(bench.permit(asking));
    bench.arrives(asking);

    bench.awaitAlarm("REPEATED_PERMIT");
    assertThat(bench.alarmsBesideADoors())
        .as("alarms of broker and doors are one metric, and neither hides the other")
        .containsPattern("renkei_alarms_total\\{.*reason=\"REPEATED_PERMIT\"")
        .containsPattern("renkei_alarms_total\\{.*reason=\"FORBIDDEN_NUMBER\"");
    bench.awaitNothingWaits();
    assertThat(bench.alarms("REPEATED_PERMIT")).isEqualTo(1);
    assertThat(bench.answers(bench.permit(asking))).hasSize(1);
    assertThat(bench.recorded(Exchange.Role.PROVIDER, bench.permit(asking).inquiry())).hasSize(1);
  }

  @Test
  void takesNoInquiryAboutSomebodyTheVaultHasNoCodeOf() {
    assertThat(bench.inquires(bench.unknownPerson())).isInstanceOf(Submission.NoCode.class);
  }

  @Test
  void keepsTheResultForTheLocalSystem() {
    Instant started = Instant.now().minusMillis(1);
    InquiryId inquiry = bench.inquired(bench.knownPerson());
    Element granting = bench.granting(inquiry);

    bench.arrives(granting);
    bench.providerAnswers(
        bench.permit(granting), new AnswerToSend.WithContent(TenantBrokerBench.CONTENT));

    InquiryStatus status = bench.awaitFinished(inquiry);
    assertThat(status.exchanges().getFirst().outcome()).contains(Outcome.PROVIDED);
    assertThat(bench.result(inquiry).map(Result::content))
        .hasValueSatisfying(
            content -> assertThat(content).isEqualTo(TenantBrokerBench.CONTENT.content()));
    Exchange recorded = bench.exchanges(Exchange.Role.INQUIRER, inquiry).getFirst();
    assertThat(recorded.told().given()).contains(given(TenantBrokerBench.AS_OF));
    assertThat(recorded.handling())
        .as("by the row that the permit names, and who asked")
        .isEqualTo(
            new Exchange.Handling(
                Optional.of(Lane.COUNTER),
                Optional.of(1L),
                Optional.of(new PermissionRowId("R-1")),
                circumstances(new Exchange.AskedBy(Optional.of("福祉課"), Optional.of("u-17")))));
    assertThat(recorded.choice()).contains(new Exchange.Choice(new ItemChoice.All(), Terms.PLAIN));
    assertThat(recorded.told().askedAt())
        .hasValueSatisfying(
            askedAt -> assertThat(askedAt).isBefore(recorded.told().at()).isAfter(started));
  }

  @Test
  void recordsWhatCameOfItsOwnInquiry() {
    InquiryId inquiry = bench.inquired(bench.knownPerson());
    Element granting = bench.granting(inquiry);

    bench.arrives(granting);
    bench.providerAnswers(bench.permit(granting), TenantBrokerBench.without(Outcome.NO_RECORD));

    bench.awaitFinished(inquiry);
    assertThat(bench.recorded(Exchange.Role.INQUIRER, inquiry)).containsExactly(Outcome.NO_RECORD);
  }

  /** Whatever the core says: a provider judges terms by its own list and layouts. */
  static Stream<Arguments> termsThatAreRefused() {
    ItemChoice all = new ItemChoice.All();
    Terms inPart = terms(new Condition.OnDate(LocalDate.of(2026, 4, 1)), Delegation.NONE);
    Terms forKita =
        terms(
            Condition.CURRENT,
            new Delegation(Optional.empty(), Optional.of(Parties.MINAMI_AGENCY)));
    ItemChoice another = new ItemChoice.Some(List.of(new ItemCode("TK00000000020002")));
    return Stream.of(
        arguments("R-1", TenantBrokerBench.PROCEDURE, all, inPart, "CONDITION_NOT_ALLOWED"),
        arguments("R-2", DeliveredList.ONE_ITEM, another, Terms.PLAIN, "ITEMS_NOT_PERMITTED"),
        arguments("R-3", DeliveredList.BY_CONSENT, all, Terms.PLAIN, "CONSENT_MISSING"),
        arguments("R-1", TenantBrokerBench.PROCEDURE, all, forKita, "DELEGATION_NOT_PERMITTED"),
        arguments("R-4", DeliveredList.DELEGATED, all, forKita, "DELEGATION_NOT_GIVEN"),
        arguments("R-2", TenantBrokerBench.PROCEDURE, all, Terms.PLAIN, "OTHER_ROW"));
  }

  private static Terms terms(Condition condition, Delegation delegation) {
    return new Terms(condition, Optional.empty(), delegation, Optional.empty(), false);
  }

  @ParameterizedTest
  @MethodSource("termsThatAreRefused")
  void refusesTermsThatItsListOrLayoutDoesNotAllowAndRecordsThem(
      String row, ProcedureCode procedure, ItemChoice items, Terms terms, String reason) {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(person);
    Element asking = bench.asking(person, row, procedure, items, terms);

    bench.arrives(asking);

    Ending refused = Ending.of(Outcome.REFUSED, Optional.of(new Reason(reason)));
    assertThat(bench.awaitAnswer(bench.permit(asking)).ending()).isEqualTo(refused);
    Exchange recorded =
        bench.exchanges(Exchange.Role.PROVIDER, bench.permit(asking).inquiry()).getFirst();
    assertThat(recorded.told().reason()).contains(new Reason(reason));
    assertThat(recorded.choice()).contains(new Exchange.Choice(items, terms));
  }

  @Test
  void answersForTheItemsTheConsentAndTheYearsThatAreAllowed() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(person);
    Terms years =
        new Terms(
            new Condition.FiscalYears(2025, 2026),
            Optional.empty(),
            Delegation.NONE,
            Optional.of(new Consent(DeliveredList.CONSENT, Optional.empty())),
            false);
    ItemChoice one = new ItemChoice.Some(List.of(new ItemCode("TK00000000020001")));
    Element asking = bench.asking(person, "R-3", DeliveredList.BY_CONSENT, one, years);

    bench.arrives(asking);

    assertThat(bench.items(bench.awaitAnswer(bench.permit(asking))))
        .containsExactly(TenantBrokerBench.item("TK00000000020001", "2026"));
  }

  @Test
  void keepsFromThePersonWhatTheInquirerKeepsFromThePerson() {
    AddresseeNumber person = bench.knownPerson();
    bench.loads(person);
    Element shown = bench.asking(person);
    Element hidden =
        bench.asking(
            person, "R-1", TenantBrokerBench.PROCEDURE, new ItemChoice.All(), notDisclosed());

    bench.arrives(shown);
    bench.arrives(hidden);

    assertThat(bench.awaitAnswer(bench.permit(hidden)).ending().outcome())
        .isEqualTo(Outcome.PROVIDED);
    bench.awaitAnswer(bench.permit(shown));
    assertThat(bench.history(person).stream().map(Exchange::permit))
        .containsExactly(Optional.of(bench.permit(shown).id()));
    assertThat(bench.exchanges(Exchange.Role.PROVIDER, bench.permit(hidden).inquiry())).hasSize(1);
  }

  private static Terms notDisclosed() {
    return new Terms(Condition.CURRENT, Optional.empty(), Delegation.NONE, Optional.empty(), true);
  }

  @Test
  void keepsFromThePersonWhatTheProviderKeepsFromThePerson() {
    AddresseeNumber person = bench.knownPerson();
    InquiryId inquiry = bench.inquired(person);
    Element granting = bench.granting(inquiry);

    bench.arrives(granting);
    bench.providerAnswers(
        bench.permit(granting), true, TenantBrokerBench.without(Outcome.NO_RECORD));

    bench.awaitFinished(inquiry);
    assertThat(bench.history(person)).isEmpty();
    assertThat(bench.exchanges(Exchange.Role.INQUIRER, inquiry).getFirst().told().notDisclosed())
        .isTrue();
  }
}
