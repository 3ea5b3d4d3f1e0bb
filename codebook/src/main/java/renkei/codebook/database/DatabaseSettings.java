package renkei.codebook.database;

import java.time.Duration;

/**
 * Where PostgreSQL is and how it is used.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param user the login; a superuser lets {@link Database#open} create the roles
 * @param password empty where the server trusts the login
 * @param connections how many connections at most
 * @param patience how long a caller waits for a free connection, at least 250 ms
 */
public record DatabaseSettings(
    String url, String user, String password, int connections, Duration patience) {

  /** Throws {@link IllegalArgumentException} if a value cannot be used. */
  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("the database URL must start with jdbc:postgresql:");
    }
    if (user.isBlank()) {
      throw new IllegalArgumentException("the database user must not be blank");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("at least one database connection is needed");
    }
    if (patience.toMillis() < 250) {
      throw new IllegalArgumentException("the patience for a connection must be at least 250 ms");
    }
  }

  /** Hides the password, and the URL, which may hold one. */
  @Override
  public String toString() {
    return "DatabaseSettings[****, " + user + ", ****, " + connections + ", " + patience + "]";
  }
}
