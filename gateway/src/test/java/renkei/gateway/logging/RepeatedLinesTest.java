package renkei.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renkei.gateway.testing.CapturedLog;

class RepeatedLinesTest {

  private static final String REFUSED = "local door refused BUSY from {}: {}";

  private final AtomicLong nanos = new AtomicLong();
  private final RepeatedLines lines = new RepeatedLines(nanos::get);
  private final Logger logger = new LoggerContext().getLogger("renkei.gateway.logging.Refusals");
  private final CapturedLog log = CapturedLog.open();

  @AfterEach
  void close() {
    log.close();
  }

  private FilterReply decide(
      Level level, String text, @Nullable Throwable failure, Object... arguments) {
    return lines.decide(new LoggingEvent("", logger, level, text, failure, arguments));
  }

  private int written(int times) {
    int written = 0;
    for (int i = 0; i < times; i++) {
      written += decide(Level.WARN, REFUSED, null, "caller " + i, "x") == FilterReply.DENY ? 0 : 1;
    }
    return written;
  }

  private void minuteLater() {
    nanos.addAndGet(RepeatedLines.PERIOD.toNanos());
  }

  @Test
  void writesTenOfAKindAndTheSumOfTheOthers() {
    assertThat(written(1_511)).isEqualTo(RepeatedLines.MOST);

    minuteLater();
    assertThat(lines.saySums()).isTrue();

    assertThat(log.lines()).hasSize(1).first().asString().startsWith("WARN not written");
  }

  @Test
  void saysNothingOfAKindThatWasWrittenWhole() {
    written(RepeatedLines.MOST);

    minuteLater();
    lines.saySums();

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void beginsAnewEveryMinute() {
    written(100);
    minuteLater();
    lines.saySums();

    assertThat(written(100)).isEqualTo(RepeatedLines.MOST);
  }

  @Test
  void letsNoKindHideAnother() {
    written(1_000);

    assertThat(decide(Level.WARN, "local door refused TOO_LARGE from {}: {}", null))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(Level.WARN, REFUSED, new IOException())).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(Level.ERROR, REFUSED, null)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply alarm(String subject) {
    return decide(Level.ERROR, "ALARM: local door refused OTHER_TENANT from {}: {}", null, subject);
  }

  @Test
  void letsNoAlarmAboutOneTenantHideThatAboutAnother() {
    for (int i = 0; i < 1_000; i++) {
      alarm("urn:renkei:backend:990019");
    }

    assertThat(alarm("urn:renkei:backend:990019")).isEqualTo(FilterReply.DENY);
    assertThat(alarm("urn:renkei:backend:990027")).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void letsNoOtherLinesTakeTheRoomOfAlarms() {
    for (int i = 0; i < 10_000; i++) {
      decide(Level.ERROR, "kind " + i, null);
    }

    for (int tenant = 0; tenant < 1_788; tenant++) {
      assertThat(alarm("tenant " + tenant)).isEqualTo(FilterReply.NEUTRAL);
    }
  }

  @Test
  void keepsCountOfABoundedNumberOfAlarms() {
    int written = 0;
    for (int i = 0; i < 10_000; i++) {
      written += alarm("subject " + i) == FilterReply.DENY ? 0 : 1;
    }

    assertThat(written).isEqualTo(2_000 + RepeatedLines.MOST);
  }

  @Test
  void sumsUpAlarmsByWhatTheyAreAbout() {
    for (int i = 0; i < 15; i++) {
      alarm("urn:renkei:backend:990019");
      alarm("urn:renkei:backend:990027");
    }
    minuteLater();
    lines.saySums();

    assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("ERROR not written"));
  }

  @Test
  void writesEveryLineOfALoggerThatIsExcepted() {
    lines.addWholeLogger(logger.getName());

    assertThat(written(1_000)).isEqualTo(1_000);
  }

  @Test
  void keepsCountOfABoundedNumberOfKinds() {
    int written = 0;
    for (int i = 0; i < 10_000; i++) {
      written += decide(Level.WARN, "kind " + i, null) == FilterReply.DENY ? 0 : 1;
    }

    assertThat(written).isEqualTo(500 + RepeatedLines.MOST);
  }
}
