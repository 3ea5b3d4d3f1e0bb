package renkei.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.files.IoCall;

/**
 * Measures, once a minute, how large every table is with its indexes, and the folders of the
 * embedded servers' journals: what grows without an end is seen long before the disk is full.
 * Thread-safe.
 */
final class StoreSizes implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StoreSizes.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final String TABLES =
      """
      SELECT relname, pg_total_relation_size(oid)
      FROM pg_class
      WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
      """;

  private final Database database;
  private final Map<String, Path> journals;
  private final MeterRegistry metrics;
  private final StopSignal stop = new StopSignal();
  private final Map<String, AtomicLong> tables = new ConcurrentHashMap<>();

  /**
   * @param journals folders by the name they are measured under
   */
  StoreSizes(Database database, Map<String, Path> journals, MeterRegistry metrics) {
    this.database = database;
    this.journals = Map.copyOf(journals);
    this.metrics = metrics;
    this.journals.forEach(
        (name, folder) ->
            Gauge.builder("renkei.journal.size", () -> size(folder))
                .description("Of the files of an embedded server's journal")
                .baseUnit("bytes")
                .tag("journal", name)
                .register(metrics));
  }

  /** Begins to measure, until closed. */
  void begin() {
    Thread _ = Loop.every(PAUSE, stop, "sizes of tables", log, this::round).start();
  }

  private void round() {
    try {
      measure();
    } catch (DatabaseUnavailableException e) {
      log.debug("the sizes of tables wait for the database", e);
    }
  }

  /** Measures once. */
  void measure() {
    database
        .inPlatform(
            transaction ->
                transaction
                    .handle()
                    .createQuery(TABLES)
                    .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list())
        .forEach(each -> table(each.getKey()).set(each.getValue()));
  }

  private AtomicLong table(String name) {
    return tables.computeIfAbsent(
        name,
        _ -> {
          AtomicLong size = new AtomicLong();
          Gauge.builder("renkei.table.size", size, AtomicLong::get)
              .description("Of a table with its indexes and what is stored apart from its rows")
              .baseUnit("bytes")
              .tag("table", name)
              .strongReference(true)
              .register(metrics);
          return size;
        });
  }

  /** Files come and go meanwhile. */
  private static double size(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Double.NaN;
    }
    AtomicLong size = new AtomicLong();
    Path _ =
        IoCall.get(
            "cannot measure " + folder,
            () ->
                Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                      @Override
                      public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                        size.addAndGet(found.size());
                        return FileVisitResult.CONTINUE;
                      }

                      @Override
                      public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                      }
                    }));
    return size.get();
  }

  /** Ends the measuring. */
  @Override
  public void close() {
    stop.raise();
  }
}
