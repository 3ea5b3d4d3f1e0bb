package renkei.testagencies.story;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.progress.ProgressDisplay;

/**
 * Tells the story: chapters for a person to read on one stream, and by {@link ProgressDisplay} what
 * is going on at the moment on the other. Thread-safe.
 */
public final class Narrator implements Progress {

  private static final int WIDTH = 96;

  private final PrintStream story;
  private final ProgressDisplay progress;
  private final List<Check> checks = new ArrayList<>();
  private int chapter;

  /**
   * A statement of the story, and whether it is as it must be.
   *
   * @param name the same in every demonstration
   * @param line what was said
   */
  public record Check(String name, String line, boolean good) {}

  /**
   * A narrator.
   *
   * @param story where the story goes
   * @param progress where it says what it is doing
   */
  public Narrator(PrintStream story, ProgressDisplay progress) {
    this.story = story;
    this.progress = progress;
  }

  /** Begins a chapter. */
  void chapter(String title) {
    chapter++;
    show("\n" + chapter + ". " + title + "\n" + "-".repeat(WIDTH));
    doing(title);
  }

  /** One line of the story. */
  void say(String line) {
    show("   " + line);
  }

  /**
   * One line of the story that states something, with a mark whether it is as it must be.
   *
   * @param name by which a failure is told
   */
  synchronized void check(String name, String line, boolean good) {
    checks.add(new Check(name, line, good));
    say((good ? "✓ " : "✗ ") + line);
  }

  /** Every statement until now. */
  synchronized List<Check> checks() {
    return List.copyOf(checks);
  }

  /** Text as it is, such as a chart or a title. */
  public void show(String text) {
    progress.aside(
        () -> {
          story.println(text);
          story.flush();
        });
  }

  @Override
  public void doing(String what) {
    progress.doing(what);
  }

  @Override
  public Part begin(String what, long steps) {
    return progress.begin(what, steps);
  }

  /** Seconds since the beginning. */
  double seconds() {
    return progress.seconds();
  }
}
