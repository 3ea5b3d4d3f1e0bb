package renkei.gateway.health;

import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Why something did not work: the class of a failure or a code, and nothing of what it was about.
 *
 * @param value up to 60 letters, digits, {@code _}, {@code -} and {@code .}, such as {@code
 *     ConnectException}, {@code SQLSTATE-57P03} or {@code HTTP-503}
 */
public record Cause(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}");
  private static final int DEEPEST = 16;

  /** Refuses whatever has the form of a sentence: it may hold content. */
  public Cause {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a cause is a word of up to 60 letters, digits, '_', '-' and '.'");
    }
  }

  /** By HTTP status. */
  public static Cause http(int status) {
    return new Cause("HTTP-" + status);
  }

  /**
   * By the SQL state if a database failed (ISO 9075), else by the class of the deepest cause: that
   * names the thing itself, such as {@code ConnectException}, and not who was hurt by it.
   */
  public static Cause of(Throwable failure) {
    Throwable deepest = failure;
    for (int depth = 0; depth < DEEPEST; depth++) {
      if (deepest instanceof SQLException sql && sql.getSQLState() != null) {
        String state = Objects.requireNonNull(sql.getSQLState());
        return FORM.matcher(state).matches() ? new Cause("SQLSTATE-" + state) : named(sql);
      }
      if (deepest.getCause() == null) {
        break;
      }
      deepest = deepest.getCause();
    }
    return named(deepest);
  }

  private static Cause named(Throwable failure) {
    String name = failure.getClass().getName();
    String simple = name.substring(name.lastIndexOf('.') + 1).replaceAll("[^A-Za-z0-9]+", "-");
    return new Cause(simple.length() > 60 ? simple.substring(0, 60) : simple);
  }
}
