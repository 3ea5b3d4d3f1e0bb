package renkei.gateway;

import java.util.function.Consumer;
import renkei.gateway.logging.Alarms;

/**
 * What is done when the embedded database has to be started anew: an alarm, and from some moment of
 * the start on something else too. Thread-safe.
 */
final class DatabaseRestarts implements Consumer<String> {

  private final Alarms alarms;
  private volatile Runnable next = () -> {};

  DatabaseRestarts(Alarms alarms) {
    this.alarms = alarms;
  }

  /** What else is done from now on. */
  void then(Runnable next) {
    this.next = next;
  }

  /** Before the new start. */
  @Override
  public void accept(String why) {
    alarms.raise("database", "RESTARTED", "it " + why + " and is started anew");
    next.run();
  }
}
