package renkei.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import renkei.broker.BrokerSettings;
import renkei.broker.PointerQueues;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.hazelcast.HazelcastThrottle;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.gateway.config.BadConfigurationException;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.ConfiguredFile;
import renkei.gateway.logging.Alarms;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.gateway.postgres.NewDatabase;
import renkei.gateway.witness.DatabaseWitness;

/** Database, message broker and cluster member: embedded, or run by somebody else. */
record Servers(Database database, PointerQueues queues, HazelcastThrottle throttle) {

  /**
   * Beside the broker's shares: at the local door six for bulk work, four for streams of records
   * and four for look-ups; the others for sealing, sweeping, counting and marking.
   */
  private static final int OTHER_CONNECTIONS = 18;

  /** One for each lane, and one for what belongs to none (looking things up, the word of staff). */
  private static final int SHARES = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What starting them needs beside the configuration.
   *
   * @param wish whether an empty database may be made
   * @param restarts told when the embedded database is started anew
   * @param alarms tell of what else had to be started anew
   */
  record Needs(NewDatabase wish, DatabaseRestarts restarts, Alarms alarms) {}

  /** Starts all three at once: each mostly waits for a disk or for other processes. */
  static Servers start(Configuration configuration, Needs needs, ShutdownStack parts) {
    Future<Database> database;
    Future<PointerQueues> queues;
    Future<HazelcastThrottle> throttle;
    try (ExecutorService starters =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 1).factory())) {
      database = starters.submit(() -> database(configuration, needs, parts));
      queues = starters.submit(() -> parts.add("queues", queues(configuration, needs.alarms())));
      throttle = starters.submit(() -> parts.add("cluster member", throttle(configuration)));
    }
    // Leaving the block waits for all three; an interrupted wait interrupts them.
    return new Servers(started(database), started(queues), started(throttle));
  }

  private static <T> T started(Future<T> part) {
    return switch (part.state()) {
      case SUCCESS -> part.resultNow();
      case FAILED -> {
        if (part.exceptionNow() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("a part did not start", part.exceptionNow());
      }
      case CANCELLED, RUNNING -> throw new IllegalStateException("interrupted while starting");
    };
  }

  private static Database database(Configuration configuration, Needs needs, ShutdownStack parts) {
    Database database =
        parts.add("database", Database.open(databaseSettings(configuration, needs, parts)));
    database.migrate();
    return database;
  }

  private static HazelcastThrottle throttle(Configuration configuration) {
    int port = configuration.hazelcastPort();
    return Ports.listen(
        "hazelcast.port",
        port,
        () ->
            HazelcastThrottle.join(
                HazelcastThrottle.Member.alone(port), configuration.bulk().ratePerSecond()));
  }

  private static DatabaseSettings databaseSettings(
      Configuration configuration, Needs needs, ShutdownStack parts) {
    BrokerSettings.Workers workers = configuration.brokerSettings().workers();
    int connections = SHARES * workers.transactions() + OTHER_CONNECTIONS;
    Optional<Configuration.ExternalServer> external = configuration.database();
    if (external.isPresent()) {
      if (needs.wish() == NewDatabase.WANTED) {
        throw new BadConfigurationException(
            List.of("--new-database means nothing with database.url"));
      }
      return new DatabaseSettings(
          external.get().url(),
          external.get().user(),
          ConfiguredFile.secret("database.password-file", external.get().passwordFile()),
          connections,
          PATIENCE);
    }
    EmbeddedPostgres postgres =
        parts.add(
            "embedded database",
            EmbeddedPostgres.start(
                configuration.data().resolve("postgres"),
                wish(needs.wish(), configuration.data()),
                needs.restarts()));
    return new DatabaseSettings(
        postgres.url(), postgres.user(), postgres.password(), connections, PATIENCE);
  }

  /** A witness of a database outlives the loss of its whole folder. */
  private static NewDatabase wish(NewDatabase wish, Path data) {
    return switch (wish) {
      case IN_A_NEW_FOLDER ->
          DatabaseWitness.knowsADatabase(data) ? NewDatabase.REFUSED : NewDatabase.IN_A_NEW_FOLDER;
      case REFUSED -> NewDatabase.REFUSED;
      case WANTED -> {
        EmbeddedPostgres.refuse(data.resolve("postgres"), wish);
        DatabaseWitness.forget(data);
        yield NewDatabase.WANTED;
      }
    };
  }

  private static PointerQueues queues(Configuration configuration, Alarms alarms) {
    Optional<Configuration.ExternalServer> external = configuration.broker();
    if (external.isPresent()) {
      return ArtemisQueues.connect(
          external.get().url(),
          external.get().user(),
          ConfiguredFile.secret("broker.password-file", external.get().passwordFile()));
    }
    return ArtemisQueues.embedded(
        configuration.data().resolve("artemis"),
        (reason, because) -> alarms.raise("message-broker", reason, because));
  }
}
