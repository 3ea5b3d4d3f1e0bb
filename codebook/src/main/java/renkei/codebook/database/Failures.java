package renkei.codebook.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import org.jdbi.v3.core.ConnectionException;

/** Tells a database that is away from a mistake in the work. */
final class Failures {

  private Failures() {}

  /**
   * The exception to throw: {@code e} itself unless the database is unavailable.
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
        if (meansUnavailable(state)) {
          return new DatabaseUnavailableException(
              message + " (" + state + ")", beforeCommit || meansRolledBack(state), e);
        }
      }
    }
    return e;
  }

  /**
   * PostgreSQL, appendix A: 08 connection, 53 no room or memory, 57P administrator or crash
   * shutdown, 57014 took too long, 58 system error, 25006 read-only, 40 gave way to another, 55P03
   * lock timeout.
   */
  private static boolean meansUnavailable(String state) {
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("58")
        || meansRolledBack(state);
  }

  private static boolean meansRolledBack(String state) {
    return state.startsWith("40")
        || state.equals("25006")
        || state.equals("55P03")
        || state.equals("57014");
  }
}
