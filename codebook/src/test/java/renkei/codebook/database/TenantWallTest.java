package renkei.codebook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;
import renkei.codebook.testing.TestDatabase;

class TenantWallTest {

  private static TestDatabase postgres;
  private static Database database;

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
  void oneRowOfKita() {
    try (Handle handle = postgres.superuser()) {
      handle.execute("DELETE FROM addressee");
    }
    database.inTenant(KITA, tx -> insert(tx.handle()));
  }

  @Test
  void showsATenantItsOwnRows() {
    assertThat(seenBy(KITA)).containsExactly("990019");
  }

  @Test
  void hidesTheRowsOfOthersEvenFromRawSql() {
    List<String> seen =
        database.inTenant(
            MINAMI,
            tx ->
                tx.handle()
                    .createQuery("SELECT tenant FROM addressee WHERE tenant = '990019' OR true")
                    .mapTo(String.class)
                    .list());

    assertThat(seen).isEmpty();
  }

  @Test
  void changesNothingOfOthers() {
    int changed =
        database.inTenant(MINAMI, tx -> tx.handle().execute("UPDATE addressee SET code_box = ''"));

    assertThat(changed).isZero();
  }

  @Test
  void refusesToWriteInTheNameOfOthers() {
    assertThatThrownBy(
            () ->
                database.inTenant(
                    MINAMI,
                    tx ->
                        tx.handle()
                            .execute(
                                """
                                INSERT INTO addressee (tenant, addressee_index, addressee_box, state, requested_at)
                                VALUES ('990019', '\\x01', '', 'REVOKED', now())
                                """)))
        .hasMessageContaining("row-level security");
  }

  @Test
  void showsNoRowsToThePlatform() {
    assertThat(seenByThePlatform()).isEmpty();
  }

  @Test
  void letsThePlatformWriteNoRows() {
    assertThatThrownBy(() -> database.inPlatform(tx -> insert(tx.handle())))
        .hasMessageContaining("addressee");
  }

  @Test
  void leavesNoTenantBehindOnAConnection() {
    for (int i = 0; i < 20; i++) {
      seenBy(KITA);
      assertThat(seenByThePlatform()).isEmpty();
    }
  }

  @Test
  void cannotTakeOnARoleThatSeesMore() {
    for (String role : List.of("postgres", "renkei_owner", "renkei_counter")) {
      assertThatThrownBy(
              () -> database.inTenant(KITA, tx -> tx.handle().execute("SET ROLE " + role)))
          .hasMessageContaining("permission denied");
    }
    List<String> seenAfterReset =
        database.inTenant(
            MINAMI,
            tx -> {
              tx.handle().execute("RESET ROLE");
              return tenants(tx.handle());
            });
    assertThat(seenAfterReset).isEmpty();
  }

  @Test
  void holdsTheOwnerOfTheTablesToo() {
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET ROLE renkei_owner");

      assertThat(tenants(handle)).isEmpty();
    }
  }

  @Test
  void wallsOffEveryTableThatNamesATenant() {
    try (Handle handle = postgres.superuser()) {
      List<String> open =
          handle
              .createQuery(
                  """
                  SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
                  WHERE relnamespace = 'renkei'::regnamespace AND relkind = 'r' AND attname = 'tenant'
                    AND NOT (relrowsecurity AND relforcerowsecurity)
                  """)
              .mapTo(String.class)
              .list();

      assertThat(open).isEmpty();
    }
  }

  @Test
  void grantsTheApplicationNoTruncateAndNoSchemaChanges() {
    assertThatThrownBy(
            () -> database.inTenant(KITA, tx -> tx.handle().execute("TRUNCATE addressee CASCADE")))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () ->
                database.inTenant(
                    KITA,
                    tx -> tx.handle().execute("ALTER TABLE addressee DISABLE ROW LEVEL SECURITY")))
        .hasMessageContaining("must be owner");
  }

  @Test
  void refusesATransactionInsideATransaction() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                database.inTenant(KITA, _ -> database.inTenant(MINAMI, TenantTransaction::tenant)));
    assertThatIllegalStateException()
        .isThrownBy(() -> database.inTenant(KITA, _ -> database.inPlatform(_ -> true)));
  }

  @Test
  void rollsBackWhatThrows() {
    assertThatThrownBy(
            () ->
                database.<TenantId>inTenant(
                    MINAMI,
                    tx -> {
                      insert(tx.handle());
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("on purpose");
    assertThat(seenBy(MINAMI)).isEmpty();
  }

  private static List<String> seenBy(TenantId tenant) {
    return database.inTenant(tenant, tx -> tenants(tx.handle()));
  }

  private static List<String> seenByThePlatform() {
    return database.inPlatform(tx -> tenants(tx.handle()));
  }

  private static int insert(Handle handle) {
    return handle.execute(
        """
        INSERT INTO addressee (addressee_index, addressee_box, state, requested_at)
        VALUES ('\\x01', '', 'REVOKED', now())
        """);
  }

  private static List<String> tenants(Handle handle) {
    return handle.createQuery("SELECT tenant FROM addressee").mapTo(String.class).list();
  }
}
