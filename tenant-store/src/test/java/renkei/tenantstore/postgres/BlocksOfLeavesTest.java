package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.Exchange.Role;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;
import renkei.signing.AlgorithmTable;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.signing.evidence.tree.MerkleTree.Frontier;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.RecordVerification;
import renkei.tenantstore.record.SignedHead;

/** A database of before V206: one row for each leaf, no node stored. */
@Timeout(180)
class BlocksOfLeavesTest {

  /** More than fill a subtree of height 16. */
  private static final int LEAVES = 66_000;

  private static final int[] RECORDED = {0, 1_023, 1_024, 40_000, LEAVES - 1};

  private static TestServer server;
  private static Before read;

  @BeforeAll
  static void start() {
    server = TestServer.own(Map.of());
    read = new Before();
    read.database.migrate();
  }

  @AfterAll
  static void stop() {
    read.close();
    server.close();
  }

  /** A database as it was, to be brought up to date. */
  private static final class Before implements AutoCloseable {

    private final TestDatabase postgres = server.database();
    private final Database database = Database.open(postgres.settings());
    private final TenantStore store =
        new PostgresTenantStore(database, Sample.LAYOUTS, Sample::keys, CLOCK, new Random(7));
    private final SignedHead head;

    private Before() {
      migrateTo("205");
      for (TenantId tenant : List.of(KITA, MINAMI)) {
        appendBefore(tenant, 1, 5);
      }
      try (Handle handle = postgres.superuser()) {
        int _ = handle.execute("SET session_replication_role = replica");
        placeAmongOthers(handle);
        placeAllOf(handle, MINAMI);
        int _ = handle.execute("DELETE FROM unsealed_record");
      }
      signHead(KITA);
      signHead(MINAMI);
      head = head(KITA);
    }

    private void migrateTo(String version) {
      DatabaseSettings settings = postgres.settings();
      Flyway.configure()
          .dataSource(settings.url(), settings.user(), settings.password())
          .initSql("SET ROLE renkei_owner")
          .schemas("renkei")
          .createSchemas(false)
          .table("schema_history")
          .target(version)
          .load()
          .migrate();
    }

    private void signHead(TenantId tenant) {
      boolean _ =
          database.inTenant(
              tenant,
              tx -> {
                Frontier tree = Frontier.empty();
                for (byte[] leaf :
                    tx.handle()
                        .createQuery("SELECT leaf_hash FROM sealed_record ORDER BY leaf_index")
                        .mapTo(byte[].class)
                        .list()) {
                  tree = tree.append(leaf);
                }
                SignedHead head =
                    SignedHead.sign(
                        Sample.keys(tenant).identity(),
                        AlgorithmTable.standard(),
                        tenant,
                        tree.size(),
                        HexFormat.of().formatHex(tree.root()),
                        CLOCK.instant());
                new TreeRows(tx.handle(), tenant).insert(head, tree);
                return true;
              });
    }

    private void appendBefore(TenantId tenant, int first, int last) {
      boolean _ =
          database.inTenant(
              tenant,
              tx -> {
                for (int i = first; i <= last; i++) {
                  EarlierRecords.appendBefore(tx, answered(i, TARO));
                }
                return true;
              });
    }

    private void append(TenantId tenant, int first, int last) {
      boolean _ =
          database.inTenant(
              tenant,
              tx -> {
                for (int i = first; i <= last; i++) {
                  assertThat(store.records(tx).append(answered(i, TARO))).isTrue();
                }
                return true;
              });
    }

    private SignedHead head(TenantId tenant) {
      return database.inTenant(tenant, tx -> store.records(tx).head()).orElseThrow();
    }

    /** Of all records of a tenant, by their places. */
    private List<RecordProof> proofs(TenantId tenant) {
      List<RecordId> ids = new ArrayList<>();
      return database.inTenant(
          tenant,
          tx -> {
            store.records(tx).forEach(Role.PROVIDER, record -> ids.add(record.id()));
            return ids.stream()
                .map(store.records(tx)::prove)
                .map(Optional::orElseThrow)
                .sorted(Comparator.comparingLong(RecordProof::index))
                .toList();
          });
    }

    private long count(String table) {
      try (Handle handle = postgres.superuser()) {
        return handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one();
      }
    }

