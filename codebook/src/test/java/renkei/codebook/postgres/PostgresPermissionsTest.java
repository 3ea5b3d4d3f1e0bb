package renkei.codebook.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.DIRECTORY;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.MINAMI_AGENCY;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.JapanTime;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.ListReceived.Refused;
import renkei.codebook.permission.ListReceived.Repeated;
import renkei.codebook.permission.ListReceived.Taken;
import renkei.codebook.permission.ListRefusal;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionDecision.Allowed;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.permission.TwoOperators;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.DeliveredList;
import renkei.codebook.testing.SettableClock;
import renkei.codebook.testing.TestDatabase;

@Timeout(60)
class PostgresPermissionsTest {

  private static final LocalDate FROM = LocalDate.parse("2026-04-01");
  private static final LocalDate TO = LocalDate.parse("2027-03-31");
  private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

  private static final Allowed FIRST_ROW = new Allowed(new PermissionRowId("R-1"), 1);
  private static final Denied NO_PERMISSION = new Denied(Reason.NO_PERMISSION);

  private static TestDatabase postgres;
  private static Database database;

  private final Clock clock = Clock.systemUTC();
  private Permissions permissions;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    database = postgres.open();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    try (Handle handle = postgres.superuser()) {
      handle.execute(
          "TRUNCATE permission_list, permission, permission_class, permission_part, withdrawn_list");
    }
    permissions = PostgresCodebook.permissions(database, DIRECTORY, clock);
  }

  /** Delivers a list, and looks at what is in force at once. */
  private ListReceived give(PermissionList list) {
    ListReceived received = DeliveredList.of(list, 20_000).to(permissions, database, KITA);
    reopen();
    return received;
  }

  private void reopen() {
    permissions.close();
    permissions = PostgresCodebook.permissions(database, DIRECTORY, clock);
  }

  private static PermissionList empty(long version, LocalDate from, LocalDate to) {
    return new PermissionList(
        version, new Validity(Optional.of(from), Optional.of(to)), List.of(), List.of());
  }

  private static final Refused NOT_NEWER =
      new Refused(ListRefusal.NOT_NEWER, "a newer list came before, or it was taken out of force");

  private static final Refused OTHER_MANIFEST =
      new Refused(ListRefusal.CONTRADICTS, "its manifest came before with another content");

  @AfterEach
  void close() {
    permissions.close();
  }

  @Test
  void deniesEverythingBeforeTheFirstList() {
    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(new Denied(Reason.NO_LIST));
  }

  @Test
  void knowsTheAffairOfAProcedureOfTheList() {
    assertThat(permissions.affairOf(PROCEDURE)).isEmpty();

    give(list(1));

    assertThat(permissions.affairOf(PROCEDURE)).contains(AFFAIR);
    assertThat(permissions.affairOf(new ProcedureCode("JT00000000000099"))).isEmpty();
  }

  @Test
  void allowsWhatARowAllows() {
    give(list(1));

    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(FIRST_ROW);
  }

  @Test
  void deniesOtherInquirersAndProviders() {
    give(list(1));

    assertThat(ask(MINAMI_AGENCY, KITA_AGENCY, TODAY)).isEqualTo(new Denied(Reason.NO_PERMISSION));
    assertThat(ask(KITA_AGENCY, PENSION, TODAY)).isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void deniesOtherMatters() {
    give(list(1));
    ProcedureCode procedure = new ProcedureCode("JT00000000000099");

    assertThat(pensionAsks(Purpose.OWN_DATA, PROCEDURE, TAX)).isEqualTo(NO_PERMISSION);
    assertThat(pensionAsks(Purpose.LINKAGE, procedure, TAX)).isEqualTo(NO_PERMISSION);
    assertThat(pensionAsks(Purpose.LINKAGE, PROCEDURE, RESIDENT)).isEqualTo(NO_PERMISSION);
  }

  private static PermissionQuestion question(
      AgencyCode inquirer,
      AgencyCode provider,
      Purpose purpose,
      ProcedureCode procedure,
      InformationCode information,
      LocalDate today) {
    Matter matter = new Matter(AFFAIR, procedure, information, new ItemChoice.All());
    return new PermissionQuestion(inquirer, provider, purpose, matter, today);
  }

  private PermissionDecision pensionAsks(
      Purpose purpose, ProcedureCode procedure, InformationCode information) {
    return permissions.allow(
        question(PENSION, KITA_AGENCY, purpose, procedure, information, TODAY));
  }

  @Test
  void deniesAgenciesTheDirectoryDoesNotKnow() {
    give(list(1));

    assertThat(ask(new AgencyCode("1234567890123456"), KITA_AGENCY, TODAY))
        .isEqualTo(new Denied(Reason.UNKNOWN_AGENCY));
  }

  @Test
  void deniesAnAgencyThatIsNoBodyOnThatDay() {
    give(list(1));
    Agency ended =
        new Agency(
            KITA_AGENCY,
            AgencyKind.MUNICIPALITY,
            Optional.of(KITA),
            "北町",
            "Kita-machi",
            new Lifetime(new Validity(Optional.empty(), Optional.of(TODAY)), List.of()),
            Remit.OWN);
    AgencyDirectory directory =
        new AgencyDirectory(List.of(ended, DIRECTORY.find(PENSION).orElseThrow()));

    permissions.close();
    permissions = PostgresCodebook.permissions(database, directory, clock);

    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(FIRST_ROW);
    assertThat(ask(PENSION, KITA_AGENCY, TODAY.plusDays(1)))
        .isEqualTo(new Denied(Reason.AGENCY_NOT_VALID));
  }

  @Test
  void deniesEverythingOnceTheListHasExpired() {
    give(list(1));

    assertThat(ask(PENSION, KITA_AGENCY, TO)).isEqualTo(FIRST_ROW);
    assertThat(ask(PENSION, KITA_AGENCY, TO.plusDays(1)))
        .isEqualTo(new Denied(Reason.LIST_NOT_VALID));
    assertThat(ask(PENSION, KITA_AGENCY, FROM.minusDays(1)))
        .isEqualTo(new Denied(Reason.LIST_NOT_VALID));
  }

  @Test
  void letsAnEmptyNewerListTakeEverythingBack() {
    give(list(1));
    give(empty(2, FROM, TO));

    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void letsTheListBeforeStandUntilANewerOneBegins() {
    LocalDate begins = JapanTime.date(clock.instant());
    LocalDate later = begins.plusYears(1);
    give(list(1, begins.minusDays(1), later));
    give(empty(2, begins.plusDays(2), later));
    assertThat(ask(PENSION, KITA_AGENCY, begins)).isEqualTo(FIRST_ROW);

    Clock twoDaysOn = Clock.offset(clock, Duration.ofDays(2));
    try (Permissions then = PostgresCodebook.permissions(database, DIRECTORY, twoDaysOn)) {
      assertThat(ask(then, PENSION, KITA_AGENCY, begins.plusDays(2)))
          .isEqualTo(new Denied(Reason.NO_PERMISSION));
    }
  }

  @Test
  void takesWhatANewerListReplacedBackForGood() {
    LocalDate today = JapanTime.date(clock.instant());
    give(list(1, today.minusDays(9), today.plusYears(1)));
    give(empty(2, today.minusDays(5), today.minusDays(1)));

    assertThat(ask(PENSION, KITA_AGENCY, today)).isEqualTo(new Denied(Reason.LIST_NOT_VALID));
  }

  @Test
  void saysThatAnOlderListHasNoEffect() {
    assertThat(give(empty(5, FROM, TO))).isEqualTo(new Taken());

    assertThat(give(list(4))).isEqualTo(NOT_NEWER);

    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void saysThatAListContradictsTheOneOfItsVersion() {
    give(empty(5, FROM, TO));

    assertThat(give(list(5))).isEqualTo(OTHER_MANIFEST);
    assertThat(give(empty(5, FROM, TO.plusDays(1)))).isEqualTo(OTHER_MANIFEST);

    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void takesTheSameListFromEveryTenantOnce() {
    assertThat(give(list(5))).isEqualTo(new Taken());
    assertThat(give(list(5))).isEqualTo(new Repeated());
  }

  @Test
  void saysWhichListIsInForce() {
    assertThat(permissions.state()).isEmpty();
    LocalDate later = LocalDate.parse("2099-04-01");

    give(list(7));
    give(list(8, later, later.plusYears(1)));

    assertThat(permissions.state()).contains(new PermissionListState(7, FROM, TO, 8));
  }

  @Test
  void letsTwoOperatorsTakeBackAListNothingNewerCouldFollow() {
    give(list(2));
    give(empty(9_000_000_000_000L, FROM, TO));
    assertThat(give(list(3))).isEqualTo(NOT_NEWER);

    assertThat(withdraw(9_000_000_000_000L)).isTrue();

    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(new Allowed(FIRST_ROW.row(), 2));
    assertThat(give(empty(3, FROM, TO))).isEqualTo(new Taken());
    assertThat(ask(PENSION, KITA_AGENCY, TODAY)).isEqualTo(new Denied(Reason.NO_PERMISSION));
    assertThat(permissions.state()).contains(new PermissionListState(3, FROM, TO, 3));
    assertThat(give(empty(9_000_000_000_000L, FROM, TO))).isEqualTo(NOT_NEWER);
    assertThat(withdraw(9_000_000_000_000L)).isFalse();
    assertThat(withdraw(77)).isFalse();
  }

  private boolean withdraw(long version) {
    return permissions.withdraw(version, new TwoOperators("Ito", "Mori"), "a slip of the core's");
  }

  @Test
  void takesTwoOperatorsForTwoOnlyIfTheyAre() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TwoOperators("Ito", " ｉｔｏ"));
    assertThatIllegalArgumentException().isThrownBy(() -> new TwoOperators("Ito", " "));
  }

  @Test
  void learnsOfAListThatAnotherGatewayTook() {
    try (Permissions other = PostgresCodebook.permissions(database, DIRECTORY, clock)) {
      assertThat(DeliveredList.of(list(1), 10).to(other, database, KITA)).isEqualTo(new Taken());

      Await.until("the list is known", () -> ask(PENSION, KITA_AGENCY, TODAY).equals(FIRST_ROW));
    }
  }

  @Test
  void decidesNothingOnceItsCopyIsTooOldToTrust() {
    give(list(1));
    SettableClock moving = SettableClock.standing(Instant.parse("2026-06-01T00:00:00Z"));
    Permissions stale = PostgresCodebook.permissions(database, DIRECTORY, moving);
    stale.close();
    assertThat(ask(stale, PENSION, KITA_AGENCY, TODAY)).isEqualTo(FIRST_ROW);
    moving.advance(Duration.ofSeconds(31));

    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> ask(stale, PENSION, KITA_AGENCY, TODAY));
  }

  private PermissionDecision ask(AgencyCode inquirer, AgencyCode provider, LocalDate today) {
    return ask(permissions, inquirer, provider, today);
  }

  private static PermissionDecision ask(
      Permissions deciding, AgencyCode inquirer, AgencyCode provider, LocalDate today) {
    return deciding.allow(question(inquirer, provider, Purpose.LINKAGE, PROCEDURE, TAX, today));
  }

  private static PermissionList list(long version) {
    return list(version, FROM, TO);
  }

  private static PermissionList list(long version, LocalDate from, LocalDate to) {
    PermissionList always =
        DeliveredList.oneRow(
            version,
            AgencyKind.PENSION_SERVICE,
            AgencyKind.MUNICIPALITY,
            DeliveredList.matter(TAX));
    return new PermissionList(
        version, new Validity(Optional.of(from), Optional.of(to)), always.classes(), always.rows());
  }
}
