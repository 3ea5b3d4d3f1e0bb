package renkei.tenantstore.postgres;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.TenantTransaction;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.evidence.tree.MerkleTree.Frontier;
import renkei.tenantstore.RecordSealer;
import renkei.tenantstore.SignedHead;

/** Grows a tenant's hash tree by what is waiting, in one transaction; one gateway at a time. */
final class PostgresRecordSealer implements RecordSealer {

  private static final int BATCH = 10_000;

  private static final NamedSql LOCK =
      NamedSql.of(
          "SELECT pg_try_advisory_xact_lock(hashtextextended('renkei seal ' || :tenant, 0))");

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

  private Optional<SignedHead> seal(TenantTransaction tx) {
    boolean mine =
        LOCK.on(tx.handle()).bind("tenant", tx.tenant().value()).one(row -> row.getBoolean(1));
    List<LeafRows.Waiting> waiting = mine ? new LeafRows(tx.handle()).waiting(BATCH) : List.of();
    return waiting.isEmpty() ? Optional.empty() : Optional.of(grow(tx, waiting));
  }

  private SignedHead grow(TenantTransaction tx, List<LeafRows.Waiting> waiting) {
    TreeRows tree = new TreeRows(tx.handle(), tx.tenant());
    Frontier before = tree.newest().map(TreeRows.Grown::frontier).orElseGet(Frontier::empty);
    Frontier frontier = before;
    for (LeafRows.Waiting next : waiting) {
      frontier = frontier.append(next.hash());
    }
    new LeafRows(tx.handle()).seal(before.size(), waiting);
    SignedHead head = sign(tx.tenant(), frontier);
    tree.insert(head, frontier);
    return head;
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
