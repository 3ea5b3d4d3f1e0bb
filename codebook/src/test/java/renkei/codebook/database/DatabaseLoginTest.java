package renkei.codebook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;

/** A database that its administrators prepared: the login is no superuser. */
class DatabaseLoginTest {

  private static TestServer server;
  private static TestDatabase postgres;

  @BeforeAll
  static void start() {
    server = TestServer.own(Map.of());
    postgres = server.database();
    Database.open(postgres.settings()).close();
    try (Handle handle = postgres.superuser()) {
      handle.execute("CREATE ROLE site LOGIN");
      handle.execute("GRANT renkei_app, renkei_owner TO site");
      handle.execute("CREATE ROLE stranger LOGIN");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void worksUnderTheApplicationRoleWithALoginThatIsOnlyAMember() {
    try (Database database = Database.open(settings("site"))) {
      database.migrate();

      List<String> roles =
          database.inTenant(
              KITA,
              tx -> {
                tx.handle().execute("RESET ROLE");
                return tx.handle()
                    .createQuery("SELECT session_user || ' ' || current_user")
                    .mapTo(String.class)
                    .list();
              });
      assertThat(roles).containsExactly("site renkei_app");
      assertThatThrownBy(
              () -> database.inTenant(KITA, tx -> tx.handle().execute("CREATE TABLE own (a int)")))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void refusesALoginThatMayNotTakeOnTheApplicationRole() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Database.open(settings("stranger")))
        .withMessageContaining("renkei_app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes"})
  void refusesAServerThatMayLoseInAPowerCutWhatItSaidWasCommitted(String setting) {
    try (TestServer careless = TestServer.own(Map.of(setting, "off"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Database.open(careless.database().settings()))
          .withMessageContaining("runs with " + setting + " off");
    }
  }

  private static DatabaseSettings settings(String user) {
    DatabaseSettings own = postgres.settings();
    return new DatabaseSettings(own.url(), user, "", own.connections(), own.patience());
  }
}
