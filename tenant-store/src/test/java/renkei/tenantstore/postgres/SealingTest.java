package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import renkei.codebook.Exchange.Role;
import renkei.codebook.RecordId;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;
import renkei.signing.AlgorithmTable;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.record.RecordVerification;
import renkei.tenantstore.record.SignedHead;

/** No record is passed over, whatever happens to the database; and what sealing costs. */
@Timeout(180)
class SealingTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static TestStore kept;

  @BeforeAll
  static void start() {
    kept = new TestStore();
  }

  @AfterAll
  static void stop() {
    kept.close();
  }

  @BeforeEach
  void empty() {
    kept.emptyRecords();
  }

  @Test
  void sealsARecordWhoseTransactionEndsAfterLaterOnesAreSealed() {
    kept.inKita(
        tx -> {
          append(tx, CLOCK, 1);
          elsewhere(
              () -> {
                append(kept, 2);
                seal(kept);
                append(kept, 3);
                seal(kept);
              });
        });
    assertThat(size(kept)).isEqualTo(2);

    seal(kept);

    assertAllSealed(kept, 3);
  }

  @Test
  void sealsNothingOfARecordThatWasTakenBack() {
    append(kept, 1);
    assertThatIllegalStateException().isThrownBy(() -> kept.inKita(SealingTest::appendAndFail));
    append(kept, 3);

    seal(kept);

    assertAllSealed(kept, 2);
  }

  private static void appendAndFail(TenantTransaction tx) {
    append(tx, CLOCK, 2);
    throw new IllegalStateException("taken back");
  }

  @Test
  void leavesNothingOfASealingThatWasTakenBack() {
    append(kept, 1);
    append(kept, 2);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                kept.inKita(
                    tx -> {
                      assertThat(sealer(CLOCK).seal(tx)).isPresent();
                      throw new IllegalStateException("taken back");
                    }));
    assertThat(count(kept, "leaf_block")).isZero();

    seal(kept);

    assertAllSealed(kept, 2);
  }

  @Test
  @SuppressWarnings("try") // the server is stopped and started in the middle
  void sealsWhatComesAfterEarlierFilesWerePutBack(@TempDir Path folder) throws IOException {
    Path data = folder.resolve("data");
    try (TestServer server = TestServer.own(data)) {
      int port = server.port();
      TestDatabase files = server.database();
      onlyWhile(files, now -> appendSealAppend(now, 1));
      server.close();
      copy(data, folder.resolve("backup"));
      server.startAgain(data, port);
      onlyWhile(files, now -> appendSealAppend(now, 11));
      server.close();
      delete(data);
      copy(folder.resolve("backup"), data);
      server.startAgain(data, port);

      onlyWhile(
          files,
          now -> {
            assertThat(size(now)).isEqualTo(3);
            append(now, 21);
            seal(now);
            assertAllSealed(now, 6);
          });
    }
  }

  @Test
  void sealsWhatComesAfterItsRowsWereReadIntoAnotherDatabase() throws Exception {
    appendSealAppend(kept, 1);
    try (TestDatabase other = TestDatabase.fresh();
        TestStore now = new TestStore(other)) {
      for (String table :
          List.of(
              "exchange_record",
              "unsealed_record",
              "leaf_block",
              "tree_node",
              "signer_chain",
              "tree_head")) {
        readInto(now, table);
      }
      append(now, 21);

      seal(now);

      assertAllSealed(now, 6);
    }
  }

  /** Three that are sealed, and two that wait. */
  private static void appendSealAppend(TestStore store, int first) {
    for (int i = 0; i < 3; i++) {
      append(store, first + i);
    }
    seal(store);
    append(store, first + 3);
    append(store, first + 4);
  }

  private static void readInto(TestStore now, String table) throws SQLException, IOException {
    try (Handle from = kept.superuser();
        Handle to = now.superuser()) {
      to.execute("SET session_replication_role = replica");
      Path rows = Files.createTempFile("rows", ".copy");
      try (var out = Files.newOutputStream(rows)) {
        long _ = copying(from).copyOut("COPY renkei." + table + " TO STDOUT", out);
      }
      try (var in = Files.newInputStream(rows)) {
        long _ = copying(to).copyIn("COPY renkei." + table + " FROM STDIN", in);
      }
      Files.delete(rows);
    }
  }

  private static CopyManager copying(Handle handle) throws SQLException {
    return handle.getConnection().unwrap(PGConnection.class).getCopyAPI();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "array[r.record_id]; sha256(r.leaf_hash)",
        "array[gen_random_uuid()]; r.leaf_hash",
        "array[r.record_id] || gen_random_uuid(); r.leaf_hash || r.leaf_hash"
      })
  void letsNoRecordLeaveTheQueueForAnotherPlaceThanItsOwn(String records, String hashes) {
    append(kept, 1);
    String insert =
        """
        INSERT INTO leaf_block (record_ids, leaf_hashes, first_leaf, first_id, last_id)
        SELECT %s, %s, 0, r.record_id, r.record_id FROM unsealed_record r
        """
            .formatted(records, hashes);

    assertThatThrownBy(() -> kept.inKita(tx -> insertAndDelete(tx, insert)))
        .hasMessageContaining("a record waits for its seal");

    seal(kept);
    assertAllSealed(kept, 1);
  }

  @Test
  void letsNoRecordLeaveTheQueueForAPlaceUnderAHeadThatStands() {
    append(kept, 1);
    seal(kept);
    kept.tamper(
        "INSERT INTO unsealed_record SELECT tenant, record_id, leaf_hash FROM exchange_record");

    assertThatThrownBy(() -> kept.inKita(tx -> insertAndDelete(tx, "SELECT 1")))
        .hasMessageContaining("a record waits for its seal");
  }

  private static void insertAndDelete(TenantTransaction tx, String insert) {
    int _ = tx.handle().execute(insert);
    int _ = tx.handle().execute("DELETE FROM unsealed_record");
  }

  @Test
  void changesThreeRowsForARecordAndHardlyMore() {
    kept.inKita(
        tx -> {
          for (int i = 1; i <= 1_100; i++) {
            append(tx, CLOCK, i);
          }
          long before = rowChanges(tx);
          assertThat(before).isEqualTo(2_200);
          assertThat(sealer(CLOCK).seal(tx)).isPresent();
          assertThat(rowChanges(tx) - before).isEqualTo(1_100 + 2 + 4 + 2);
        });
    assertAllSealed(kept, 1_100);
  }

  private static long rowChanges(TenantTransaction tx) {
    return tx.handle()
        .createQuery("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        .mapTo(Long.class)
        .one();
  }

  @Test
  void signsNoHeadBeforeItIsTime() {
    append(kept, 1);

    assertThat(sealer(Clock.offset(CLOCK, MINUTE.minusMillis(1))).sealDue(KITA, MINUTE)).isEmpty();
    assertThat(sealer(Clock.offset(CLOCK, MINUTE)).sealDue(KITA, MINUTE)).isPresent();
    assertThat(sealer(Clock.offset(CLOCK, MINUTE.multipliedBy(9))).sealDue(KITA, MINUTE)).isEmpty();
    assertThat(count(kept, "tree_head")).isEqualTo(1);
  }

  @Test
  void signsAHeadAtOnceWhenAThousandWait() {
    queue(999, CLOCK.millis());
    assertThat(sealer(CLOCK).sealDue(KITA, MINUTE)).isEmpty();

    append(kept, 1);

    assertThat(sealer(CLOCK).sealDue(KITA, MINUTE)).isPresent();
    assertThat(size(kept)).isEqualTo(1_000);
  }

  @Test
  void letsNoClockThatIsFarAheadDelayASeal() {
    append(kept, Clock.offset(CLOCK, Duration.ofDays(400)), 1);

    assertThat(sealer(CLOCK).sealDue(KITA, MINUTE)).isPresent();
  }

  @Test
  void sealsARecordWhoseProofIsWantedHoweverManyWaitBeforeIt() {
    queue(10_001, 1);
    append(kept, 1);
    RecordId record = records(kept).getFirst();

    sealer(CLOCK).seal(KITA, record);

    assertThat(prove(kept, record).index()).isEqualTo(10_001);
    assertThat(count(kept, "tree_head")).isEqualTo(2);
  }

  @Test
  void signsNoHeadForAProofOfARecordThatIsSealed() {
    append(kept, 1);
    seal(kept);

    sealer(CLOCK).seal(KITA, records(kept).getFirst());

    assertThat(count(kept, "tree_head")).isEqualTo(1);
  }

  /** Blocks of every size, so that what a proof reads begins and ends within some. */
  @Test
  void provesRecordsWhereverTheyStandInALargeTree() {
    for (int i = 0; i < 9; i++) {
      queue(i * 1_700, 1);
      append(kept, i);
      seal(kept);
      append(kept, 100 + i);
      seal(kept);
    }
    seal(kept);
    assertThat(size(kept)).isEqualTo(36 * 1_700 + 18);
    queue(5_000, 1);
    seal(kept);
    assertThat(count(kept, "tree_node")).isEqualTo((66_218 >> 8) + 1);

    List<RecordId> records = records(kept);
    assertThat(records).hasSize(18);
    for (RecordId record : records) {
      RecordProof proof = prove(kept, record);
      assertThat(proof.head().size()).isEqualTo(66_218);
      assertThat(includes(proof)).as("leaf %d", proof.index()).isTrue();
    }
  }

  @Test
  void provesNothingByLeavesThatWereChanged() {
    append(kept, 1);
    append(kept, 2);
    seal(kept);
    kept.tamper("UPDATE leaf_block SET leaf_hashes = sha256('x') || sha256('y')");

    assertThatIllegalStateException()
        .isThrownBy(() -> prove(kept, records(kept).getFirst()))
        .withMessageContaining("not those of its head");
  }

  @Test
  void provesNothingByLeavesThatAreGone() {
    append(kept, 1);
    queue(600, 1);
    seal(kept);
    kept.tamper("DELETE FROM tree_node WHERE position = 0");

    assertThatIllegalStateException()
        .isThrownBy(() -> prove(kept, records(kept).getFirst()))
        .withMessageContaining("not those of its head");
  }

  /** Records of which there is nothing but their place in the queue, drawn at that time. */
  private static void queue(int many, long millis) {
    String hex = "%012x".formatted(millis);
    String drawn = hex.substring(0, 8) + "-" + hex.substring(8) + "-7";
    try (Handle handle = kept.superuser()) {
      int _ =
          handle.execute(
              """
              INSERT INTO unsealed_record (tenant, record_id, leaf_hash)
              SELECT '%s', ('%s' || substr(gen_random_uuid()::text, 16))::uuid,
                sha256(gen_random_uuid()::text::bytea)
              FROM generate_series(1, %d)
              """
                  .formatted(KITA.value(), drawn, many));
    }
  }

  /** Of every record there is the proof, and the export holds all of them and nothing else. */
  private static void assertAllSealed(TestStore store, int records) {
    assertThat(count(store, "unsealed_record")).isZero();
    assertThat(size(store)).isEqualTo(records);
    assertThat(store.verifiedExport()).isInstanceOf(RecordVerification.Genuine.class);
    assertThat(records(store)).hasSize(records).allMatch(id -> includes(prove(store, id)));
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

  private static RecordProof prove(TestStore store, RecordId id) {
    return store.inTenant(KITA, tx -> store.store().records(tx).prove(id)).orElseThrow();
  }

  private static List<RecordId> records(TestStore store) {
    List<RecordId> ids = new ArrayList<>();
    store.inKita(
        tx -> store.store().records(tx).forEach(Role.PROVIDER, record -> ids.add(record.id())));
    return ids;
  }

  private static long size(TestStore store) {
    Optional<SignedHead> head = store.inTenant(KITA, tx -> store.store().records(tx).head());
    return head.map(SignedHead::size).orElse(0L);
  }

  private static void append(TestStore store, int number) {
    append(store, CLOCK, number);
  }

  private static void append(TestStore store, Clock clock, int number) {
    TenantStore at = store.at(clock, number);
    store.inKita(tx -> append(tx, at, clock, number));
  }

  private static void append(TenantTransaction tx, Clock clock, int number) {
    append(tx, kept.at(clock, number), clock, number);
  }

  /** Those with an even number are of form 1: one tree holds both. */
  private static void append(TenantTransaction tx, TenantStore at, Clock clock, int number) {
    if (number % 2 == 0) {
      EarlierRecords.append(tx, clock, number, answered(number, TARO));
    } else {
      assertThat(at.records(tx).append(answered(number, TARO))).isTrue();
    }
  }

  private static void seal(TestStore store) {
    RecordSealer sealer = store.store().sealer(AlgorithmTable.standard());
    Optional<SignedHead> _ = sealer.seal(KITA);
  }

  private static PostgresRecordSealer sealer(Clock clock) {
    return (PostgresRecordSealer) kept.at(clock, 1).sealer(AlgorithmTable.standard());
  }

  private static long count(TestStore store, String table) {
    try (Handle handle = store.superuser()) {
      return handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one();
    }
  }

  private static void elsewhere(Runnable work) {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      assertThat(other.submit(work).get(60, TimeUnit.SECONDS)).isNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void onlyWhile(TestDatabase files, Consumer<TestStore> work) {
    TestStore store = new TestStore(files);
    try {
      work.accept(store);
    } finally {
      store.database().close();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path _ =
            Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
