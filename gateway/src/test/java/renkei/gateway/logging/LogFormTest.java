package renkei.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The log as {@code serve} writes it. */
class LogFormTest {

  private static String line(String text) throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL file = Objects.requireNonNull(LogFormTest.class.getResource("/logback.xml"));
    configurator.doConfigure(file);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (!(root.getAppender("out") instanceof ConsoleAppender<ILoggingEvent> out)) {
      throw new IllegalStateException("the log has no appender out");
    }
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("renkei.Test"), Level.WARN, text, null, null);
    String written = new String(out.getEncoder().encode(event), StandardCharsets.UTF_8);
    context.stop();
    return written;
  }

  @Test
  void keepsAnEventOnOneLineWhateverItsTextHolds() throws JoranException {
    String forged = "refused\r\n2026-01-01T00:00:00.000Z ERROR Forged line\u001b[31m\u0000\u007f";

    String written = line(forged);

    assertThat(written).contains("refused 2026-01-01");
    assertThat(written.strip()).doesNotContainPattern("\\p{Cntrl}");
    assertThat(written.lines()).hasSize(1);
  }

  @Test
  void writesTimeInUtcLevelAndSourceBeforeTheText() throws JoranException {
    assertThat(line("something"))
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z WARN  Test something\\s*\\R");
  }
}
