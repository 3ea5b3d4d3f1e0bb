package renkei.codebook.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How connections are set up, begun for a tenant, and given back. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /**
   * Nothing of ours takes longer; a silent server or a forgotten lock must not hold a thread for
   * ever, and a door says that the database is away before its callers have stopped waiting.
   */
  private static final String PATIENCE =
      "-c statement_timeout=15s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s";

  /**
   * One plan for all values of a statement, made when a connection runs it for the first time: with
   * arrays the server expects fewer rows of known values than of unknown ones, takes the plan made
   * for each run for the cheaper one, and plans anew every time (docs/decisions/0231). Hence no
   * statement may need a plan that depends on its values.
   */
  private static final String PLANS = " -c plan_cache_mode=force_generic_plan";

  /** In seconds; as {@link #PATIENCE}, and some more for the server to say so. */
  private static final int SILENCE = 20;

  /** In seconds: one statement of a migration may rewrite a large table. */
  private static final int SILENCE_OF_OWNER = 600;

  private Connections() {}

  /**
   * Connections of the application: short statements, prepared at once, and commits that wait for
   * the disk whatever the server's default is.
   */
  static DataSource application(DatabaseSettings settings, String user) {
    PGSimpleDataSource source = source(settings, user);
    source.setOptions(
        "-c role=" + Database.APPLICATION_ROLE + " -c synchronous_commit=on " + PATIENCE + PLANS);
    source.setPrepareThreshold(1);
    source.setSocketTimeout(SILENCE);
    return source;
  }

  /** Connections of the owner of the schema, whose statements may take long. */
  static DataSource owner(DatabaseSettings settings) {
    PGSimpleDataSource source = source(settings, settings.user());
    source.setOptions("-c role=" + Database.OWNER_ROLE);
    source.setSocketTimeout(SILENCE_OF_OWNER);
    return source;
  }

  /** Connections of the application whose statements may take long. */
  static DataSource checker(DatabaseSettings settings) {
    PGSimpleDataSource source = source(settings, settings.user());
    source.setOptions("-c role=" + Database.APPLICATION_ROLE + " -c statement_timeout=10min");
    source.setSocketTimeout(SILENCE_OF_OWNER);
    return source;
  }

  /** Connections as the login of the settings is. */
  static DataSource login(DatabaseSettings settings) {
    PGSimpleDataSource source = source(settings, settings.user());
    source.setSocketTimeout(SILENCE);
    return source;
  }

  /** Server errors leave out their details, which may quote values. */
  private static PGSimpleDataSource source(DatabaseSettings settings, String user) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.url());
    source.setUser(user);
    source.setPassword(settings.password());
    source.setCurrentSchema(Database.SCHEMA);
    source.setApplicationName("renkei");
    source.setLogServerErrorDetail(false);
    source.setTcpKeepAlive(true);
    source.setConnectTimeout(5);
    return source;
  }

  /**
   * Holds the open transaction to one tenant, or to none; travels with BEGIN in one round trip.
   * Runs before everything else there is, hence without a mapping layer.
   */
  static void enter(Handle handle, String tenant) {
    try (PreparedStatement statement =
        handle.getConnection().prepareStatement("SELECT set_config('renkei.tenant', ?, true)")) {
      statement.setString(1, tenant);
      statement.execute();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  /**
   * Rolls back as well as a perhaps broken connection lets us: what went wrong first matters more.
   */
  static void rollBack(Handle handle) {
    giveUp("rollback", handle::rollback);
  }

  /** Closes a connection that has failed already. */
  static void close(Handle handle) {
    giveUp("closing", handle::close);
  }

  private static void giveUp(String what, Runnable step) {
    try {
      step.run();
    } catch (JdbiException e) {
      LOG.debug("{} failed, the connection is given up", what, e);
    }
  }
}
