package renkei.tenantstore.postgres;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import renkei.codebook.TenantId;
import renkei.codebook.database.Columns;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.evidence.tree.MerkleTree.Frontier;
import renkei.tenantstore.RecordSealer;
import renkei.tenantstore.SignedHead;

/** Grows a tenant's hash tree by what is waiting, in one transaction; one gateway at a time. */
final class PostgresRecordSealer implements RecordSealer {

  private static final int BATCH = 10_000;

  private static final String LOCK =
      "SELECT pg_try_advisory_xact_lock(hashtextextended('renkei seal ' || ?, 0))";

  private static final String WAITING =
      "SELECT record_id, leaf_hash FROM unsealed_record ORDER BY record_id LIMIT " + BATCH;

  private static final String SEAL =
      """
      INSERT INTO sealed_record (leaf_index, record_id, leaf_hash)
      SELECT a, b, c FROM unnest(?, ?, ?) AS u (a, b, c)
      """;

  private static final String DONE = "DELETE FROM unsealed_record WHERE record_id = ANY (?)";

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
    Handle handle = tx.handle();
    boolean mine = handle.createQuery(LOCK).bind(0, tx.tenant().value()).mapTo(Boolean.class).one();
    if (!mine) {
      return Optional.empty();
    }
    List<UUID> ids = new ArrayList<>();
    List<byte[]> hashes = new ArrayList<>();
    handle
        .createQuery(WAITING)
        .map(
            (row, _) -> {
              hashes.add(row.getBytes(2));
              return row.getObject(1, UUID.class);
            })
        .forEach(ids::add);
    return ids.isEmpty() ? Optional.empty() : Optional.of(grow(tx, ids, hashes));
  }

  private SignedHead grow(TenantTransaction tx, List<UUID> ids, List<byte[]> hashes) {
    Handle handle = tx.handle();
    TreeRows rows = new TreeRows(handle, tx.tenant());
    Frontier frontier = rows.newest().map(TreeRows.Grown::frontier).orElseGet(Frontier::empty);
    List<Long> indexes = new ArrayList<>();
    for (byte[] hash : hashes) {
      indexes.add(frontier.size());
      frontier = frontier.append(hash);
    }
    handle.execute(SEAL, Columns.longs(indexes), Columns.uuids(ids), Columns.bytes(hashes));
    handle.execute(DONE, Columns.uuids(ids));
    SignedHead head =
        SignedHead.sign(
            identities.apply(tx.tenant()),
            algorithms,
            tx.tenant(),
            frontier.size(),
            HexFormat.of().formatHex(frontier.root()),
            // PostgreSQL keeps microseconds; the signed text must say the same.
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    rows.insert(head, frontier);
    return head;
  }
}
