package renkei.testagencies.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import renkei.testagencies.progress.ProgressDisplay.Screen;

class ProgressDisplayTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-30T03:00:00Z"), ZoneId.of("Asia/Tokyo"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos;

  private ProgressDisplay display(boolean terminal) {
    return new ProgressDisplay(
        new PrintStream(out, true, UTF_8), new Screen(terminal, 120), NOON, () -> nanos);
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  private String printed() {
    String text = out.toString(UTF_8);
    out.reset();
    return text;
  }

  @Test
  void withoutATerminalThereIsALineEveryTenSeconds() {
    ProgressDisplay display = display(false);
    Progress.Part part = display.begin("answers", 1_000);
    pass(9);
    part.advance(90);
    display.tick();
    assertThat(printed()).isEmpty();

    pass(1);
    display.tick();

    assertThat(printed())
        .isEqualTo("[ 10.0 s] answers: 9 %, 90 of 1,000, 9 a second, ends 12:01:41 (in 101 s)\n");
  }

  @Test
  void onATerminalOneLineChanges() {
    ProgressDisplay display = display(true);
    Progress.Part part = display.begin("answers", 1_000);
    printed();
    pass(5);
    part.advance(500);
    part.note("12 in queues");
    display.tick();

    assertThat(printed())
        .isEqualTo(
            "\r\u001B[Kanswers [██████████░░░░░░░░░░] 500 of 1,000, 100 a second, ends 12:00:05 (in"
                + " 5 s); 12 in queues");
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    ProgressDisplay display = display(false);
    Progress.Part part = display.begin("answers", 10_000);
    for (int second = 0; second < 30; second++) {
      pass(1);
      part.advance(second < 15 ? 1 : 100);
    }
    display.tick();

    assertThat(printed()).contains(" 100 a second");
  }

  @Test
  void aPartThatIsOverSaysWhatItCameTo() {
    ProgressDisplay display = display(true);
    try (Progress.Part part = display.begin("answers", 10)) {
      pass(2);
      part.advance(10);
      printed();
    }

    assertThat(printed()).endsWith("[  2.0 s] answers: 10 of 10 in 2.0 s, 5 a second\n");
  }

  @Test
  void whatIsPrintedAsideIsNotInTheBar() {
    ProgressDisplay display = display(true);
    display.begin("answers", 10);
    printed();

    display.aside(() -> new PrintStream(out, true, UTF_8).println("a line of the story"));

    assertThat(printed()).startsWith("\r\u001B[Ka line of the story\n\r\u001B[Kanswers [");
  }

  @Test
  void aLongSilenceIsBroken() {
    ProgressDisplay display = display(false);
    display.doing("starting the platform");
    printed();
    pass(10);

    display.tick();

    assertThat(printed()).isEqualTo("[ 10.0 s]   ... starting the platform\n");
  }

  @Test
  void nothingDoneYetIsNoEndTime() {
    ProgressDisplay display = display(false);
    display.begin("answers", 10);
    pass(10);
    display.tick();

    assertThat(printed()).isEqualTo("[ 10.0 s] answers: 0 %, 0 of 10, 0 a second\n");
  }
}
