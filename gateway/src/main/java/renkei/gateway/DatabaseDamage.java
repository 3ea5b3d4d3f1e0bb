package renkei.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.DamageReport;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseDamagedException;
import renkei.gateway.logging.Alarms;

/**
 * Tells people of damage in the database: at once where work meets it, and where nobody has met it
 * yet by reading all of it twice a day. Thread-safe.
 */
final class DatabaseDamage implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DatabaseDamage.class);

  /** Often enough that a gateway that is restarted every night checks too. */
  private static final Duration CHECK_PAUSE = Duration.ofHours(12);

  /** Work may meet the same page many times a second. */
  private static final Duration ALARM_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final Alarms alarms;
  private final Counter met;
  private final AtomicLong alarmedAt =
      new AtomicLong(System.nanoTime() - ALARM_PAUSE.toNanos() - 1);
  private final StopSignal stop = new StopSignal();
  private volatile long damaged;
  private volatile long checksumFailures;

  DatabaseDamage(Database database, Alarms alarms, MeterRegistry metrics) {
    this.database = database;
    this.alarms = alarms;
    this.met =
        Counter.builder("renkei.database.damage.met")
            .description("Transactions that met a damaged page or index")
            .register(metrics);
    Gauge.builder("renkei.database.damaged.relations", () -> damaged)
        .description("Tables and indexes that the last check found damaged")
        .register(metrics);
    Gauge.builder("renkei.database.checksum.failures", () -> checksumFailures)
        .description("Pages with a wrong checksum that the server has seen, as of the last check")
        .register(metrics);
    database.whenDamaged(this::meet);
  }

  private void meet(DatabaseDamagedException damage) {
    met.increment();
    long now = System.nanoTime();
    long before = alarmedAt.get();
    if (now - before > ALARM_PAUSE.toNanos() && alarmedAt.compareAndSet(before, now)) {
      log.error("where damage was met", damage);
      alarms.raise(
          "database",
          "DAMAGED",
          "a page or an index is damaged (%s); what needs it waits, see docs/operations.md"
              .formatted(damage.sqlState()));
    }
  }

  /** Begins to check twice a day, until closed. */
  void begin() {
    Thread _ = Loop.every(CHECK_PAUSE, stop, "check for damage", log, this::check).start();
  }

  /** Ends the checks. */
  @Override
  public void close() {
    stop.raise();
  }

  /** Reads all of the database. */
  void check() {
    DamageReport report = database.check();
    damaged = report.damaged().size();
    checksumFailures = report.checksumFailures();
    if (!report.damaged().isEmpty()) {
      alarms.raise("database", "DAMAGED", "a check found damage in " + report.damaged());
    } else if (report.thorough()) {
      log.info("{} tables and indexes of the database are sound", report.checked());
    } else {
      log.warn(
          "the database cannot be checked for damage: the login may not use the extension amcheck,"
              + " see docs/external-postgresql.sql");
    }
  }
}
