package renkei.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import renkei.broker.InquiryStatus;
import renkei.broker.Submission;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
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
                Optional.of(new PermissionRowId("R-1"))));
    assertThat(recorded.told().given()).contains(given(LocalDate.of(2026, 6, 1)));
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
        .isEqualTo(new Exchange.Handling(Optional.of(Lane.COUNTER), Optional.empty()));
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
}
