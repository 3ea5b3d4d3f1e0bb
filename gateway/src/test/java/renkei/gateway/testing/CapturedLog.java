package renkei.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, by whomever. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private CapturedLog() {}

  public static CapturedLog open() {
    CapturedLog log = new CapturedLog();
    log.start();
    root().addAppender(log);
    return log;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String stack =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getLevel() + " " + event.getFormattedMessage() + stack);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** One line tells what happened, and no line tells more than it may. */
  public void tells(String what, List<String> secrets) {
    assertThat(lines).anyMatch(line -> line.contains(what));
    for (String secret : secrets) {
      assertThat(lines).noneMatch(line -> line.contains(secret));
    }
  }

  @Override
  public void close() {
    root().detachAppender(this);
    stop();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
