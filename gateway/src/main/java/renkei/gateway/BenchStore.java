package renkei.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.config.GatewayKeys;
import renkei.gateway.config.KeyFolderReader;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.postgres.PostgresTenantStore;

/**
 * A tenant store to measure in, with keys and layouts of a demonstration, on a database of its own
 * in a temporary folder, which goes with it.
 */
final class BenchStore implements AutoCloseable {

  private static final int CONNECTIONS = 2;

  private final Clock clock = Clock.systemUTC();
  private final AgencyDirectory directory = DirectoryFile.read(Optional.empty());
  private final EmbeddedPostgres postgres;
  private final DatabaseSettings settings;
  private final Database database;
  private final PostgresTenantStore store;

  /** Starts the database. */
  BenchStore(Path folder) {
    Path pki = folder.resolve("pki");
    boolean _ = new DemonstrationPki(pki, clock).makeIfMissing(directory);
    GatewayKeys keys =
        new KeyFolderReader(
                new Configuration.KeyFolder(pki, pki.resolve("password"), true),
                directory,
                AlgorithmTable.standard(),
                clock)
            .read();
    this.postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
    this.settings =
        new DatabaseSettings(
            postgres.url(),
            postgres.user(),
            postgres.password(),
            CONNECTIONS,
            Duration.ofSeconds(5));
    this.database = Database.open(settings);
    database.migrate();
    LayoutShelf shelf = PostgresTenantStore.layouts(database, publishers(keys), clock);
    new DemonstrationLayouts(shelf, database, AlgorithmTable.standard(), clock)
        .publish(pki, directory);
    // Ids that could be guessed do no harm here, and come faster.
    this.store =
        new PostgresTenantStore(
            database,
            shelf,
            tenant -> Objects.requireNonNull(keys.tenants().get(tenant)),
            clock,
            RandomGenerator.getDefault());
  }

  private LayoutShelf.Publishers publishers(GatewayKeys keys) {
    Set<AgencyCode> cores =
        directory.agencies().stream()
            .filter(agency -> agency.kind() == AgencyKind.CORE)
            .map(Agency::code)
            .collect(Collectors.toUnmodifiableSet());
    return new LayoutShelf.Publishers(
        keys.trust(),
        AlgorithmTable.standard(),
        signer -> cores.stream().anyMatch(agency -> PartyNames.isOf(agency, signer)));
  }

  Clock clock() {
    return clock;
  }

  AgencyDirectory directory() {
    return directory;
  }

  DatabaseSettings settings() {
    return settings;
  }

  Database database() {
    return database;
  }

  PostgresTenantStore store() {
    return store;
  }

  /** The one that is measured with. */
  TenantId tenant() {
    return directory.tenants().iterator().next();
  }

  ProofTree proofTree() {
    return new ProofTree(database, store, directory, clock);
  }

  @Override
  public void close() {
    database.close();
    postgres.close();
  }

  /** Takes a folder and all that is in it away. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
