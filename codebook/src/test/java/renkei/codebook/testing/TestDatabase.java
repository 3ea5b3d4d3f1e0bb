package renkei.codebook.testing;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;

/** A database of one test's own: what others do on the same server it does not see. */
public final class TestDatabase implements AutoCloseable {

  private final TestServer server;
  private final String name;

  TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** A new one on the server that all tests of a virtual machine share. */
  public static TestDatabase fresh() {
    return TestServer.fresh();
  }

  /** How to connect, with a few connections and little patience. */
  public DatabaseSettings settings() {
    return server.settings(name);
  }

  /** Connects and brings the schema up to date. */
  public Database open() {
    return open(settings());
  }

  /** As {@link #open()}, with other bounds. */
  public Database open(int connections, Duration patience) {
    DatabaseSettings few = settings();
    return open(new DatabaseSettings(few.url(), few.user(), few.password(), connections, patience));
  }

  private static Database open(DatabaseSettings settings) {
    Database database = Database.open(settings);
    database.migrate();
    return database;
  }

  /** A superuser's session, to look behind the wall or to do damage; to be closed. */
  public Handle superuser() {
    return server.superuser(name);
  }

  /** Drops it, whoever is connected still. */
  @Override
  public void close() {
    server.drop(name);
  }
}
