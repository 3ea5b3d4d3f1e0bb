package renkei.testagencies.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;

/**
 * Work in the background of one party, each piece on a virtual thread of its own. What goes wrong
 * with a piece is logged once and does not stop the others. Thread-safe.
 */
public final class BackgroundWork implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Logger log;

  /** Work that is logged where {@code log} says. */
  public BackgroundWork(Logger log) {
    this.log = log;
  }

  /**
   * Begins a piece of work.
   *
   * @param what names it, as in "{@code what} was not done"
   */
  public void start(String what, Interruptible work) {
    start(what, work, () -> {});
  }

  /**
   * As {@link #start(String, Interruptible)}.
   *
   * @param otherwise is done after work that failed, but not after work that was interrupted
   */
  public void start(String what, Interruptible work, Runnable otherwise) {
    threads.execute(
        () -> {
          try {
            boolean _ = Interruptible.finished(work);
          } catch (RuntimeException e) {
            log.error("{} was not done", what, e);
            otherwise.run();
          }
        });
  }

  /** Interrupts what is under way, and begins nothing more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
