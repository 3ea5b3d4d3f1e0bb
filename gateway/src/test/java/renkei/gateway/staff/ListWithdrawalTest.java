package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.gateway.staff.PersonsUnderTest.someKey;
import static renkei.gateway.staff.PersonsUnderTest.withKey;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.DeliveredList;
import renkei.gateway.staff.Proposals.Decided;
import renkei.gateway.staff.Proposals.Proposed;
import renkei.gateway.testing.Parties;

/** The way back after a wrong permission list, through both real sides. */
class ListWithdrawalTest {

  @Test
  void twoOperatorsTakeBackAPermissionListAndOneCannot() {
    try (PersonsUnderTest bench = new PersonsUnderTest();
        Permissions permissions =
            PostgresCodebook.permissions(bench.database, Parties.DIRECTORY, Clock.systemUTC())) {
      put(2, permissions, bench);
      put(9_000_000_000_000L, permissions, bench);
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

  private static void put(long version, Permissions permissions, PersonsUnderTest bench) {
    DeliveredList.put(
        new PermissionList(version, Validity.ALWAYS, List.of(), List.of()),
        permissions,
        bench.database,
        Parties.KITA);
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
