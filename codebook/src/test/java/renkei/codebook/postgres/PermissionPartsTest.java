package renkei.codebook.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.DIRECTORY;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.TAX;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.AgencyCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.ConsentRule;
import renkei.codebook.permission.DelegationRule;
import renkei.codebook.permission.KeptList;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.ListReceived.Refused;
import renkei.codebook.permission.ListReceived.Repeated;
import renkei.codebook.permission.ListReceived.Taken;
import renkei.codebook.permission.ListReceived.Waits;
import renkei.codebook.permission.ListRefusal;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionDecision.Allowed;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.PermissionRow;
import renkei.codebook.permission.Permissions;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.DeliveredList;
import renkei.codebook.testing.TestDatabase;

@Timeout(120)
class PermissionPartsTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
  private static final BodyClass PENSIONS = DeliveredList.kind(AgencyKind.PENSION_SERVICE);
  private static final BodyClass CITIES = DeliveredList.kind(AgencyKind.MUNICIPALITY);
  private static final byte[] SIGNED = "<signed/>".getBytes(UTF_8);

  private static TestDatabase postgres;
  private static Database database;

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
    permissions = PostgresCodebook.permissions(database, DIRECTORY, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    permissions.close();
  }

  private static PermissionRow row(int number) {
    return DeliveredList.row(
        "R-%06d".formatted(number), PENSIONS.id(), CITIES.id(), matter(number));
  }

  /** Each row of its own procedure. */
  private static Matter matter(int number) {
    return new Matter(
        AFFAIR, new ProcedureCode("JT%014d".formatted(number)), TAX, new ItemChoice.All());
  }

  private static PermissionList list(long version, int rows) {
    return new PermissionList(
        version,
        new Validity(
            Optional.of(LocalDate.parse("2020-01-01")), Optional.of(LocalDate.parse("2099-12-31"))),
        List.of(PENSIONS, CITIES),
        IntStream.rangeClosed(1, rows).mapToObj(PermissionPartsTest::row).toList());
  }

  private ListReceived take(ListManifest manifest) {
    return inTenant(tx -> permissions.take(manifest, SIGNED, tx));
  }

  private ListReceived take(ListPart part) {
    return inTenant(tx -> permissions.take(part, tx));
  }

  /** What is refused is undone, as the door does it. */
  private static ListReceived inTenant(Function<TenantTransaction, ListReceived> taking) {
    return database.inTenant(
        KITA,
        tx -> {
          ListReceived received = taking.apply(tx);
          if (received instanceof Refused) {
            tx.handle().rollback();
          }
          return received;
        });
  }

  private void isRefused(ListReceived received, ListRefusal why, String sentence) {
    assertThat(received)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(why);
              assertThat(refused.sentence()).contains(sentence);
            });
  }

  private PermissionDecision ask(int procedure) {
    return permissions.allow(
        new PermissionQuestion(PENSION, KITA_AGENCY, Purpose.LINKAGE, matter(procedure), TODAY));
  }

  private void decides(long version) {
    Await.until(
        "list " + version + " decides",
        () -> permissions.state().filter(state -> state.version() == version).isPresent());
  }

  @Test
  void takesPartsInAnyOrderAndRepeatsAsOften() {
    DeliveredList delivered = DeliveredList.of(list(1, 5), 2);

    assertThat(take(delivered.manifest())).isEqualTo(new Waits(3));
    assertThat(take(delivered.parts().get(2))).isEqualTo(new Waits(2));
    assertThat(take(delivered.manifest())).isEqualTo(new Repeated());
    assertThat(take(delivered.parts().get(2))).isEqualTo(new Repeated());
    assertThat(take(delivered.parts().get(0))).isEqualTo(new Waits(1));
    assertThat(permissions.find(1)).isEmpty();
    assertThat(take(delivered.parts().get(1))).isEqualTo(new Taken());
    assertThat(take(delivered.parts().get(1))).isEqualTo(new Repeated());

    decides(1);
    assertThat(ask(5)).isEqualTo(new Allowed(new PermissionRowId("R-000005"), 1));
    assertThat(permissions.find(1).orElseThrow().rows())
        .containsExactlyInAnyOrderElementsOf(list(1, 5).rows());
  }

  @Test
  void keepsTheManifestAndThePartsAsTheyCame() {
    DeliveredList delivered = DeliveredList.of(list(1, 3), 2);
    assertThat(delivered.to(permissions, database, KITA)).isEqualTo(new Taken());
    assertThat(take(delivered.manifest())).isEqualTo(new Repeated());

    try (Handle handle = postgres.superuser()) {
      assertThat(
              handle.createQuery("SELECT manifest FROM permission_list").mapTo(byte[].class).one())
          .isEqualTo(new byte[] {1});
      assertThat(
              handle
                  .createQuery("SELECT content FROM permission_part ORDER BY number")
                  .mapTo(byte[].class)
                  .list())
          .containsExactlyElementsOf(delivered.parts().stream().map(ListPart::content).toList());
    }
  }

  @Test
  void refusesAPartThatNoManifestAnnounced() {
    DeliveredList delivered = DeliveredList.of(list(1, 2), 2);
    isRefused(take(delivered.parts().getFirst()), ListRefusal.PART_UNKNOWN, "part 1");

    assertThat(take(delivered.manifest())).isEqualTo(new Waits(1));
    isRefused(
        take(new ListPart(1, 2, delivered.parts().getFirst().content())),
        ListRefusal.PART_UNKNOWN,
        "part 2");
  }

  @Test
  void refusesOtherRowsUnderOneNumber() {
    DeliveredList delivered = DeliveredList.of(list(1, 4), 2);
    assertThat(take(delivered.manifest())).isEqualTo(new Waits(2));

    isRefused(
        take(new ListPart(1, 1, delivered.parts().get(1).content())),
        ListRefusal.CONTRADICTS,
        "part 1");
    isRefused(
        take(DeliveredList.of(list(1, 3), 2).manifest()),
        ListRefusal.CONTRADICTS,
        "another content");
  }

  @Test
  void takesAPartThatWasCompressedOtherwise() {
    DeliveredList delivered = DeliveredList.of(list(1, 4), 2);
    assertThat(take(delivered.manifest())).isEqualTo(new Waits(2));
    byte[] again = DeliveredList.gzip(DeliveredList.lines(list(1, 2).rows()));
    again[9] = 0; // what made it (RFC 1952, 2.3)

    assertThat(take(new ListPart(1, 1, again))).isEqualTo(new Waits(1));
    assertThat(take(delivered.parts().getFirst())).isEqualTo(new Repeated());
  }

  @Test
  void refusesRowsThatAreNotAsManyAsAnnounced() {
    ListManifest manifest = DeliveredList.of(list(1, 4), 2).manifest();
    ListManifest.Part first = manifest.parts().getFirst();
    List<ListManifest.Part> parts =
        List.of(
            new ListManifest.Part(1, 3, first.bytes(), first.sha256()), manifest.parts().get(1));

    isRefused(take(with(manifest, 4, parts)), ListRefusal.ROWS_MISSING, "its parts have 5");
    assertThat(take(with(manifest, 5, parts))).isEqualTo(new Waits(2));
    isRefused(
        take(DeliveredList.of(list(1, 4), 2).parts().getFirst()),
        ListRefusal.ROWS_MISSING,
        "part 1 has 2 rows, and its manifest says 3");
  }

  private static ListManifest with(ListManifest one, int rows, List<ListManifest.Part> parts) {
    return new ListManifest(
        one.version(), one.validFrom(), one.validTo(), rows, one.classes(), parts);
  }

  @Test
  void refusesWhatIsNoGzipOrUnpacksWithoutEnd() {
    DeliveredList delivered = DeliveredList.of(list(1, 2), 2);
    assertThat(take(delivered.manifest())).isEqualTo(new Waits(1));
    byte[] cut =
        Arrays.copyOf(
            delivered.parts().getFirst().content(),
            delivered.parts().getFirst().content().length - 9);
    byte[] bomb = DeliveredList.gzip(new byte[ListManifest.Part.MOST_BYTES + 1]);

    isRefused(take(new ListPart(1, 1, new byte[] {1, 2})), ListRefusal.MALFORMED, "gzip");
    isRefused(take(new ListPart(1, 1, cut)), ListRefusal.MALFORMED, "gzip");
    isRefused(take(new ListPart(1, 1, bomb)), ListRefusal.MALFORMED, "longer than");
  }

  @Test
  void letsTheListBeforeStandWhenRowsContradictAndSaysWhy() {
    assertThat(DeliveredList.of(list(1, 2), 10).to(permissions, database, KITA))
        .isEqualTo(new Taken());
    decides(1);
    PermissionRow other =
        new PermissionRow(
            new PermissionRowId("R-2"),
            PENSIONS.id(),
            CITIES.id(),
            Purpose.LINKAGE,
            matter(1),
            new PermissionRow.Terms(
                "", new ConsentRule.NotNeeded(), DelegationRule.BOTH, Validity.ALWAYS));
    List<PermissionRow> rows = new ArrayList<>(list(2, 2).rows());
    rows.add(other);
    PermissionList wrong = new PermissionList(2, list(2, 2).validity(), list(2, 2).classes(), rows);
    DeliveredList delivered = DeliveredList.of(wrong, 2);
    assertThat(take(delivered.manifest())).isEqualTo(new Waits(2));
    assertThat(take(delivered.parts().get(1))).isEqualTo(new Waits(1));

    isRefused(take(delivered.parts().get(0)), ListRefusal.ROWS_CONTRADICT, "R-000001 and R-2");

    Await.until("the reason is kept", () -> kept(2).refused().isPresent());
    assertThat(kept(2).missing()).containsExactly(1);
    assertThat(kept(2).refused().orElseThrow()).contains("R-000001 and R-2");
    assertThat(ask(1)).isEqualTo(new Allowed(new PermissionRowId("R-000001"), 1));
    assertThat(permissions.state().map(PermissionListState::newest)).contains(1L);
    assertThat(DeliveredList.of(list(3, 1), 10).to(permissions, database, KITA))
        .isEqualTo(new Taken());
  }

  private KeptList kept(long version) {
    return permissions.kept().stream()
        .filter(list -> list.version() == version)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesAClassWithABodyThatTheDirectoryDoesNotHaveBeforeAnyPart() {
    BodyClass lost =
        new BodyClass(
            new BodyClassId("LOST"),
            "区分",
            "Class",
            Set.of(new BodyClass.Member.Body(new AgencyCode("1234567890123456"))));
    PermissionList one = list(1, 1);
    PermissionList wrong =
        new PermissionList(1, one.validity(), List.of(PENSIONS, CITIES, lost), one.rows());

    isRefused(
        take(DeliveredList.of(wrong, 1).manifest()),
        ListRefusal.UNKNOWN_BODY,
        "class LOST names 1234567890123456");
    assertThat(permissions.kept()).isEmpty();
  }

  @Test
  void refusesTheLastPartOfAListThatANewerOneOvertook() {
    DeliveredList old = DeliveredList.of(list(1, 2), 1);
    assertThat(take(old.manifest())).isEqualTo(new Waits(2));
    assertThat(take(old.parts().get(0))).isEqualTo(new Waits(1));
    assertThat(DeliveredList.of(list(2, 1), 1).to(permissions, database, KITA))
        .isEqualTo(new Taken());

    isRefused(take(old.parts().get(1)), ListRefusal.NOT_NEWER, "newer");
    isRefused(take(old.manifest()), ListRefusal.NOT_NEWER, "newer");
  }

  @Test
  void letsNoListThatIsNotCompleteKeepOthersAway() {
    assertThat(take(DeliveredList.of(list(9_000_000_000_000L, 2), 1).manifest()))
        .isEqualTo(new Waits(2));

    assertThat(DeliveredList.of(list(2, 1), 1).to(permissions, database, KITA))
        .isEqualTo(new Taken());
  }

  @Test
  void letsListsOfKindsStandAsEvidenceAndDecideNothing() {
    try (Handle handle = postgres.superuser()) {
      handle.execute(
          """
          INSERT INTO permission_list (version, valid_from, valid_to)
          VALUES (3, '2020-01-01', '2099-12-31')
          """);
    }
    permissions.close();
    permissions = PostgresCodebook.permissions(database, DIRECTORY, Clock.systemUTC());

    assertThat(ask(1)).isEqualTo(new Denied(Reason.NO_LIST));
    isRefused(take(DeliveredList.of(list(2, 1), 1).manifest()), ListRefusal.NOT_NEWER, "newer");
    isRefused(
        take(DeliveredList.of(list(3, 1), 1).manifest()),
        ListRefusal.CONTRADICTS,
        "another content");
    assertThat(DeliveredList.of(list(4, 1), 1).to(permissions, database, KITA))
        .isEqualTo(new Taken());
  }

  /** Each row allows in the new list what it allowed in the old: by list 1 or by list 2, whole. */
  @Test
  void decidesByOneListOrTheOtherWhileAHundredThousandRowsArrive() throws InterruptedException {
    assertThat(DeliveredList.of(list(1, 100), 100).to(permissions, database, KITA))
        .isEqualTo(new Taken());
    decides(1);
    DeliveredList delivered = DeliveredList.of(list(2, 100_000), 16_667);
    Set<PermissionDecision> seen = new HashSet<>();
    AtomicBoolean done = new AtomicBoolean();
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!done.get()) {
                    LockSupport.parkNanos(100_000);
                    PermissionDecision last = ask(100_000);
                    PermissionDecision first = ask(1);
                    if (last instanceof Allowed && !first.equals(allowed(1, 2))) {
                      seen.add(first);
                    }
                    seen.add(last);
                  }
                });

    assertThat(take(delivered.manifest())).isEqualTo(new Waits(6));
    for (int number : new int[] {5, 2, 5, 1, 6, 3}) {
      assertThat(take(delivered.parts().get(number - 1)))
          .isNotInstanceOf(Refused.class)
          .isNotInstanceOf(Taken.class);
    }
    assertThat(take(delivered.parts().get(3))).isEqualTo(new Taken());
    decides(2);
    Await.until("the last row is seen", () -> ask(100_000).equals(allowed(100_000, 2)));
    done.set(true);
    asking.join();

    assertThat(seen)
        .isSubsetOf(Set.of(new Denied(Reason.NO_PERMISSION), allowed(100_000, 2)))
        .contains(new Denied(Reason.NO_PERMISSION));
  }

  private static Allowed allowed(int row, long version) {
    return new Allowed(new PermissionRowId("R-%06d".formatted(row)), version);
  }
}