    @Override
    public void close() {
      database.close();
      postgres.close();
    }
  }

  /** Five records far from each other, and leaves of others between them. */
  private static void placeAmongOthers(Handle handle) {
    int _ =
        handle.execute(
            """
            INSERT INTO sealed_record (tenant, leaf_index, record_id, leaf_hash)
            SELECT ?, i, gen_random_uuid(), sha256(i::text::bytea)
            FROM generate_series(0, ?) AS i WHERE i <> ALL (?)
            """,
            KITA.value(),
            LEAVES - 1,
            RECORDED);
    int _ =
        handle.execute(
            """
            INSERT INTO sealed_record (tenant, leaf_index, record_id, leaf_hash)
            SELECT tenant, (?::integer[])[row_number() OVER (ORDER BY record_id)], record_id,
              leaf_hash
            FROM unsealed_record WHERE tenant = ?
            """,
            RECORDED,
            KITA.value());
  }

  private static void placeAllOf(Handle handle, TenantId tenant) {
    int _ =
        handle.execute(
            """
            INSERT INTO sealed_record (tenant, leaf_index, record_id, leaf_hash)
            SELECT tenant, row_number() OVER (ORDER BY record_id DESC) - 1, record_id, leaf_hash
            FROM unsealed_record WHERE tenant = ?
            """,
            tenant.value());
  }

  @Test
  void provesUnderTheSameHeadWhatWasSealedBefore() {
    List<RecordProof> proofs = read.proofs(KITA);

    assertThat(proofs).extracting(RecordProof::head).containsOnly(read.head);
    assertThat(proofs)
        .extracting(RecordProof::index)
        .containsExactly(0L, 1_023L, 1_024L, 40_000L, LEAVES - 1L);
    assertThat(proofs).allMatch(BlocksOfLeavesTest::includes);
  }

  @Test
  void keepsTheNodesThatTheSealerWouldHaveKept() {
    assertThat(read.count("leaf_block")).isEqualTo(65 + 1);
    assertThat(read.count("tree_node")).isEqualTo((LEAVES >> 8) + (LEAVES >> 16));
  }

  @Test
  void exportsWhatWasSealedBefore() {
    List<String> lines = new ArrayList<>();
    boolean _ = read.database.inTenant(MINAMI, tx -> export(read.store, tx, lines));

    assertThat(verify(lines)).isInstanceOf(RecordVerification.Genuine.class);
    assertThat(lines).hasSize(2 + 1 + 5).startsWith("renkei exchange records 1");
  }

  @Test
  void sealsOnAfterWhatWasSealedBefore() {
    try (Before now = new Before()) {
      now.database.migrate();
      now.append(KITA, 6, 300);

      assertThat(now.store.sealer(AlgorithmTable.standard()).seal(KITA)).isPresent();

      assertThat(now.head(KITA).size()).isEqualTo(LEAVES + 295);
      assertThat(now.proofs(KITA)).hasSize(300).allMatch(BlocksOfLeavesTest::includes);
    }
  }

  @Test
  void doesNotMakeGoodWhatSomebodyChanged() {
    try (Before now = new Before()) {
      try (Handle handle = now.postgres.superuser()) {
        int _ = handle.execute("SET session_replication_role = replica");
        int _ = handle.execute("DELETE FROM sealed_record WHERE leaf_index = 3");
      }

      assertThatThrownBy(now.database::migrate).hasStackTraceContaining("somebody changed them");
    }
  }

  private static boolean export(TenantStore store, TenantTransaction tx, List<String> lines) {
    store.records(tx).export(lines::add);
    return true;
  }

  private static RecordVerification verify(List<String> lines) {
    return RecordVerification.of(
        new BufferedReader(new StringReader(String.join("\n", lines))),
        Map.of(),
        AlgorithmTable.standard(),
        CLOCK.instant());
  }

  private static boolean includes(RecordProof proof) {
    HexFormat hex = HexFormat.of();
    return MerkleTree.includes(
        hex.parseHex(proof.head().root()),
        proof.head().size(),
        proof.index(),
        MerkleTree.leafHash(proof.leaf().getBytes(StandardCharsets.UTF_8)),
        proof.path().stream().map(hex::parseHex).toList());
  }
}
