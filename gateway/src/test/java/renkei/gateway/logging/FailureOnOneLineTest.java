package renkei.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureOnOneLineTest {

  @Test
  void keepsOurMessagesAndThePlaceInOurCode() {
    assertThat(line(new IllegalStateException("the database\ndid not answer")))
        .startsWith(" failure=IllegalStateException[\"the database did not answer\"]")
        .contains(" at FailureOnOneLineTest.")
        .doesNotContain("\n");
  }

  @Test
  void keepsTheSqlStateOfADatabaseFailureAndNothingOfItsMessage() {
    SQLException quoting =
        new SQLException("Key (number)=(000000012345678) already exists", "23505");
    quoting.setStackTrace(thirdParty());

    assertThat(line(new IllegalStateException("not stored", quoting)))
        .contains(" <- SQLException[23505]")
        .doesNotContain("12345678");
  }

  @Test
  void leavesOutWhatParsersQuote() {
    Exception parser = new IllegalArgumentException("unexpected <name>somebody</name>");
    parser.setStackTrace(thirdParty());

    assertThat(line(parser)).isEqualTo(" failure=IllegalArgumentException at Parser.parse:1");
  }

  @Test
  void saysWhatTheOperatingSystemSaidAndNothingAroundIt() {
    IOException full = new IOException("/srv/000000012345678.csv: Too many open files");
    full.setStackTrace(thirdParty());

    assertThat(line(full)).isEqualTo(" failure=IOException[Too many open files] at Parser.parse:1");
  }

  private static StackTraceElement[] thirdParty() {
    return new StackTraceElement[] {
      new StackTraceElement("org.example.Parser", "parse", "Parser.java", 1)
    };
  }

  private static String line(Exception failure) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return new FailureOnOneLine()
        .convert(
            new LoggingEvent(
                "test", context.getLogger("test"), Level.ERROR, "message", failure, null));
  }
}
