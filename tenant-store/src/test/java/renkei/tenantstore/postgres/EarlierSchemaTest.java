package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;

/** A database that an earlier version has filled, brought up to date. */
class EarlierSchemaTest {

  /** The owner of a table is behind the tenant wall too, and sees no row to change. */
  @Test
  void datesADoubtOfBeforeThoughTheOwnerSeesNoTenantsRows() {
    try (TestServer server = TestServer.own(Map.of());
        TestDatabase test = server.database();
        Database database = Database.open(test.settings());
        Handle superuser = test.superuser()) {
      migrate(test.settings(), "203");
      superuser.execute(
          "INSERT INTO renkei.registration (tenant, information, registered_at, complete)"
              + " VALUES ('990019', 'TM00000000000101', '2026-06-01T00:00:00Z', false),"
              + " ('990027', 'TM00000000000101', '2026-06-02T00:00:00Z', true)");

      database.migrate();

      assertThat(
              superuser
                  .createQuery(
                      "SELECT coalesce(doubted_at = registered_at, complete)"
                          + " FROM renkei.registration")
                  .mapTo(Boolean.class)
                  .list())
          .containsExactly(true, true);
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
