package renkei.gateway.witness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.PlatformTransaction;
import renkei.gateway.logging.Alarms;

/**
 * Notices that the database is older than what was acknowledged, or another one: then nothing is
 * done with it until somebody decides.
 *
 * <p>Once a second, if anything was written, a row of this gateway in the database gets the next
 * number, and then a file beside the database the same: in this order, and apart from all other
 * work, which waits for neither. A commit that came before the row's is in the database whenever
 * the row is. What was acknowledged in the last second before a loss is not covered; the metric
 * {@code renkei_witness_age_seconds} says for how long nothing has been seen. Thread-safe.
 */
public final class DatabaseWitness implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWitness.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final WitnessFolder folder;
  private final Alarms alarms;
  private final Clock clock;
  private final StopSignal stop = new StopSignal();
  private Optional<Testimony> last = Optional.empty();
  private String position = "";
  private final AtomicLong doubted = new AtomicLong();
  private long compared;
  private volatile Optional<Finding> open = Optional.empty();
  private volatile long seen = System.nanoTime();

  /**
   * @param data the gateway's data folder
   */
  public DatabaseWitness(
      Database database, Path data, Alarms alarms, MeterRegistry metrics, Clock clock) {
    this.database = database;
    this.folder = new WitnessFolder(data);
    this.alarms = alarms;
    this.clock = clock;
    Gauge.builder("renkei.witness.age", () -> (System.nanoTime() - seen) / 1e9)
        .description("For how long the witness of the database has not been up to date")
        .baseUnit("seconds")
        .register(metrics);
    Gauge.builder("renkei.witness.findings", () -> open.isPresent() ? 1 : 0)
        .description("1 while the database is not what was acknowledged and nobody has decided")
        .register(metrics);
  }

  /** Whether a gateway has written to a database from this data folder. */
  public static boolean knowsADatabase(Path data) {
    return Files.exists(data.resolve("witness"));
  }

  /** To be called when somebody asked for an empty database: there is nothing to compare with. */
  public static void forget(Path data) {
    new WitnessFolder(data).forget();
  }

  /**
   * Compares before any work begins; waits, for as long as it takes, until the database is what was
   * acknowledged or somebody has decided to take it as it is.
   *
   * @throws IllegalStateException if the thread is interrupted meanwhile
   * @throws DatabaseUnavailableException if the database is away
   */
  public void awaitConsent() {
    look();
    while (open.isPresent()) {
      if (stop.endsWithin(PAUSE)) {
        throw new IllegalStateException("interrupted while the database waits for a decision");
      }
      look();
    }
  }

  /** Begins to witness, until closed. */
  public void begin() {
    Thread _ = Loop.every(PAUSE, stop, "witness", log, this::round).start();
  }

  private void round() {
    try {
      look();
    } catch (DatabaseUnavailableException e) {
      log.debug("the witness waits for the database", e);
    }
  }

  /** Lets nothing be done with the database until it has been compared: it was started anew. */
  public void doubt() {
    synchronized (doubted) {
      doubted.incrementAndGet();
      database.hold("the database was started anew and is being compared");
    }
  }

  /** A database that was started anew meanwhile is held until the next look. */
  private void release(long doubts) {
    synchronized (doubted) {
      if (doubted.get() == doubts) {
        database.release();
      }
    }
  }

  /** What has to be decided, in a sentence; empty if nothing has to. */
  public Optional<String> undecided() {
    return open.map(Finding::sentence);
  }

  /** One round. */
  synchronized void look() {
    long doubts = doubted.get();
    if (doubts != compared) {
      position = "";
    }
    Optional<Finding> found = compare();
    compared = doubts;
    if (found.isEmpty()) {
      seen = System.nanoTime();
      if (open.isPresent()) {
        open = Optional.empty();
        folder.close();
        log.info("the database is what was acknowledged");
      }
      release(doubts);
      return;
    }
    Finding finding = found.get();
    if (!open.equals(found)) {
      open = found;
      database.hold("nothing is done with the database until somebody decides");
      folder.tell(finding);
      alarms.raise(
          "database",
          finding.reason(),
          finding.sentence()
              + "; nothing is done until the right one is there, or somebody takes it as it is:"
              + " ./renkei database accept "
              + finding.id());
    }
    folder.decision().ifPresent(decision -> take(finding, decision));
  }

  private void take(Finding finding, Decision decision) {
    if (!decision.finding().equals(finding.id())) {
      log.warn("a decision about {} says nothing about {}", decision.finding(), finding.id());
      return;
    }
    log.warn("{} takes the database as it is: {}", decision.by(), finding.sentence());
    last = Optional.of(database.inPlatformThoughHeld(this::begin));
    folder.keep(last.get());
    folder.close();
  }

  private Optional<Finding> compare() {
    if (last.isPresent()) {
      return advance(last.get());
    }
    return switch (folder.testimony()) {
      case WitnessFolder.Reading.Nothing<Testimony>() -> {
        log.info("the witness of the database begins; what was before it does not know");
        last = Optional.of(database.inPlatformThoughHeld(this::begin));
        folder.keep(last.get());
        yield Optional.empty();
      }
      case WitnessFolder.Reading.Unreadable<Testimony>() -> Optional.of(Finding.unreadable());
      case WitnessFolder.Reading.Read<Testimony>(Testimony testimony) -> advance(testimony);
    };
  }

  private Testimony begin(PlatformTransaction transaction) {
    Instant now = clock.instant();
    UUID gateway = UUID.randomUUID();
    WitnessRows.begin(transaction, gateway, now);
    return new Testimony(WitnessRows.identity(transaction), gateway, 1, now);
  }

  /** Either what was found, or how far the witness has come. */
  private record Step(Optional<Finding> finding, Testimony testimony) {}

  private Optional<Finding> advance(Testimony before) {
    if (!position.isEmpty()
        && position.equals(database.inPlatformThoughHeld(WitnessRows::logPosition))) {
      return Optional.empty();
    }
    Step step = database.inPlatformThoughHeld(transaction -> step(transaction, before));
    if (step.finding().isPresent()) {
      return step.finding();
    }
    Testimony now = step.testimony();
    if (now.database().timeline() != before.database().timeline()) {
      log.warn(
          "the database goes on in timeline {} instead of {}, with all that was acknowledged",
          now.database().timeline(),
          before.database().timeline());
    }
    folder.keep(now);
    last = Optional.of(now);
    position = database.inPlatformThoughHeld(WitnessRows::logPosition);
    return Optional.empty();
  }

  private Step step(PlatformTransaction transaction, Testimony before) {
    Identity identity = WitnessRows.identity(transaction);
    if (!identity.system().equals(before.database().system())) {
      return new Step(Optional.of(Finding.another(before, identity)), before);
    }
    Instant now = clock.instant();
    return WitnessRows.advance(transaction, before, now)
        .map(
            number ->
                new Step(Optional.empty(), new Testimony(identity, before.gateway(), number, now)))
        .orElseGet(
            () ->
                new Step(
                    Optional.of(Finding.older(before, WitnessRows.found(transaction, before))),
                    before));
  }

  /** Ends the rounds. */
  @Override
  public void close() {
    stop.raise();
  }
}
