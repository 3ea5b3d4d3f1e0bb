package renkei.gateway.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes an exception as one line: each cause's class and the place in our own code it came from.
 * Messages are kept only of exceptions our own code threw: those of drivers and parsers quote what
 * they were given, which may be content. Of a database failure the SQL state is kept (ISO 9075),
 * and of a failure of the operating system the words that it has for it, and nothing around them.
 */
public final class FailureOnOneLine extends ThrowableHandlingConverter {

  private static final String OURS = "renkei.";
  private static final int DEEPEST = 8;

  /** What POSIX systems say about a file or connection, as the JDK passes it on. */
  private static final List<String> WORDS_OF_THE_SYSTEM =
      List.of(
          "Too many open files",
          "No space left on device",
          "Disk quota exceeded",
          "Read-only file system",
          "Input/output error",
          "Permission denied",
          "Cannot allocate memory",
          "No such file or directory",
          "Address already in use",
          "Connection refused",
          "Connection reset",
          "Connection timed out",
          "Broken pipe",
          "No route to host",
          "Network is unreachable");

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    IThrowableProxy failure = event.getThrowableProxy();
    for (int depth = 0; failure != null && depth < DEEPEST; depth++) {
      line.append(depth == 0 ? " failure=" : " <- ");
      describe(line, failure);
      failure = failure.getCause();
    }
    return line.toString();
  }

  private static void describe(StringBuilder line, IThrowableProxy failure) {
    String name = failure.getClassName();
    line.append(name.substring(name.lastIndexOf('.') + 1));
    String message = failure.getMessage();
    StackTraceElementProxy[] trace = failure.getStackTraceElementProxyArray();
    if (message != null && thrownByUs(name, trace)) {
      line.append("[\"").append(oneLine(message)).append("\"]");
    } else {
      sqlState(failure)
          .or(() -> wordsOfTheSystem(failure))
          .ifPresent(state -> line.append('[').append(state).append(']'));
    }
    Arrays.stream(trace)
        .map(StackTraceElementProxy::getStackTraceElement)
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .or(
            () ->
                Arrays.stream(trace).map(StackTraceElementProxy::getStackTraceElement).findFirst())
        .ifPresent(frame -> line.append(" at ").append(place(frame)));
  }

  private static boolean thrownByUs(String name, StackTraceElementProxy[] trace) {
    return name.startsWith(OURS)
        || (trace.length > 0 && trace[0].getStackTraceElement().getClassName().startsWith(OURS));
  }

  private static Optional<String> sqlState(IThrowableProxy failure) {
    return failure instanceof ThrowableProxy proxy
            && proxy.getThrowable() instanceof SQLException exception
        ? Optional.ofNullable(exception.getSQLState())
        : Optional.empty();
  }

  private static Optional<String> wordsOfTheSystem(IThrowableProxy failure) {
    boolean itsFailure =
        failure instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof IOException;
    String message = itsFailure ? failure.getMessage() : null;
    return message == null
        ? Optional.empty()
        : WORDS_OF_THE_SYSTEM.stream().filter(message::contains).findFirst();
  }

  private static String place(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName()
        + ":"
        + frame.getLineNumber();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
