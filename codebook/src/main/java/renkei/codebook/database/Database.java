package renkei.codebook.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import renkei.codebook.TenantId;

/**
 * PostgreSQL, reached through short transactions only. Thread-safe. Every transaction runs under
 * the role {@value #APPLICATION_ROLE}, which row-level security holds to the one tenant the
 * transaction was begun for.
 */
public final class Database implements AutoCloseable {

  /** The role of all ordinary work: cannot change the schema, cannot pass row-level security. */
  static final String APPLICATION_ROLE = "renkei_app";

  /** The role that owns the schema; used by {@link #migrate} only. */
  static final String OWNER_ROLE = "renkei_owner";

  /** The schema of all tables. */
  static final String SCHEMA = "renkei";

  private final DatabaseSettings settings;
  private final DataSource logins;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final ScopedValue<Boolean> inside = ScopedValue.newInstance();
  private volatile @Nullable String held;
  private volatile Consumer<DatabaseDamagedException> onDamage = _ -> {};

  private Database(DatabaseSettings settings, DataSource logins, HikariDataSource pool) {
    this.settings = settings;
    this.logins = logins;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    // By default Jdbi quotes the bound values in its messages.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  /**
   * Connects, and creates the roles and the schema if the login is a superuser and they are
   * missing.
   *
   * @throws DatabaseUnavailableException if PostgreSQL cannot be reached
   * @throws IllegalStateException if the login cannot take on the application role
   */
  public static Database open(DatabaseSettings settings) {
    boolean direct = Roles.prepare(settings);
    DataSource logins =
        Connections.application(settings, direct ? APPLICATION_ROLE : settings.user());
    HikariConfig config = new HikariConfig();
    config.setPoolName("renkei");
    config.setDataSource(logins);
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setInitializationFailTimeout(-1);
    return new Database(settings, logins, new HikariDataSource(config));
  }

  /**
   * Logs in anew, apart from the pool, and asks the least there is to ask: whether the database
   * answers, whatever is going on in the pool.
   *
   * @throws SQLException if it does not; its SQL state says why
   */
  public void probe() throws SQLException {
    try (Connection connection = logins.getConnection();
        Statement statement = connection.createStatement()) {
      boolean _ = statement.execute("SELECT 1");
    }
  }

  /**
   * Brings the schema up to date from {@code db/migration} on the class path. Several gateways may
   * call it at once.
   *
   * @throws DatabaseUnavailableException if PostgreSQL cannot be reached
   */
  public void migrate() {
    FluentConfiguration flyway =
        Flyway.configure()
            .dataSource(Connections.owner(settings))
            .schemas(SCHEMA)
            .createSchemas(false)
            .table("schema_history")
            .locations("classpath:db/migration")
            // Each module counts its own hundred: what one adds comes below what another has done.
            .outOfOrder(true)
            .connectRetries(0);
    try {
      flyway.load().migrate();
    } catch (FlywayException e) {
      throw Failures.of("the schema could not be brought up to date", e, true);
    }
  }

  /**
   * Runs {@code work} in one transaction that sees this tenant's rows only; commits when it returns
   * and rolls back when it throws.
   *
   * @throws DatabaseUnavailableException if PostgreSQL is away, full or read-only, or held
   * @throws ValueRefusedException if PostgreSQL would not keep a value
   * @throws IllegalStateException inside another transaction of the same thread
   */
  public <T> T inTenant(TenantId tenant, Function<TenantTransaction, T> work) {
    return transact(tenant.value(), handle -> work.apply(new TenantTransaction(tenant, handle)));
  }

  /**
   * Runs {@code work} in one transaction that sees no tenant's rows.
   *
   * @throws DatabaseUnavailableException if PostgreSQL is away, full or read-only, or held
   * @throws ValueRefusedException if PostgreSQL would not keep a value
   * @throws IllegalStateException inside another transaction of the same thread
   */
  public <T> T inPlatform(Function<PlatformTransaction, T> work) {
    return transact("", handle -> work.apply(new PlatformTransaction(handle)));
  }

  /**
   * As {@link #inPlatform}, while everybody else is held off: for whoever finds out whether this is
   * still the right database.
   */
  public <T> T inPlatformThoughHeld(Function<PlatformTransaction, T> work) {
    return begin("", handle -> work.apply(new PlatformTransaction(handle)));
  }

  /**
   * Lets no new transaction begin until {@link #release}: this may not be the right database.
   *
   * @param why said to whoever wants one, in a sentence
   */
  public void hold(String why) {
    held = why;
  }

  /** Lets transactions begin again. */
  public void release() {
    held = null;
  }

  private <T> T transact(String tenant, Function<Handle, T> work) {
    String why = held;
    if (why != null) {
      throw new DatabaseUnavailableException(why, true);
    }
    return begin(tenant, work);
  }

  private <T> T begin(String tenant, Function<Handle, T> work) {
    if (inside.isBound()) {
      throw new IllegalStateException("a transaction is open already in this thread");
    }
    return ScopedValue.where(inside, true).call(() -> commit(tenant, work));
  }

  private <T> T commit(String tenant, Function<Handle, T> work) {
    boolean committing = false;
    try (Handle handle = begun(tenant)) {
      try {
        T result = work.apply(handle);
        committing = true;
        handle.commit();
        return result;
      } catch (Throwable t) {
        Connections.rollBack(handle);
        throw t;
      }
    } catch (RuntimeException e) {
      RuntimeException failure = Failures.of("the database did not answer", e, !committing);
      if (failure instanceof DatabaseDamagedException damaged) {
        onDamage.accept(damaged);
      }
      throw failure;
    }
  }

  /**
   * A transaction that has begun. Connections that died in the pool, as in a restart, are passed
   * over.
   */
  private Handle begun(String tenant) {
    for (int left = settings.connections(); ; left--) {
      Handle handle = jdbi.open();
      try {
        handle.begin();
        Connections.enter(handle, tenant);
        return handle;
      } catch (RuntimeException e) {
        Connections.rollBack(handle);
        Connections.close(handle);
        if (left == 0 || !Failures.isLostConnection(e)) {
          throw e;
        }
      }
    }
  }

  /** Tells {@code listener} of every transaction that met damage; instead of the one before. */
  public void whenDamaged(Consumer<DatabaseDamagedException> listener) {
    onDamage = listener;
  }

  /**
   * Reads every table and every B-tree index of the schema, each by itself, with PostgreSQL's
   * {@code amcheck} where it is installed and may be used. Takes as long as reading all of it
   * takes.
   *
   * @throws DatabaseUnavailableException if PostgreSQL went away meanwhile
   */
  public DamageReport check() {
    return DamageCheck.run(Connections.checker(settings));
  }

  /** Closes all connections; transactions still running are given up. */
  @Override
  public void close() {
    pool.close();
  }
}
