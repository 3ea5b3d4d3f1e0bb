package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.AddresseeForm;
import renkei.signing.AlgorithmTable;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.tenantstore.Flags;
import renkei.tenantstore.Results;
import renkei.tenantstore.TenantKeys;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.Conversions;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.load.LoadShares;
import renkei.tenantstore.load.Loads;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.replica.Registrations;
import renkei.tenantstore.replica.Replicas;

/** The tenant store kept in PostgreSQL. Thread-safe. */
public final class PostgresTenantStore implements TenantStore {

  private final Database database;
  private final Layouts layouts;
  private final Conversions conversions;
  private final Function<TenantId, TenantKeys> keys;
  private final LoadShares shares;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param keys the keys of a tenant, asked for often: keep them in memory
   * @param random makes record ids and salts, which must not be guessable: a {@link
   *     java.security.SecureRandom}
   */
  public PostgresTenantStore(
      Database database,
      Layouts layouts,
      Function<TenantId, TenantKeys> keys,
      Clock clock,
      RandomGenerator random) {
    this(database, layouts, keys, LoadShares.STANDARD, clock, random);
  }

  /**
   * As the other constructor.
   *
   * @param shares from which a load needs the approval of two
   */
  public PostgresTenantStore(
      Database database,
      Layouts layouts,
      Function<TenantId, TenantKeys> keys,
      LoadShares shares,
      Clock clock,
      RandomGenerator random) {
    this.shares = shares;
    this.database = database;
    this.layouts = layouts;
    this.conversions = new Conversions();
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The editions of the layouts, which belong to no tenant.
   *
   * @param publishers whose layouts are taken
   */
  public static LayoutShelf layouts(
      Database database, LayoutShelf.Publishers publishers, Clock clock) {
    return new PostgresLayouts(database, publishers, clock);
  }

  @Override
  public Replicas replicas(TenantTransaction tx) {
    return new PostgresReplicas(
        tx.handle(), columns(tx.tenant()), clock, layouts.within(tx), conversions);
  }

  @Override
  public Registrations registrations(TenantTransaction tx) {
    return new RegistrationRows(tx.handle());
  }

  @Override
  public Flags flags(TenantTransaction tx) {
    return new PostgresFlags(tx.handle(), columns(tx.tenant()), clock);
  }

  @Override
  public ExchangeRecords records(TenantTransaction tx) {
    return new PostgresExchangeRecords(
        tx.handle(), columns(tx.tenant()), new TreeRows(tx.handle(), tx.tenant()), clock, random);
  }

  @Override
  public Results results(TenantTransaction tx) {
    return new PostgresResults(tx.handle(), columns(tx.tenant()), clock);
  }

  @Override
  public ReplicaImport replicaImport(
      TenantId tenant, Optional<AddresseeForm> form, ReplicaImport.BatchBulkhead bulkhead) {
    return ReplicaImport.into(
        new PostgresReplicaSink(database, tenant, columns(tenant), clock, shares, bulkhead),
        layouts,
        form,
        clock);
  }

  @Override
  public Loads loads(TenantTransaction tx) {
    return new PostgresLoads(
        tx.handle(), columns(tx.tenant()), keys.apply(tx.tenant()).identity(), shares, clock);
  }

  /**
   * Lets a tenant's hash tree grow by leaves that belong to no record, as the sealer would: to
   * measure in a database of its own what a tree costs that nobody could record in an hour. There,
   * every export fails from then on, because records are gone.
   *
   * @param algorithms says by what the head may be signed
   */
  public void plant(TenantTransaction tx, AlgorithmTable algorithms, int leaves) {
    List<LeafRows.Waiting> planted =
        Stream.generate(() -> RecordId.random(clock, random))
            .limit(leaves)
            .map(id -> new LeafRows.Waiting(id.value(), MerkleTree.leafHash(bytes(id))))
            .sorted(Comparator.comparing(LeafRows.Waiting::record))
            .toList();
    growing(algorithms).plant(tx, planted);
  }

  /**
   * Fetches all rows of one person's replicas by their key, and does nothing with them: to measure
   * what the platform's reading costs beside.
   *
   * @return how many bytes their contents are
   */
  public long readBare(TenantTransaction tx, AddresseeNumber person, InformationCode information) {
    return ReplicaRows.bare(tx.handle(), columns(tx.tenant()).index(person), information);
  }

  /**
   * Copies the rows of all replicas, sealed as they are kept, into a table of the same keys and
   * indexes, by one COPY, and takes it away again: to measure what a load costs beside.
   *
   * @param settings of a superuser, whose server may write a file beside its data
   * @return how many rows went in a second, the commit included
   */
  public static double copiesPerSecond(DatabaseSettings settings) {
    return ReplicaCopy.rowsPerSecond(settings);
  }

  private static byte[] bytes(RecordId id) {
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public RecordSealer sealer(AlgorithmTable algorithms) {
    return growing(algorithms);
  }

  private PostgresRecordSealer growing(AlgorithmTable algorithms) {
    return new PostgresRecordSealer(
        database, tenant -> keys.apply(tenant).identity(), algorithms, clock);
  }

  private SealedColumns columns(TenantId tenant) {
    return new SealedColumns(tenant, keys.apply(tenant).columns());
  }
}
