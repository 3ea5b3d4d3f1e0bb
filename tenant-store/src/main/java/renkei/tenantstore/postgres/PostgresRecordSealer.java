package renkei.tenantstore.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.TenantTransaction;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.evidence.tree.MerkleTree.Frontier;
import renkei.signing.evidence.tree.StoredTree;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.record.SignedHead;

/**
 * Grows a tenant's hash tree by what is waiting, in one transaction; one gateway at a time. The
 * order of its statements is what the database's triggers ask for: leaves, queue, head.
 */
final class PostgresRecordSealer implements RecordSealer {

  private static final int BATCH = 10_000;

  /** A head is due when so many records wait, however young they are. */
  private static final int MANY = 1_000;

  private static final String LOCK = "hashtextextended('renkei seal ' || :tenant, 0)";

  private static final NamedSql TRY_LOCK =
      NamedSql.of("SELECT pg_try_advisory_xact_lock(%s)".formatted(LOCK));

  private static final NamedSql WAIT_FOR_LOCK =
      NamedSql.of("SELECT pg_advisory_xact_lock(%s)".formatted(LOCK));

  private final Database database;
  private final Function<TenantId, SigningIdentity> identities;
  private final AlgorithmTable algorithms;
  private final Clock clock;

  PostgresRecordSealer(
      Database database,
      Function<TenantId, SigningIdentity> identities,
      AlgorithmTable algorithms,
      Clock clock) {
    this.database = database;
    this.identities = identities;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  @Override
  public Optional<SignedHead> seal(TenantId tenant) {
    return database.inTenant(tenant, this::seal);
  }

  @Override
  public Optional<SignedHead> sealDue(TenantId tenant, Duration after) {
    return database.inTenant(
        tenant,
        tx ->
            new LeafRows(tx.handle())
                    .oldest(MANY)
                    .filter(oldest -> isDue(oldest, after))
                    .isPresent()
                ? seal(tx)
                : Optional.empty());
  }

  /** Ids come from the clocks of several gateways; one that is far ahead must not delay a seal. */
  private boolean isDue(LeafRows.Oldest oldest, Duration after) {
    return oldest.oneOfMany()
        || new RecordId(oldest.record())
            .drawnAt()
            .map(at -> Duration.between(at, clock.instant()).abs())
            .filter(age -> age.compareTo(after) < 0)
            .isEmpty();
  }

  @Override
  public void seal(TenantId tenant, RecordId record) {
    boolean waits;
    do {
      waits = database.inTenant(tenant, tx -> sealIfWaiting(tx, record));
    } while (waits);
  }

  /** Returns whether more waited before it than one sealing takes. */
  private boolean sealIfWaiting(TenantTransaction tx, RecordId record) {
    LeafRows rows = new LeafRows(tx.handle());
    if (!rows.waits(record.value())) {
      return false;
    }
    boolean _ =
        WAIT_FOR_LOCK
            .on(tx.handle())
            .bind("tenant", tx.tenant().value())
            .findOne(_ -> true)
            .isPresent();
    // Whoever had the lock may have taken it along.
    if (rows.waits(record.value())) {
      SignedHead _ = grow(tx, rows.waiting(BATCH));
    }
    return rows.waits(record.value());
  }

  /** All that waits, in a transaction that is open already. */
  Optional<SignedHead> seal(TenantTransaction tx) {
    boolean mine =
        TRY_LOCK.on(tx.handle()).bind("tenant", tx.tenant().value()).one(row -> row.getBoolean(1));
    List<LeafRows.Waiting> waiting = mine ? new LeafRows(tx.handle()).waiting(BATCH) : List.of();
    return waiting.isEmpty() ? Optional.empty() : Optional.of(grow(tx, waiting));
  }

  private SignedHead grow(TenantTransaction tx, List<LeafRows.Waiting> waiting) {
    TreeRows tree = new TreeRows(tx.handle(), tx.tenant());
    Frontier before = tree.newest().map(TreeRows.Grown::frontier).orElseGet(Frontier::empty);
    Frontier after = append(tx, before, waiting);
    new LeafRows(tx.handle()).waitNoMore(waiting);
    SignedHead head = sign(tx.tenant(), after);
    tree.insert(head, after);
    return head;
  }

  /** Adds leaves, and the roots of the subtrees that they complete. */
  private static Frontier append(
      TenantTransaction tx, Frontier before, List<LeafRows.Waiting> leaves) {
    List<TreeRows.Node> complete = new ArrayList<>();
    Frontier after = before;
    for (LeafRows.Waiting leaf : leaves) {
      after =
          after.append(
              leaf.hash(),
              (height, position, root) -> {
                if (StoredTree.keeps(height)) {
                  complete.add(new TreeRows.Node(height, position, root));
                }
              });
    }
    new LeafRows(tx.handle()).append(before.size(), leaves);
    new TreeRows(tx.handle(), tx.tenant()).keep(complete);
    return after;
  }

  /** As {@link PostgresTenantStore#plant}. */
  void plant(TenantTransaction tx, List<LeafRows.Waiting> leaves) {
    TreeRows tree = new TreeRows(tx.handle(), tx.tenant());
    Frontier before = tree.newest().map(TreeRows.Grown::frontier).orElseGet(Frontier::empty);
    Frontier after = append(tx, before, leaves);
    tree.insert(sign(tx.tenant(), after), after);
  }

  private SignedHead sign(TenantId tenant, Frontier frontier) {
    return SignedHead.sign(
        identities.apply(tenant),
        algorithms,
        tenant,
        frontier.size(),
        HexFormat.of().formatHex(frontier.root()),
        // PostgreSQL keeps microseconds; the signed text must say the same.
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
