package renkei.testagencies.story;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells the story: chapters for a person to read on one stream, what is going on at the moment on
 * the other. Thread-safe.
 */
public final class Narrator {

  private static final int WIDTH = 96;

  private final PrintStream story;
  private final PrintStream progress;
  private final long startedAt = System.nanoTime();
  private int chapter;

  /**
   * A narrator.
   *
   * @param story where the story goes
   * @param progress where it says what it is doing
   */
  public Narrator(PrintStream story, PrintStream progress) {
    this.story = story;
    this.progress = progress;
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

  /** Text as it is, such as a chart or a title. */
  public synchronized void show(String text) {
    story.println(text);
    story.flush();
  }

  /** What is going on, with the time since the beginning. */
  public synchronized void doing(String what) {
    progress.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(), what);
    progress.flush();
  }

  /** Seconds since the beginning. */
  double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }
}
