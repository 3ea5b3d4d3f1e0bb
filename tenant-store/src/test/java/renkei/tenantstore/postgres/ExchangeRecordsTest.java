package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.HANAKO;
import static renkei.tenantstore.Sample.LAYOUTS;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;
import static renkei.tenantstore.Sample.permit;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.Signatures;
import renkei.signing.SigningUnavailableException;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.tenantstore.ExchangeRecord;
import renkei.tenantstore.ExchangeRecords;
import renkei.tenantstore.RecordProof;
import renkei.tenantstore.RecordVerification;
import renkei.tenantstore.Sample;
import renkei.tenantstore.SignedHead;
import renkei.tenantstore.TenantStore;

@Timeout(120)
class ExchangeRecordsTest {

  private static TestDatabase postgres;
  private static Database database;
  private static TenantStore store;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    database = postgres.open();
    store = new PostgresTenantStore(database, LAYOUTS, Sample::keys, CLOCK, new Random(7));
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET session_replication_role = replica");
      handle.execute("DELETE FROM exchange_record");
      handle.execute("DELETE FROM sealed_record");
      handle.execute("DELETE FROM unsealed_record");
      handle.execute("DELETE FROM tree_head");
      handle.execute("DELETE FROM signer_chain");
      handle.execute("DELETE FROM hidden_record");
    }
  }

  @Test
  void givesBackWhatWasRecorded() {
    append(answered(1, TARO));

    ExchangeRecord record = list(Role.PROVIDER).getFirst();

    Exchange exchange = answered(1, TARO);
    assertThat(record)
        .isEqualTo(
            new ExchangeRecord(
                record.id(),
                exchange.role(),
                exchange.inquiry(),
                exchange.permit(),
                exchange.inquirer(),
                exchange.provider(),
                exchange.purpose(),
                exchange.procedure(),
                exchange.information(),
                exchange.subject(),
                exchange.outcome(),
                exchange.reason(),
                exchange.at(),
                OptionalLong.empty()));
    assertThat(list(Role.INQUIRER)).isEmpty();
  }

  @Test
  void recordsARefusalWithoutPersonAndPermit() {
    Exchange exchange = answered(1, TARO);
    append(
        new Exchange(
            Role.PROVIDER,
            exchange.inquiry(),
            Optional.empty(),
            exchange.inquirer(),
            exchange.provider(),
            exchange.purpose(),
            exchange.procedure(),
            exchange.information(),
            Optional.empty(),
            Outcome.REFUSED,
            Optional.of(new Reason("NO_PERMISSION")),
            exchange.at()));

    ExchangeRecord record = list(Role.PROVIDER).getFirst();
    assertThat(record.reason()).contains(new Reason("NO_PERMISSION"));
    assertThat(record.subject()).isEmpty();
    assertThat(record.permit()).isEmpty();
  }

  @Test
  void recordsOneAnswerToOnePermitOnce() {
    assertThat(append(answered(1, TARO))).isTrue();
    assertThat(append(answered(1, TARO))).isFalse();
    assertThat(append(answered(1, HANAKO))).isFalse();

    assertThat(list(Role.PROVIDER)).hasSize(1);
    seal();
    assertThat(head().orElseThrow().size()).isEqualTo(1);
  }

  @Test
  void findsTheNewestRecordsOfOnePersonOnly() {
    append(answered(1, TARO), 1);
    append(answered(2, HANAKO), 2);
    append(answered(3, TARO), 3);

    List<ExchangeRecord> found = inKita(records -> records.history(TARO, 10));
    List<ExchangeRecord> newest = inKita(records -> records.history(TARO, 1));

    assertThat(found)
        .extracting(ExchangeRecord::permit)
        .containsExactly(Optional.of(permit(1)), Optional.of(permit(3)));
    assertThat(newest).extracting(ExchangeRecord::permit).containsExactly(Optional.of(permit(3)));
  }

  @Test
  void streamsThousandsInOrder() {
    for (int i = 1; i <= 1200; i++) {
      append(answered(i, TARO));
    }

    List<ExchangeRecord> all = list(Role.PROVIDER);

    assertThat(all).hasSize(1200);
    assertThat(all).extracting(record -> record.id().toString()).isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE exchange_record SET outcome = 'NO_RECORD'",
        "DELETE FROM exchange_record",
        "TRUNCATE exchange_record",
        "UPDATE sealed_record SET leaf_index = 7",
        "DELETE FROM sealed_record",
        "DELETE FROM tree_head",
        "UPDATE tree_head SET size = 7",
        "UPDATE signer_chain SET certificates = '{}'"
      })
  void refusesToChangeOrDelete(String change) {
    append(answered(1, TARO));
    seal();

    assertThatThrownBy(() -> database.inTenant(KITA, tx -> tx.handle().execute(change)))
        .hasMessageContaining("permission denied");
    try (Handle owner = postgres.superuser()) {
      owner.execute("SET ROLE renkei_owner");
      assertThatThrownBy(() -> owner.execute(change)).hasMessageContaining("only grows");
    }
  }

  @Test
  void sealsEverythingOnceThoughGatewaysSealAtTheSameTimeAsRecordsArrive() throws Exception {
    int writers = 3;
    int each = 60;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int first = w * each;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 1; i <= each; i++) {
                    append(answered(first + i, TARO));
                  }
                  return each;
                }));
      }
      for (int s = 0; s < 2; s++) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 30; i++) {
                    seal();
                  }
                  return 0;
                }));
      }
      for (Future<Integer> one : running) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isNotNegative();
      }
    }
    seal();

    assertThat(head().orElseThrow().size()).isEqualTo((long) writers * each);
    assertThat(list(Role.PROVIDER))
        .extracting(record -> record.leafIndex().orElseThrow())
        .doesNotHaveDuplicates()
        .hasSize(writers * each);
    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);
  }

  @Test
  void sealsNothingWhenThereIsNothing() {
    assertThat(store.sealer(AlgorithmTable.standard()).seal(KITA)).isEmpty();
    assertThat(head()).isEmpty();
    assertThat(export()).isEmpty();
  }

  @Test
  void sealsNothingByAnAlgorithmThatHasEndedUntilThereIsOneAgain() {
    LocalDate today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
    AlgorithmTable ended =
        AlgorithmTable.of(
            AlgorithmTable.standard().rows().stream()
                .map(row -> new AlgorithmTable.Row(row.algorithm(), today, row.evidenceUntil()))
                .toList());
    append(answered(1, TARO));

    assertThatThrownBy(() -> store.sealer(ended).seal(KITA))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(head()).isEmpty();
    seal();

    assertThat(head().orElseThrow().size()).isEqualTo(1);
  }

  @Test
  void provesThatARecordIsUnderTheSignedHead() {
    for (int i = 1; i <= 9; i++) {
      append(answered(i, TARO));
      if (i % 4 == 0) {
        seal();
      }
    }
    seal();
    ExchangeRecord record = list(Role.PROVIDER).get(5);

    Optional<RecordProof> found = inKita(records -> records.prove(record.id()));

    RecordProof proof = found.orElseThrow();
    SignedHead head = proof.head();
    assertThat(head.signedByChain(AlgorithmTable.standard(), CLOCK.instant()))
        .isEqualTo(Signatures.Finding.HOLDS);
    assertThat(proof.leaf()).contains(record.id().toString());
    assertThat(includes(proof, proof.leaf())).isTrue();
    assertThat(includes(proof, proof.leaf().replace("PROVIDED", "NO_RECORD"))).isFalse();
  }

  @Test
  void provesNothingAboutAnUnsealedOrUnknownRecord() {
    append(answered(1, TARO));
    RecordId unsealed = list(Role.PROVIDER).getFirst().id();
    Optional<RecordProof> early = inKita(records -> records.prove(unsealed));
    seal();
    Optional<RecordProof> unknown =
        inKita(records -> records.prove(RecordId.random(CLOCK, new Random(99))));

    assertThat(early).isEmpty();
    assertThat(unknown).isEmpty();
  }

  @Test
  void letsNoRecordLeaveTheQueueButIntoTheTree() {
    append(answered(1, TARO));
    for (String change :
        List.of(
            "DELETE FROM unsealed_record",
            "UPDATE unsealed_record SET leaf_hash = ''",
            "TRUNCATE unsealed_record")) {
      assertThatThrownBy(() -> database.inTenant(KITA, tx -> tx.handle().execute(change)))
          .as(change)
          .isInstanceOf(RuntimeException.class);
    }
    seal();

    assertThat(head().orElseThrow().size()).isEqualTo(1);
    assertThat(list(Role.PROVIDER)).hasSize(1);
  }

  @Test
  void exportsNothingWhileARecordEscapedTheTree() {
    fiveSealed();
    append(answered(6, TARO));
    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET session_replication_role = replica");
      handle.execute("DELETE FROM unsealed_record");
    }

    assertThatIllegalStateException()
        .isThrownBy(ExchangeRecordsTest::export)
        .withMessageContaining("is not in the tree");
  }

  @Test
  void keepsTheCertificatesOfManyHeadsOnce() {
    for (int i = 1; i <= 3; i++) {
      append(answered(i, TARO));
      seal();
    }

    try (Handle handle = postgres.superuser()) {
      assertThat(
              handle
                  .createQuery(
                      "SELECT (SELECT count(*) FROM tree_head) || ' heads, '"
                          + " || (SELECT count(*) FROM signer_chain) || ' chain'")
                  .mapTo(String.class)
                  .one())
          .isEqualTo("3 heads, 1 chain");
    }
    assertThat(head().orElseThrow().chain()).isEqualTo(Sample.keys(KITA).identity().chain());
  }

  @Test
  void leavesHiddenRecordsOutOfTheHistoryAndNowhereElse() {
    fiveSealed();
    RecordId hidden = list(Role.PROVIDER).get(2).id();

    assertThat(hide(hidden)).isTrue();
    assertThat(hide(hidden)).isTrue();

    assertThat(history(10)).hasSize(4).doesNotContain(hidden);
    assertThat(history(4)).hasSize(4);
    assertThat(list(Role.PROVIDER)).extracting(ExchangeRecord::id).contains(hidden);
    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);

    boolean _ =
        inKita(
            records -> {
              records.show(hidden);
              return true;
            });
    assertThat(history(10)).hasSize(5).contains(hidden);
  }

  @Test
  void hidesNoRecordOfAnotherTenant() {
    append(answered(1, TARO));
    RecordId id = list(Role.PROVIDER).getFirst().id();

    boolean known = in(MINAMI, records -> records.hide(id));

    assertThat(known).isFalse();
    assertThat(history(10)).containsExactly(id);
  }

  private static boolean hide(RecordId id) {
    return inKita(records -> records.hide(id));
  }

  private static List<RecordId> history(int limit) {
    return inKita(records -> records.history(TARO, limit)).stream()
        .map(ExchangeRecord::id)
        .toList();
  }

  @Test
  void verifiesAnExportWithoutTheDatabase() {
    fiveSealed();

    RecordVerification verdict = verify(export());

    assertThat(verdict).isInstanceOf(RecordVerification.Genuine.class);
    RecordVerification.Genuine genuine = (RecordVerification.Genuine) verdict;
    assertThat(genuine.signer()).isEqualTo(Sample.keys(KITA).identity().certificate());
    assertThat(genuine.head().size()).isEqualTo(5);
  }

  @Test
  void findsEveryKindOfTamperingWithAnExport() {
    fiveSealed();
    List<String> lines = export().lines().toList();
    int first = lines.size() - 5;
    List<List<String>> forgeries = new ArrayList<>();
    forgeries.add(with(lines, first, lines.get(first).replace("PROVIDED", "NO_RECORD")));
    forgeries.add(with(lines, first, lines.get(first).replace(TARO.value(), HANAKO.value())));
    forgeries.add(without(lines, first));
    forgeries.add(without(lines, lines.size() - 1));
    forgeries.add(with(lines, first, lines.get(first + 1)));
    forgeries.add(with(lines, 1, lines.get(1).replace("\t5\t", "\t4\t")));
    forgeries.add(
        with(without(lines, lines.size() - 1), 1, lines.get(1).replace("\t5\t", "\t4\t")));
    forgeries.add(with(lines, 1, lines.get(1).replace(KITA.value(), MINAMI.value())));
    forgeries.add(with(lines, 1, lines.get(1).replace("2026-06-15", "2026-06-14")));
    forgeries.add(without(lines, 2));
    forgeries.add(without(lines, 1));
    forgeries.add(List.of());
    List<String> longer = new ArrayList<>(lines);
    longer.add(lines.getLast().replace("record\t4", "record\t5"));
    forgeries.add(longer);
    List<String> swapped = new ArrayList<>(lines);
    swapped.set(first, lines.get(first + 1).replace("record\t1", "record\t0"));
    swapped.set(first + 1, lines.get(first).replace("record\t0", "record\t1"));
    forgeries.add(swapped);

    for (List<String> forgery : forgeries) {
      assertThat(verify(String.join("\n", forgery)))
          .as("forgery %d", forgeries.indexOf(forgery))
          .isInstanceOf(RecordVerification.Broken.class);
    }
  }

  @Test
  void findsAHistoryRewrittenByTheHolderOfTheKey() {
    fiveSealed();
    SignedHead before = head().orElseThrow();
    Map<Long, String> seen = Map.of(before.size(), before.root());
    append(answered(6, TARO));
    seal();
    assertThat(verify(export(), seen)).isInstanceOf(RecordVerification.Genuine.class);

    empty();
    for (int i = 1; i <= 6; i++) {
      append(answered(i, HANAKO));
    }
    seal();
    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);
    assertThat(verify(export(), seen)).isInstanceOf(RecordVerification.Broken.class);

    empty();
    append(answered(1, TARO));
    seal();
    assertThat(verify(export(), seen)).isInstanceOf(RecordVerification.Broken.class);
  }

  @Test
  void noticesARecordDeletedOrChangedBehindItsBack() {
    fiveSealed();
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET session_replication_role = replica");
      handle.execute(
          "UPDATE exchange_record SET text_box = (SELECT text_box FROM exchange_record ORDER BY record_id LIMIT 1)");
    }
    assertThatIllegalStateException().isThrownBy(() -> list(Role.PROVIDER));

    empty();
    fiveSealed();
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET session_replication_role = replica");
      handle.execute(
          "DELETE FROM exchange_record WHERE record_id IN (SELECT record_id FROM exchange_record LIMIT 1)");
    }
    assertThatIllegalStateException()
        .isThrownBy(ExchangeRecordsTest::export)
        .withMessageContaining("is gone");
  }

  @Test
  void keepsTheTenantsApart() {
    append(answered(1, TARO));
    boolean _ = database.inTenant(MINAMI, tx -> store.records(tx).append(answered(1, TARO)));
    seal();

    Optional<SignedHead> other = database.inTenant(MINAMI, tx -> store.records(tx).head());
    assertThat(other).isEmpty();
    assertThat(list(Role.PROVIDER)).hasSize(1);
  }

  @Test
  void storesNoPersonInClear() {
    append(answered(1, TARO));
    try (Handle handle = postgres.superuser()) {
      String stored =
          handle
              .createQuery(
                  "SELECT encode(text_box, 'escape') || encode(subject_index, 'escape') FROM exchange_record")
              .mapTo(String.class)
              .one();

      assertThat(stored).doesNotContain(TARO.value()).doesNotContain("TM0000");
    }
  }

  private static void fiveSealed() {
    for (int i = 1; i <= 5; i++) {
      append(answered(i, TARO));
    }
    seal();
  }

  private static boolean includes(RecordProof proof, String leaf) {
    HexFormat hex = HexFormat.of();
    return MerkleTree.includes(
        hex.parseHex(proof.head().root()),
        proof.head().size(),
        proof.index(),
        MerkleTree.leafHash(leaf.getBytes(StandardCharsets.UTF_8)),
        proof.path().stream().map(hex::parseHex).toList());
  }

  private static List<String> with(List<String> lines, int index, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index, line);
    return changed;
  }

  private static List<String> without(List<String> lines, int index) {
    List<String> changed = new ArrayList<>(lines);
    changed.remove(index);
    return changed;
  }

  private static RecordVerification verify(String export) {
    return verify(export, Map.of());
  }

  private static RecordVerification verify(String export, Map<Long, String> seen) {
    return RecordVerification.of(
        new BufferedReader(new StringReader(export)),
        seen,
        AlgorithmTable.standard(),
        CLOCK.instant());
  }

  private static String export() {
    List<String> lines = new ArrayList<>();
    boolean _ =
        inKita(
            records -> {
              records.export(lines::add);
              return true;
            });
    return String.join("\n", lines);
  }

  private static List<ExchangeRecord> list(Role role) {
    List<ExchangeRecord> records = new ArrayList<>();
    boolean _ =
        inKita(
            kept -> {
              kept.forEach(role, records::add);
              return true;
            });
    return records;
  }

  private static void seal() {
    Optional<SignedHead> _ = store.sealer(AlgorithmTable.standard()).seal(KITA);
  }

  private static Optional<SignedHead> head() {
    return inKita(ExchangeRecords::head);
  }

  private static boolean append(Exchange exchange) {
    return inKita(records -> records.append(exchange));
  }

  /** Records it so many milliseconds later. */
  private static void append(Exchange exchange, long millis) {
    TenantStore later =
        new PostgresTenantStore(
            database,
            LAYOUTS,
            Sample::keys,
            Clock.offset(CLOCK, Duration.ofMillis(millis)),
            new Random(millis));
    boolean _ = database.inTenant(KITA, tx -> later.records(tx).append(exchange));
  }

  private static <T> T inKita(Function<ExchangeRecords, T> work) {
    return in(KITA, work);
  }

  private static <T> T in(TenantId tenant, Function<ExchangeRecords, T> work) {
    return database.inTenant(tenant, tx -> work.apply(store.records(tx)));
  }
}
