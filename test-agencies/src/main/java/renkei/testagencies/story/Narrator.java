package renkei.testagencies.story;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import renkei.testagencies.concurrent.Interruptible;

/**
 * Tells the story: chapters for a person to read on one stream, what is going on at the moment on
 * the other. Says so again when nothing new has happened for a while. Thread-safe.
 */
public final class Narrator implements AutoCloseable {

  private static final int WIDTH = 96;
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final PrintStream story;
  private final PrintStream progress;
  private final long startedAt = System.nanoTime();
  private final Thread reminder;
  private int chapter;
  private boolean allGood = true;
  private String last = "";
  private long lastAt = startedAt;

  /**
   * A narrator.
   *
   * @param story where the story goes
   * @param progress where it says what it is doing
   */
  public Narrator(PrintStream story, PrintStream progress) {
    this.story = story;
    this.progress = progress;
    reminder = Thread.ofVirtual().name("reminder").start(this::remind);
  }

  /** Begins a chapter. */
  synchronized void chapter(String title) {
    chapter++;
    story.println();
    story.println(chapter + ". " + title);
    story.println("-".repeat(WIDTH));
    doing(title);
  }

  /** One line of the story. */
  synchronized void say(String line) {
    story.println("   " + line);
    story.flush();
  }

  /** One line of the story that states something, with a mark whether it is as it must be. */
  synchronized void check(String line, boolean good) {
    allGood &= good;
    say((good ? "✓ " : "✗ ") + line);
  }

  /** Whether every statement until now was as it must be. */
  synchronized boolean allGood() {
    return allGood;
  }

  /** Text as it is, such as a chart or a title. */
  public synchronized void show(String text) {
    story.println(text);
    story.flush();
  }

  /** What is going on, with the time since the beginning. */
  public synchronized void doing(String what) {
    progress.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(), what);
    progress.flush();
    last = what;
    lastAt = System.nanoTime();
  }

  /** Seconds since the beginning. */
  double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }

  /** Says no more by itself. */
  @Override
  public void close() {
    reminder.interrupt();
  }

  private void remind() {
    while (Interruptible.finished(() -> Thread.sleep(SILENCE))) {
      remindOnce();
    }
  }

  private synchronized void remindOnce() {
    if (System.nanoTime() - lastAt > SILENCE.toNanos() && !last.isEmpty()) {
      progress.printf(Locale.ROOT, "[%5.1f s]   ... %s%n", seconds(), last);
      progress.flush();
    }
  }
}
