package renkei.codebook.concurrent;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * Rounds that go on until a stop signal, whatever happens in one: a {@link RuntimeException} is
 * logged as a warning, an {@link Error} as an error, and the next round comes. It ends when the
 * signal is raised or its thread is interrupted.
 *
 * <pre>{@code
 * Thread sweeper = Loop.every(SECOND, stop, "sweeping", LOG, this::sweep).start();
 * }</pre>
 */
public final class Loop implements Runnable {

  private final Duration pause;
  private final Duration pauseAfterFailure;
  private final StopSignal stop;
  private final String name;
  private final Logger log;
  private final Runnable round;

  private Loop(
      Duration pause,
      Duration pauseAfterFailure,
      StopSignal stop,
      String name,
      Logger log,
      Runnable round) {
    this.pause = pause;
    this.pauseAfterFailure = pauseAfterFailure;
    this.stop = stop;
    this.name = name;
    this.log = log;
    this.round = round;
  }

  /**
   * Rounds with a pause before each, the first too.
   *
   * @param name names the rounds in the log, and the thread
   */
  public static Loop every(
      Duration pause, StopSignal stop, String name, Logger log, Runnable round) {
    return new Loop(pause, pause, stop, name, log, round);
  }

  /**
   * Rounds without a pause, each of which waits by itself for something to do.
   *
   * @param pauseAfterFailure what lies between a round that failed and the next
   * @param name names the rounds in the log, and the thread
   */
  public static Loop withoutPause(
      Duration pauseAfterFailure, StopSignal stop, String name, Logger log, Runnable round) {
    return new Loop(Duration.ZERO, pauseAfterFailure, stop, name, log, round);
  }

  /** Goes round and round in the caller's thread. */
  @Override
  public void run() {
    boolean worked = true;
    while (!stop.endsWithin(worked ? pause : pauseAfterFailure)) {
      worked = Safely.run(log, name, round);
    }
  }

  /** Goes round in a virtual thread of its own, which bears the name of the loop. */
  public Thread start() {
    return Thread.ofVirtual().name(name).start(this);
  }
}
