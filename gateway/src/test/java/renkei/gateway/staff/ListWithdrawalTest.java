package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.gateway.staff.PersonsUnderTest.someKey;
import static renkei.gateway.staff.PersonsUnderTest.withKey;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.testing.Await;
import renkei.gateway.staff.Proposals.Decided;
import renkei.gateway.staff.Proposals.Proposed;
import renkei.gateway.testing.Parties;

/** The way back after a wrong permission list, through both real sides. */
class ListWithdrawalTest {

  private static final LocalDate FROM = LocalDate.of(2020, 1, 1);
  private static final LocalDate TO = LocalDate.of(2099, 12, 31);

  @Test
  void twoOperatorsTakeBackAPermissionListAndOneCannot() {
    try (PersonsUnderTest bench = new PersonsUnderTest();
        Permissions permissions =
            PostgresCodebook.permissions(bench.database, Parties.DIRECTORY, Clock.systemUTC())) {
      permissions.replaceWith(new PermissionList(2, FROM, TO, List.of()));
      permissions.replaceWith(new PermissionList(9_000_000_000_000L, FROM, TO, List.of()));
      Proposals proposals =
          new Proposals(
              bench.database, bench.acts, List.of(new ListWithdrawal(permissions)), bench.clock);
      bench.add(withKey(bench.operator("sato"), someKey(1)));
      bench.add(withKey(bench.operator("kato"), someKey(2)));
      Actor sato = bench.persons.byKey(Place.PLATFORM, someKey(1)).orElseThrow();
      Actor kato = bench.persons.byKey(Place.PLATFORM, someKey(2)).orElseThrow();

      UUID id =
          ((Proposed.Waiting) proposals.propose(sato, ListWithdrawal.KIND, "9000000000000 a slip"))
              .proposal()
              .id();
      assertThat(proposals.approve(sato, id)).isInstanceOf(Decided.SamePerson.class);
      assertThat(inForce(permissions)).isEqualTo(9_000_000_000_000L);

      assertThat(proposals.approve(kato, id)).isInstanceOf(Decided.Done.class);

      Await.until("list 2 decides again", () -> inForce(permissions) == 2);
      assertThat(bench.done(Place.PLATFORM)).endsWith("sato PROPOSED", "kato APPROVED");
    }
  }

  private static long inForce(Permissions permissions) {
    return permissions.state().map(PermissionListState::version).orElse(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9", "9 ", "nine why", "-1 why", "9999999999999999999 why", "9 a\tb"})
  void refusesWhatIsNoVersionWithAReason(String subject) {
    try (PersonsUnderTest bench = new PersonsUnderTest();
        Permissions permissions =
            PostgresCodebook.permissions(bench.database, Parties.DIRECTORY, Clock.systemUTC())) {
      ListWithdrawal withdrawal = new ListWithdrawal(permissions);
      assertThatIllegalArgumentException().isThrownBy(() -> withdrawal.describe(subject));
    }
  }
}
