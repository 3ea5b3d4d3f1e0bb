package renkei.testagencies.concurrent;

/** Work that waits, and ends early when its thread is interrupted. */
@FunctionalInterface
public interface Interruptible {

  /** Does the work. */
  void run() throws InterruptedException;

  /**
   * Does {@code work} as far as it comes; the flag of an interrupted thread is set again.
   *
   * @return whether it was done, and not interrupted
   */
  static boolean finished(Interruptible work) {
    try {
      work.run();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
