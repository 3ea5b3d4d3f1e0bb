package renkei.testagencies.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.concurrent.Interruptible;

/**
 * Shows progress on one stream. On a terminal there is one line that changes; elsewhere a line
 * every ten seconds, and when a part is over. Thread-safe.
 */
public final class ProgressDisplay implements Progress, AutoCloseable {

  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);
  private static final String WIPE = "\r\u001B[K";
  private static final int BAR = 20;

  private final PrintStream out;
  private final Screen screen;
  private final Clock clock;
  private final LongSupplier nanos;
  private final long startedAt;
  private @Nullable Thread ticker;
  private @Nullable Live part;
  private String last = "";
  private long lastAt;

  /**
   * What is at the end of the stream.
   *
   * @param terminal whether a line can be written over
   * @param columns how wide it is
   */
  public record Screen(boolean terminal, int columns) {

    private static final int USUAL = 80;

    /** As the launcher has seen it: the system property {@code renkei.terminal}. */
    public static Screen ofThisProcess() {
      String columns = Optional.ofNullable(System.getenv("COLUMNS")).orElse("");
      return new Screen(
          Boolean.getBoolean("renkei.terminal"),
          columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL);
    }
  }

  /**
   * A display that does nothing by itself; {@link #live} makes one that does.
   *
   * @param nanos as {@link System#nanoTime}
   */
  ProgressDisplay(PrintStream out, Screen screen, Clock clock, LongSupplier nanos) {
    this.out = out;
    this.screen = screen;
    this.clock = clock;
    this.nanos = nanos;
    startedAt = nanos.getAsLong();
    lastAt = startedAt;
  }

  /** A display that moves until it is closed; end times are of the clock's zone. */
  public static ProgressDisplay live(PrintStream out, Screen screen, Clock clock) {
    ProgressDisplay display = new ProgressDisplay(out, screen, clock, System::nanoTime);
    display.ticker = Thread.ofVirtual().name("progress").start(display::tickAlways);
    return display;
  }

  private void tickAlways() {
    while (Interruptible.finished(() -> Thread.sleep(REDRAW))) {
      tick();
    }
  }

  /** Seconds since the beginning. */
  public double seconds() {
    return (nanos.getAsLong() - startedAt) / 1e9;
  }

  @Override
  public synchronized void doing(String what) {
    wipe();
    line(what);
    last = what;
  }

  @Override
  public synchronized Part begin(String what, long steps) {
    finish();
    Live begun = new Live(what, new Pace(steps, nanos.getAsLong()));
    part = begun;
    last = "";
    lastAt = nanos.getAsLong();
    return begun;
  }

  /** Lets something else be printed, perhaps at the same terminal, without a bar in its way. */
  public synchronized void aside(Runnable print) {
    wipe();
    print.run();
    draw();
  }

  /** Moves no more. */
  @Override
  public void close() {
    Thread moving = ticker;
    if (moving != null) {
      moving.interrupt();
    }
    finish();
  }

  /** Shows how far it is by now. */
  synchronized void tick() {
    if (screen.terminal()) {
      draw();
    } else if (nanos.getAsLong() - lastAt >= LINE_EVERY.toNanos()) {
      Live live = part;
      if (live != null) {
        line(live.sentence());
      } else if (!last.isEmpty()) {
        line("  ... " + last);
      }
    }
  }

  private void line(String text) {
    out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(), text);
    out.flush();
    lastAt = nanos.getAsLong();
  }

  private void wipe() {
    if (screen.terminal()) {
      out.print(WIPE);
      out.flush();
    }
  }

  private void draw() {
    if (!screen.terminal()) {
      return;
    }
    Live live = part;
    String text =
        live != null
            ? live.bar()
            : last.isEmpty() ? "" : "... %s (%.0f s)".formatted(last, since(lastAt));
    out.print(WIPE + text.substring(0, Math.min(text.length(), screen.columns() - 1)));
    out.flush();
  }

  private double since(long from) {
    return (nanos.getAsLong() - from) / 1e9;
  }

  private synchronized void finish() {
    Live live = part;
    if (live != null) {
      part = null;
      wipe();
      line(live.end());
    } else {
      wipe();
    }
  }

  private synchronized void finish(Live live) {
    if (part == live) {
      finish();
    }
  }

  private synchronized void on(Live live, Runnable change) {
    if (part == live) {
      change.run();
    }
  }

  private final class Live implements Part {

    private final String what;
    private final Pace pace;
    private String note = "";

    Live(String what, Pace pace) {
      this.what = what;
      this.pace = pace;
    }

    @Override
    public void advance(long steps) {
      on(this, () -> pace.advance(steps, nanos.getAsLong()));
    }

    @Override
    public void note(String said) {
      on(this, () -> note = said);
    }

    @Override
    public void close() {
      finish(this);
    }

    private String bar() {
      int full = (int) Math.round(BAR * pace.share());
      return "%s [%s%s] %s".formatted(what, "█".repeat(full), "░".repeat(BAR - full), figures());
    }

    private String sentence() {
      return "%s: %.0f %%, %s".formatted(what, 100 * pace.share(), figures());
    }

    private String figures() {
      long now = nanos.getAsLong();
      String end =
          pace.left(now)
              .map(left -> ", ends %s (in %d s)".formatted(clockTime(left), left.toSeconds()))
              .orElse("");
      return "%,d of %,d, %,.0f a second%s%s"
          .formatted(
              pace.done(), pace.steps(), pace.rate(now), end, note.isEmpty() ? "" : "; " + note);
    }

    private String clockTime(Duration left) {
      return DateTimeFormatter.ofPattern("HH:mm:ss")
          .withZone(clock.getZone())
          .format(clock.instant().plus(left));
    }

    private String end() {
      double seconds = pace.seconds(nanos.getAsLong());
      return "%s: %,d of %,d in %.1f s, %,.0f a second"
          .formatted(
              what, pace.done(), pace.steps(), seconds, pace.done() / Math.max(seconds, 1e-3));
    }
  }
}
