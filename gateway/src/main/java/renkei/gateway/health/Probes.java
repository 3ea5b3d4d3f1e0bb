package renkei.gateway.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;

/**
 * Asks components again and again, each in a thread of its own: one that hangs keeps none of the
 * others from being asked. Used by one thread, and closed once.
 */
public final class Probes implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Probes.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Cause NO_ANSWER = new Cause("NoAnswer");

  private final Health health;
  private final StopSignal stop = new StopSignal();
  private final List<Thread> threads = new ArrayList<>();

  /** Asks nothing yet, and begins to look at what {@code health} is told. */
  public Probes(Health health) {
    this.health = health;
    every(LOOK, "health", health::look);
  }

  /** Asks something of a component. */
  @FunctionalInterface
  public interface Probe {

    /** What came of asking. */
    sealed interface Answer {

      /** It does what it is asked. */
      record Works() implements Answer {}

      /** It is there, but does not do all that it should, or soon will not. */
      record Limps(Cause cause) implements Answer {}

      /** There was no need to ask. */
      record NotAsked() implements Answer {}
    }

    /**
     * Asks.
     *
     * @throws Exception if the component does not do what it is asked; only its class is told
     */
    Answer ask() throws Exception;
  }

  /**
   * Asks a component again and again, until closed. One that does not answer in time has failed,
   * and is not asked a second time before the first has come back.
   *
   * @param pause between the end of one and the beginning of the next
   * @param patience how long an answer may take
   */
  public void every(Duration pause, Duration patience, Component component, Probe probe) {
    health.watch(List.of(component));
    every(pause, "probe of " + component, () -> ask(component, probe::ask, patience));
  }

  private void every(Duration pause, String name, Runnable round) {
    threads.add(Loop.every(pause, stop, name, log, round).start());
  }

  private void ask(Component component, Callable<Probe.Answer> probe, Duration patience) {
    FutureTask<Probe.Answer> asked = new FutureTask<>(probe);
    Thread asking = Thread.ofVirtual().name("asks " + component).start(asked);
    while (!BoundedWait.reached(() -> asking.join(patience))) {
      if (stop.isRaised()) {
        asking.interrupt();
        return;
      }
      health.fails(component, NO_ANSWER);
    }
    if (!stop.isRaised()) {
      tell(component, asked);
    }
  }

  private void tell(Component component, FutureTask<Probe.Answer> asked) {
    if (asked.state() != Future.State.SUCCESS) {
      health.fails(component, Cause.of(asked.exceptionNow()));
      return;
    }
    switch (asked.resultNow()) {
      case Probe.Answer.Works() -> health.works(component);
      case Probe.Answer.Limps(Cause cause) -> health.limps(component, cause);
      case Probe.Answer.NotAsked() -> {}
    }
  }

  /** Ends all rounds; those that wait just now are interrupted. */
  @Override
  public void close() {
    stop.raise();
    threads.forEach(Thread::interrupt);
  }
}
