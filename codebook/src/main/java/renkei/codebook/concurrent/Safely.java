package renkei.codebook.concurrent;

import org.slf4j.Logger;

/**
 * Takes a step after which others must be taken whatever comes of it: the next tenant's, the next
 * round's, the rest of what is to be done after a commit. For that alone: what the caller can
 * decide on is no matter for a catch-all.
 */
public final class Safely {

  private Safely() {}

  /**
   * Takes one step. A {@link RuntimeException} is logged as a warning, an {@link Error} as an
   * error; neither is thrown.
   *
   * @param log the logger of whoever takes the step
   * @param what names the step, as in "{@code what} did not work"; without content
   * @return whether it worked
   */
  public static boolean run(Logger log, String what, Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException e) {
      log.warn("{} did not work", what, e);
    } catch (Error e) {
      // Whatever it was, the next step must be taken.
      log.error("{} failed; whatever comes next goes on", what, e);
    }
    return false;
  }
}
