package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.staff.PersonsUnderTest.someKey;
import static renkei.gateway.staff.PersonsUnderTest.withKey;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;
import renkei.gateway.staff.Proposals.Decided;
import renkei.gateway.staff.Proposals.Proposed;

/** What one operator proposes and another decides. */
class ProposalsTest {

  private final PersonsUnderTest bench = new PersonsUnderTest();
  private Actor sato;
  private Actor kato;

  @BeforeEach
  void twoOperators() {
    bench.add(withKey(bench.operator("sato"), someKey(1)));
    bench.add(withKey(bench.operator("kato"), someKey(2)));
    sato = bench.persons.byKey(Place.PLATFORM, someKey(1)).orElseThrow();
    kato = bench.persons.byKey(Place.PLATFORM, someKey(2)).orElseThrow();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private UUID propose(Actor by, String login) {
    Proposed proposed =
        bench.proposals.propose(by, PersonChanges.ADD, bench.operator(login).text());
    return ((Proposed.Waiting) proposed).proposal().id();
  }

  @Test
  void doesWhatOnePersonProposesAndAnotherApproves() {
    UUID id = propose(sato, "third");
    assertThat(bench.persons.list(Place.PLATFORM)).hasSize(2);

    Decided decided = bench.proposals.approve(kato, id);

    assertThat(decided).isInstanceOf(Decided.Done.class);
    assertThat(((Decided.Done) decided).told()).isPresent();
    assertThat(bench.persons.list(Place.PLATFORM)).hasSize(3);
    assertThat(bench.done(Place.PLATFORM)).endsWith("sato PROPOSED", "kato APPROVED");
    assertThat(bench.proposals.approve(kato, id)).isInstanceOf(Decided.NotOpen.class);
  }

  @Test
  void onePersonCannotBeBoth() {
    UUID id = propose(sato, "third");

    assertThat(bench.proposals.approve(sato, id)).isInstanceOf(Decided.SamePerson.class);
    assertThat(bench.persons.list(Place.PLATFORM)).hasSize(2);
  }

  @Test
  void oneCredentialCannotBeBoth() {
    UUID id = propose(sato, "third");
    Actor otherNameSameKey =
        new Actor(kato.place(), kato.login(), kato.name(), sato.credential(), kato.rights());

    assertThat(bench.proposals.approve(otherNameSameKey, id))
        .isInstanceOf(Decided.SamePerson.class);
  }

  @Test
  void theTableItselfRefusesOnePersonAsBoth() {
    UUID id = propose(sato, "third");

    assertThatThrownBy(
            () ->
                bench.database.inPlatform(
                    tx ->
                        tx.handle()
                            .execute(
                                "UPDATE proposal SET state = 'APPROVED', decided_by = 'sato',"
                                    + " decided_credential = 'x', decided_at = now()"
                                    + " WHERE proposal_id = ?",
                                id)))
        .hasStackTraceContaining("proposal_check");
  }

  @Test
  void aProposalThatNobodyDecidesOnIsVoid() {
    UUID id = propose(sato, "third");
    bench.clock.advance(Proposals.LIFE);

    assertThat(bench.proposals.approve(kato, id)).isInstanceOf(Decided.NotOpen.class);
    assertThat(bench.proposals.open()).isEmpty();
  }

  @Test
  void asksForTheRightsOfEach() {
    Actor watcher =
        new Actor(
            kato.place(), kato.login(), kato.name(), kato.credential(), Set.of(Right.OBSERVE));
    UUID id = propose(sato, "third");

    assertThat(bench.proposals.approve(watcher, id)).isInstanceOf(Decided.NotAllowed.class);
    assertThat(bench.proposals.decline(watcher, id)).isInstanceOf(Decided.NotAllowed.class);
    assertThat(bench.proposals.propose(watcher, PersonChanges.ADD, bench.operator("x1").text()))
        .isInstanceOf(Proposed.NotAllowed.class);
    Actor machine = Actor.machine();
    assertThat(bench.proposals.approve(machine, id)).isInstanceOf(Decided.NotAllowed.class);
    assertThat(bench.proposals.propose(machine, PersonChanges.ADD, bench.operator("x1").text()))
        .isInstanceOf(Proposed.NotAllowed.class);
  }

  @Test
  void noMemberOfStaffDecidesForThePlatform() {
    UUID id = propose(sato, "third");
    Actor staff =
        new Actor(
            Place.of(new TenantId("990019")),
            new Login("sato"),
            "Staff",
            "key:other",
            Right.OF_OPERATORS);

    assertThat(bench.proposals.approve(staff, id)).isInstanceOf(Decided.NotAllowed.class);
    assertThat(
            bench.proposals.decline(
                new Actor(staff.place(), staff.login(), staff.name(), "key:x", Set.of()), id))
        .isInstanceOf(Decided.NotAllowed.class);
  }

  @Test
  void letsAProposerTakeItBackAndAnApproverDeclineIt() {
    assertThat(bench.proposals.decline(sato, propose(sato, "third")))
        .isInstanceOf(Decided.Done.class);
    assertThat(bench.proposals.decline(kato, propose(sato, "third")))
        .isInstanceOf(Decided.Done.class);
    assertThat(bench.proposals.open()).isEmpty();
    assertThat(bench.done(Place.PLATFORM)).endsWith("sato PROPOSED", "kato DECLINED");
  }

  @Test
  void saysWhatCannotBeDoneAndLetsItWait() {
    UUID first = propose(sato, "third");
    UUID second = propose(sato, "third");
    var _ = bench.proposals.approve(kato, first);

    assertThat(bench.proposals.approve(kato, second)).isInstanceOf(Decided.Impossible.class);
    assertThat(bench.proposals.open()).hasSize(1);
  }

  @Test
  void refusesASubjectThatNobodyCouldApprove() {
    assertThat(bench.proposals.propose(sato, PersonChanges.ADD, "nonsense"))
        .isInstanceOf(Proposed.Malformed.class);
    assertThat(bench.proposals.propose(sato, "no-such-kind", ""))
        .isInstanceOf(Proposed.Malformed.class);
  }
}
