package renkei.gateway.postgres;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.StopSignal;

/**
 * Probes the database by what everybody does with it, a login and a statement, and starts it anew
 * when it has ended or makes no progress. That its process lives says nothing: it may refuse
 * everybody for ever.
 */
final class Supervisor implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);

  /** Longer than a machine that is short of everything keeps a login waiting. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

  /** So that a pause of the whole machine is not taken for one of the database. */
  private static final int LEAST_PROBES = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A database that lasted this long is taken for sound, and its next restart comes at once. */
  private static final Duration SOUND = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final Consumer<String> restarts;
  private final StopSignal stop = new StopSignal();
  private volatile Postmaster postmaster;

  /**
   * @param restarts told why, each time the database has to be started anew
   */
  Supervisor(Cluster cluster, Postmaster postmaster, Consumer<String> restarts) {
    this.cluster = cluster;
    this.postmaster = postmaster;
    this.restarts = restarts;
  }

  void begin() {
    Thread.ofVirtual().name("postgres-supervisor").start(this::supervise);
  }

  /** The one that runs, or ran last. */
  Postmaster postmaster() {
    return postmaster;
  }

  private void supervise() {
    Duration pause = FIRST_PAUSE;
    while (true) {
      long started = System.nanoTime();
      Optional<String> trouble = awaitTrouble();
      if (trouble.isEmpty()) {
        return;
      }
      boolean lasted = Duration.ofNanos(System.nanoTime() - started).compareTo(SOUND) > 0;
      pause = lasted ? FIRST_PAUSE : pause;
      restarts.accept(trouble.get());
      postmaster.end();
      while (!restarted()) {
        if (stop.endsWithin(pause)) {
          return;
        }
        pause = longer(pause);
      }
      pause = longer(pause);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** Returns when the database has ended or makes no progress; empty if it is to be stopped. */
  private Optional<String> awaitTrouble() {
    String password = cluster.password();
    long answered = System.nanoTime();
    int unanswered = 0;
    while (!stop.isRaised()) {
      if (postmaster.endsWithin(PROBE_PAUSE)) {
        return stop.isRaised() ? Optional.empty() : Optional.of("stopped by itself");
      }
      if (postmaster.answers(password)) {
        answered = System.nanoTime();
        unanswered = 0;
      } else if (++unanswered >= LEAST_PROBES) {
        Duration silent = Duration.ofNanos(System.nanoTime() - answered);
        if (silent.compareTo(SILENCE_LIMIT) > 0 && !stop.isRaised()) {
          return Optional.of("took no login for " + silent.toSeconds() + " s");
        }
      }
    }
    return Optional.empty();
  }

  private boolean restarted() {
    if (stop.isRaised()) {
      return true;
    }
    try {
      Postmaster next = Postmaster.start(cluster, postmaster.port());
      postmaster = next;
      log.info("database restarted");
      if (stop.isRaised()) {
        next.stop();
      }
      return true;
    } catch (IllegalStateException | UncheckedIOException e) {
      log.error("database cannot be restarted yet", e);
      return false;
    }
  }

  /** Stops supervisor and database. */
  @Override
  public void close() {
    stop.raise();
    postmaster.stop();
  }
}
