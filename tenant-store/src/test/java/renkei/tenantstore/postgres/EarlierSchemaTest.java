package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.HANAKO;
import static renkei.tenantstore.Sample.LAYOUTS;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;
import static renkei.tenantstore.Sample.inquiry;
import static renkei.tenantstore.Sample.permit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.RecordVerification;

/** A database that an earlier version has filled, brought up to date. */
class EarlierSchemaTest {

  /**
   * The owner of a table is behind the tenant wall too, and sees no row to change. Replicas of
   * before have no keys, and what was loaded of them says nothing any more; flags are about people.
   */
  @Test
  void datesADoubtOfBeforeAndThenDropsWhatWasLoadedButNoFlag() {
    try (TestServer server = TestServer.own(Map.of());
        TestDatabase test = server.database();
        Database database = Database.open(test.settings());
        Handle superuser = test.superuser()) {
      migrate(test.settings(), "203");
      superuser.execute(
          "INSERT INTO renkei.registration (tenant, information, registered_at, complete)"
              + " VALUES ('990019', 'TM00000000000101', '2026-06-01T00:00:00Z', false),"
              + " ('990027', 'TM00000000000101', '2026-06-02T00:00:00Z', true)");
      superuser.execute(
          "INSERT INTO renkei.hold (tenant, addressee_index, information, since)"
              + " VALUES ('990019', '\\x01', 'TM00000000000101', now())");
      superuser.execute(
          "INSERT INTO renkei.protection_case (tenant, addressee_index, since)"
              + " VALUES ('990019', '\\x02', now())");

      migrate(test.settings(), "208");

      assertThat(
              superuser
                  .createQuery(
                      "SELECT coalesce(doubted_at = registered_at, complete)"
                          + " FROM renkei.registration")
                  .mapTo(Boolean.class)
                  .list())
          .containsExactly(true, true);
      database.migrate();

      assertThat(
              superuser
                  .createQuery(
                      "SELECT (SELECT count(*) FROM renkei.registration) || ' '"
                          + " || (SELECT count(*) FROM renkei.replica_record) || ' '"
                          + " || (SELECT count(*) FROM renkei.hold) || ' '"
                          + " || (SELECT count(*) FROM renkei.protection_case)")
                  .mapTo(String.class)
                  .one())
          .isEqualTo("0 0 1 1");
      assertThat(
              superuser
                  .createQuery(
                      "SELECT relforcerowsecurity FROM pg_class"
                          + " WHERE oid = 'renkei.registration'::regclass")
                  .mapTo(Boolean.class)
                  .one())
          .as("the wall stands again")
          .isTrue();
    }
  }

  /** Not even in the place of a column that is gone. */
  @Test
  void leavesTheIdsOfExchangesInNoFileAndTheRecordsAsTheyWere() {
    try (TestServer server = TestServer.own(Map.of());
        TestDatabase test = server.database();
        Database database = Database.open(test.settings());
        Handle superuser = test.superuser()) {
      migrate(test.settings(), "206");
      for (TenantId tenant : List.of(KITA, MINAMI)) {
        inTenant(database, tenant, tx -> EarlierRecords.appendBefore(tx, answered(1, TARO)));
        inTenant(database, tenant, tx -> EarlierRecords.appendBefore(tx, answered(2, HANAKO)));
      }
      assertThat(file(superuser)).contains(bytes(inquiry(1)), bytes(permit(2)));

      database.migrate();

      assertThat(file(superuser))
          .isNotEmpty()
          .doesNotContain(bytes(inquiry(1)))
          .doesNotContain(bytes(permit(2)));
      TenantStore store =
          new PostgresTenantStore(database, LAYOUTS, Sample::keys, CLOCK, new Random(7));
      for (TenantId tenant : List.of(KITA, MINAMI)) {
        inTenant(
            database,
            tenant,
            tx ->
                assertThat(store.records(tx).history(TARO, 9))
                    .extracting(record -> record.exchange().inquiry())
                    .containsExactly(inquiry(1)));
        assertThat(store.sealer(AlgorithmTable.standard()).seal(tenant)).isPresent();
        List<String> lines = new ArrayList<>();
        inTenant(database, tenant, tx -> store.records(tx).export(lines::add));
        assertThat(lines).hasSize(3 + 2).startsWith("renkei exchange records 1");
        assertThat(TestStore.verify(lines)).isInstanceOf(RecordVerification.Genuine.class);
      }
    }
  }

  /** The bytes of the table in hexadecimal digits. */
  private static String file(Handle superuser) {
    superuser.execute("CHECKPOINT");
    return superuser
        .createQuery(
            "SELECT encode(pg_read_binary_file(pg_relation_filepath('renkei.exchange_record')),"
                + " 'hex')")
        .mapTo(String.class)
        .one();
  }

  private static String bytes(Object id) {
    return id.toString().replace("-", "");
  }

  private static void inTenant(
      Database database, TenantId tenant, Consumer<TenantTransaction> work) {
    boolean _ =
        database.inTenant(
            tenant,
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  private static void migrate(DatabaseSettings settings, String version) {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setUrl(settings.url());
    owner.setUser(settings.user());
    owner.setPassword(settings.password());
    owner.setOptions("-c role=renkei_owner");
    Flyway.configure()
        .dataSource(owner)
        .schemas("renkei")
        .createSchemas(false)
        .table("schema_history")
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }
}
