package renkei.gateway;

import java.time.Duration;
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
import renkei.gateway.config.Configuration;
import renkei.gateway.config.ConfiguredFile;
import renkei.gateway.postgres.EmbeddedPostgres;

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

  /** Starts all three at once: each mostly waits for a disk or for other processes. */
  static Servers start(Configuration configuration, ShutdownStack parts) {
    Future<Database> database;
    Future<PointerQueues> queues;
    Future<HazelcastThrottle> throttle;
    try (ExecutorService starters =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 1).factory())) {
      database = starters.submit(() -> database(configuration, parts));
      queues = starters.submit(() -> parts.add("queues", queues(configuration)));
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

  private static Database database(Configuration configuration, ShutdownStack parts) {
    Database database =
        parts.add("database", Database.open(databaseSettings(configuration, parts)));
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
      Configuration configuration, ShutdownStack parts) {
    BrokerSettings.Workers workers = configuration.brokerSettings().workers();
    int connections = SHARES * workers.transactions() + OTHER_CONNECTIONS;
    Optional<Configuration.ExternalServer> external = configuration.database();
    if (external.isPresent()) {
      return new DatabaseSettings(
          external.get().url(),
          external.get().user(),
          ConfiguredFile.required("database.password-file", external.get().passwordFile()).strip(),
          connections,
          PATIENCE);
    }
    EmbeddedPostgres postgres =
        parts.add(
            "embedded database", EmbeddedPostgres.start(configuration.data().resolve("postgres")));
    return new DatabaseSettings(
        postgres.url(), postgres.user(), postgres.password(), connections, PATIENCE);
  }

  private static PointerQueues queues(Configuration configuration) {
    Optional<Configuration.ExternalServer> external = configuration.broker();
    if (external.isPresent()) {
      return ArtemisQueues.connect(
          external.get().url(),
          external.get().user(),
          ConfiguredFile.required("broker.password-file", external.get().passwordFile()).strip());
    }
    return ArtemisQueues.embedded(configuration.data().resolve("artemis"));
  }
}
