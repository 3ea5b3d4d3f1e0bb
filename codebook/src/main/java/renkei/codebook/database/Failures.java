package renkei.codebook.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/** Tells a database that is away, and one that refuses a value, from a mistake in the work. */
final class Failures {

  private Failures() {}

  /**
   * The exception to throw: {@code e} itself unless the database is unavailable or refused a value.
   *
   * @param beforeCommit whether the commit had not begun
   */
  static RuntimeException of(String message, RuntimeException e, boolean beforeCommit) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailableException) {
        return e;
      }
      if (cause instanceof ConnectionException
          || cause instanceof SQLTransientConnectionException) {
        return new DatabaseUnavailableException(message, beforeCommit, e);
      }
      if (cause instanceof SQLException sql) {
        String state = Objects.requireNonNullElse(sql.getSQLState(), "");
        if (meansDamaged(state)) {
          return new DatabaseDamagedException(message, state, beforeCommit, e);
        }
        if (meansUnavailable(state)) {
          return new DatabaseUnavailableException(
              message + " (" + state + ")", beforeCommit || !mayHaveCommitted(state), e);
        }
        if (refusesValue(state)) {
          return new ValueRefusedException("the database refused a value (" + state + ")", e);
        }
      }
    }
    return e;
  }

  /** Whether the connection itself is gone, rather than its server or what was asked. */
  static boolean isLostConnection(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return mayHaveCommitted(Objects.requireNonNullElse(sql.getSQLState(), ""));
      }
    }
    return false;
  }

  /**
   * PostgreSQL, appendix A: 08 connection, 53 no room or memory, 57P administrator or crash
   * shutdown, 57014 took too long, 58 system error, 25006 read-only, 25P03 and 25P04 transaction
   * open for too long, 40 gave way to another, 55P03 lock timeout.
   */
  private static boolean meansUnavailable(String state) {
    return Stream.of("08", "53", "57P", "57014", "58", "25006", "25P03", "25P04", "40", "55P03")
        .anyMatch(state::startsWith);
  }

  /** PostgreSQL, appendix A: 22 data exception, 23 constraint, 54 larger than a row can be. */
  private static boolean refusesValue(String state) {
    return Stream.of("22", "23", "54").anyMatch(state::startsWith);
  }

  /** PostgreSQL, appendix A: XX001 data corrupted, XX002 index corrupted. */
  static boolean meansDamaged(String state) {
    return state.equals("XX001") || state.equals("XX002");
  }

  /** A server that still answers with an error has rolled back; one that is gone may not have. */
  private static boolean mayHaveCommitted(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }
}
