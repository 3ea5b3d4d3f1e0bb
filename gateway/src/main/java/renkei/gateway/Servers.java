package renkei.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renkei.broker.BrokerSettings;
import renkei.broker.PointerQueues;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.hazelcast.HazelcastThrottle;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.gateway.postgres.EmbeddedPostgres;

/** Database, message broker and cluster member: embedded, or run by somebody else. */
record Servers(Database database, PointerQueues queues, HazelcastThrottle throttle) {

  /** Beside the lanes: sealing, sweeping, counting, and the doors' own look-ups. */
  private static final int OTHER_CONNECTIONS = 12;

  private static final int LANES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static Servers start(Configuration configuration, Parts parts) {
    Database database =
        parts.add("database", Database.open(databaseSettings(configuration, parts)));
    database.migrate();
    PointerQueues queues = parts.add("queues", queues(configuration));
    HazelcastThrottle throttle =
        parts.add(
            "cluster member",
            HazelcastThrottle.join(
                HazelcastThrottle.Member.alone(configuration.hazelcastPort()),
                configuration.bulk().ratePerSecond()));
    return new Servers(database, queues, throttle);
  }

  private static DatabaseSettings databaseSettings(Configuration configuration, Parts parts) {
    BrokerSettings.Workers workers = configuration.brokerSettings().workers();
    int connections = LANES * workers.transactions() + OTHER_CONNECTIONS;
    Optional<Configuration.ExternalServer> external = configuration.database();
    if (external.isPresent()) {
      return new DatabaseSettings(
          external.get().url(),
          external.get().user(),
          password("database.password-file", external.get().passwordFile()),
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
          password("broker.password-file", external.get().passwordFile()));
    }
    return ArtemisQueues.embedded(configuration.data().resolve("artemis"));
  }

  private static String password(String key, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException _) {
      throw new BadConfigurationException(List.of(key + ": cannot read " + file));
    }
  }
}
