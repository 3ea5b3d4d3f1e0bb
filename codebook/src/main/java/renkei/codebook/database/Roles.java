package renkei.codebook.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three roles of the database: the owner of the schema, the application, and the counter, which
 * owns the views that count across tenants and is granted no column with content.
 */
final class Roles {

  private static final Logger LOG = LoggerFactory.getLogger(Roles.class);

  /** Owns the counting views. */
  static final String COUNTER_ROLE = "renkei_counter";

  /** What a server must do for a commit to be a promise. */
  private static final List<String> DURABLE = List.of("fsync", "full_page_writes");

  private static final String CREATE =
      """
      DO $$
      BEGIN
        PERFORM pg_advisory_xact_lock(7265617);
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'renkei_owner') THEN
          CREATE ROLE renkei_owner NOLOGIN;
        END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'renkei_app') THEN
          CREATE ROLE renkei_app LOGIN;
        END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'renkei_counter') THEN
          CREATE ROLE renkei_counter NOLOGIN;
          GRANT renkei_counter TO renkei_owner;
        END IF;
        IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'renkei') THEN
          CREATE SCHEMA renkei AUTHORIZATION renkei_owner;
          GRANT USAGE ON SCHEMA renkei TO renkei_app;
          GRANT USAGE, CREATE ON SCHEMA renkei TO renkei_counter;
        END IF;
      END $$
      """;

  private Roles() {}

  /**
   * Makes sure of the roles; returns whether the application role itself may log in.
   *
   * @throws IllegalStateException if the server may lose in a power cut what it said was committed,
   *     or the roles are not as they must be
   */
  static boolean prepare(DatabaseSettings settings) {
    try (Connection connection = Connections.login(settings).getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : DURABLE) {
        if (!holds(statement, "SELECT current_setting('" + setting + "')::boolean")) {
          throw new IllegalStateException(
              "the database server runs with "
                  + setting
                  + " off and may lose committed rows in a power cut; switch it on");
        }
      }
      boolean superuser =
          holds(statement, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
      if (superuser) {
        statement.execute(CREATE);
      }
      statement.execute("SET ROLE " + Database.APPLICATION_ROLE);
      if (holds(
          statement,
          "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")) {
        throw new IllegalStateException(
            "the role " + Database.APPLICATION_ROLE + " must not pass row-level security");
      }
      return superuser && canLogIn(settings);
    } catch (SQLException e) {
      RuntimeException unchecked =
          new IllegalStateException(
              "the login must be able to take on the role " + Database.APPLICATION_ROLE, e);
      throw Failures.of("the database could not be opened", unchecked, true);
    }
  }

  private static boolean holds(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** A connection that never was anything but the application cannot become anything else. */
  private static boolean canLogIn(DatabaseSettings settings) {
    try (Connection _ =
        Connections.application(settings, Database.APPLICATION_ROLE).getConnection()) {
      return true;
    } catch (SQLException e) {
      LOG.warn(
          "the application logs in as a superuser that takes on the role {}; give it a login that"
              + " is only a member of that role ({})",
          Database.APPLICATION_ROLE,
          e.getSQLState());
      return false;
    }
  }
}
