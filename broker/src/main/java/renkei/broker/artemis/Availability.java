package renkei.broker.artemis;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import renkei.broker.QueuesUnavailableException;

/** The one place that tells the broker that Artemis did not do what it was asked. */
final class Availability {

  /** Something asked of Artemis. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws ActiveMQException;
  }

  /** Something asked of Artemis that answers nothing. */
  @FunctionalInterface
  interface Step {
    void run() throws ActiveMQException;
  }

  private Availability() {}

  /**
   * Asks for something.
   *
   * @param failure says what did not work
   * @throws QueuesUnavailableException if Artemis is away
   */
  static <T> T of(String failure, Call<T> call) {
    try {
      return call.run();
    } catch (ActiveMQException e) {
      throw new QueuesUnavailableException(failure, e);
    }
  }

  /** As {@link #of}, without an answer. */
  static void done(String failure, Step step) {
    boolean _ =
        of(
            failure,
            () -> {
              step.run();
              return true;
            });
  }
}
