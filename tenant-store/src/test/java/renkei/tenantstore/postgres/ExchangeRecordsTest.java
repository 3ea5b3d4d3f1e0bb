package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.HANAKO;
import static renkei.tenantstore.Sample.NOW;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;
import static renkei.tenantstore.Sample.permit;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.Condition;
import renkei.codebook.Delegation;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.signing.AlgorithmTable;
import renkei.signing.Signatures;
import renkei.signing.SigningUnavailableException;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.ExchangeRecord;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.RecordSearch;
import renkei.tenantstore.record.RecordVerification;
import renkei.tenantstore.record.SignedHead;

@Timeout(120)
class ExchangeRecordsTest {

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
  void givesBackWhatWasRecorded() {
    append(answered(1, TARO));

    ExchangeRecord record = list(Role.PROVIDER).getFirst();

    assertThat(record.exchange()).isEqualTo(answered(1, TARO));
  }

  @Test
  void recordsSeveralAtOnceAndTellsWhichOfThemAreNew() {
    append(answered(2, TARO));
    Exchange aboutNobody = refused(answered(3, TARO), new Reason("NO_PERMISSION"));

    List<Exchange> together = List.of(answered(1, TARO), answered(2, TARO), aboutNobody);

    List<Boolean> isNew = inKita(records -> records.append(together));

    assertThat(isNew).containsExactly(true, false, true);
    assertThat(list(Role.PROVIDER))
        .extracting(ExchangeRecord::exchange)
        .containsExactlyInAnyOrderElementsOf(together);
  }

  @Test
  void keepsTheRolesApart() {
    append(answered(1, TARO));

    assertThat(list(Role.INQUIRER)).isEmpty();
  }

  @Test
  void recordsARefusalWithoutPersonAndPermit() {
    append(refused(answered(1, TARO), new Reason("NO_PERMISSION")));

    ExchangeRecord record = list(Role.PROVIDER).getFirst();

    assertThat(record.exchange().told().reason()).contains(new Reason("NO_PERMISSION"));
    assertThat(record.exchange().subject()).isEmpty();
    assertThat(record.exchange().permit()).isEmpty();
  }

  private static Exchange refused(Exchange exchange, Reason reason) {
    return new Exchange(
        exchange.role(),
        exchange.id(),
        exchange.inquiry(),
        Optional.empty(),
        exchange.inquirer(),
        exchange.provider(),
        exchange.asked(),
        Optional.empty(),
        exchange.handling(),
        Exchange.Told.of(Outcome.REFUSED, Optional.of(reason), exchange.told().at()));
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
        .extracting(record -> record.exchange().permit())
        .containsExactly(Optional.of(permit(1)), Optional.of(permit(3)));
    assertThat(newest)
        .extracting(record -> record.exchange().permit())
        .containsExactly(Optional.of(permit(3)));
  }

  @Test
  void streamsThousandsInOrder() {
    appendAll(1, 1200);

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
        "UPDATE leaf_block SET first_leaf = 7",
        "DELETE FROM leaf_block",
        "UPDATE tree_node SET position = 7",
        "DELETE FROM tree_node",
        "DELETE FROM tree_head",
        "UPDATE tree_head SET size = 7",
        "UPDATE signer_chain SET certificates = '{}'"
      })
  void refusesToChangeOrDelete(String change) {
    append(answered(1, TARO));
    seal();

    assertThatThrownBy(() -> kept.inTenant(KITA, tx -> tx.handle().execute(change)))
        .hasMessageContaining("permission denied");
    try (Handle owner = kept.superuser()) {
      owner.execute("SET ROLE renkei_owner");
      assertThatThrownBy(() -> owner.execute(change)).hasMessageContaining("only grows");
    }
  }

  @Test
  void sealsEverythingOnceThoughGatewaysSealAtTheSameTimeAsRecordsArrive() throws Exception {
    atOnce(
        () -> appendAll(1, 60),
        () -> appendAll(61, 120),
        () -> appendAll(121, 180),
        ExchangeRecordsTest::sealAgainAndAgain,
        ExchangeRecordsTest::sealAgainAndAgain);
    seal();

    assertThat(head().orElseThrow().size()).isEqualTo(180);
    assertThat(list(Role.PROVIDER))
        .extracting(record -> prove(record.id()).orElseThrow().index())
        .doesNotHaveDuplicates()
        .hasSize(180);
    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);
  }

  private static void atOnce(Runnable... work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> one : Stream.of(work).map(threads::submit).toList()) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
      }
    }
  }

  private static void appendAll(int first, int last) {
    for (int i = first; i <= last; i++) {
      append(answered(i, TARO));
    }
  }

  private static void sealAgainAndAgain() {
    for (int i = 0; i < 30; i++) {
      seal();
    }
  }

  @Test
  void sealsNothingWhenThereIsNothing() {
    assertThat(kept.store().sealer(AlgorithmTable.standard()).seal(KITA)).isEmpty();
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

    assertThatThrownBy(() -> kept.store().sealer(ended).seal(KITA))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(head()).isEmpty();
    seal();

    assertThat(head().orElseThrow().size()).isEqualTo(1);
  }

  @Test
  void provesThatARecordIsUnderTheSignedHead() {
    sealedInThreeSteps();
    RecordId id = list(Role.PROVIDER).get(5).id();

    RecordProof proof = prove(id).orElseThrow();

    assertThat(proof.leaf()).contains(id.toString());
    assertThat(includes(proof, proof.leaf())).isTrue();
    assertThat(includes(proof, proof.leaf().replace("PROVIDED", "NO_RECORD"))).isFalse();
  }

  @Test
  void provesUnderAHeadThatItsChainSigned() {
    sealedInThreeSteps();

    SignedHead head = prove(list(Role.PROVIDER).get(5).id()).orElseThrow().head();

    assertThat(head.signedByChain(AlgorithmTable.standard(), CLOCK.instant()))
        .isEqualTo(Signatures.Finding.HOLDS);
  }

  private static void sealedInThreeSteps() {
    appendAll(1, 4);
    seal();
    appendAll(5, 8);
    seal();
    appendAll(9, 9);
    seal();
  }

  private static Optional<RecordProof> prove(RecordId id) {
    return inKita(records -> records.prove(id));
  }

  @Test
  void provesNothingAboutAnUnsealedRecord() {
    append(answered(1, TARO));

    assertThat(prove(list(Role.PROVIDER).getFirst().id())).isEmpty();
  }

  @Test
  void provesNothingAboutAnUnknownRecord() {
    append(answered(1, TARO));
    seal();

    assertThat(prove(RecordId.random(CLOCK, new Random(99)))).isEmpty();
  }

  @Test
  void letsNoRecordLeaveTheQueueButIntoTheTree() {
    append(answered(1, TARO));
    for (String change :
        List.of(
            "DELETE FROM unsealed_record",
            "UPDATE unsealed_record SET leaf_hash = ''",
            "TRUNCATE unsealed_record")) {
      assertThatThrownBy(() -> kept.inTenant(KITA, tx -> tx.handle().execute(change)))
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
    kept.tamper("DELETE FROM unsealed_record");

    assertThatIllegalStateException()
        .isThrownBy(ExchangeRecordsTest::export)
        .withMessageContaining("is not in the tree");
  }

  @Test
  void keepsTheCertificatesOfManyHeadsOnce() {
    sealedInThreeSteps();

    assertThat(count("tree_head")).isEqualTo(3);
    assertThat(count("signer_chain")).isEqualTo(1);
    assertThat(head().orElseThrow().chain()).isEqualTo(Sample.keys(KITA).identity().chain());
  }

  private static long count(String table) {
    try (Handle handle = kept.superuser()) {
      return handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one();
    }
  }

  @Test
  void leavesHiddenRecordsOutOfTheHistory() {
    RecordId hidden = thirdOfFiveHidden();

    assertThat(history(10)).hasSize(4).doesNotContain(hidden);
    assertThat(history(4)).hasSize(4);
  }

  @Test
  void leavesHiddenRecordsOutNowhereElse() {
    RecordId hidden = thirdOfFiveHidden();

    assertThat(list(Role.PROVIDER)).extracting(ExchangeRecord::id).contains(hidden);
    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);
  }

  @Test
  void hidesFromThePersonWhatOneOfTheSidesDoesNotDisclose() {
    Exchange shown = answered(1, TARO);
    append(shown, 1);
    append(notDisclosed(answered(2, TARO), Optional.empty(), true), 2);
    append(notDisclosed(answered(3, TARO), Optional.of(HIDDEN), false), 3);

    List<ExchangeRecord> history = inKita(records -> records.history(TARO, 10));
    assertThat(history).extracting(ExchangeRecord::exchange).containsExactly(shown);
    assertThat(found(ANYTHING_OF_TARO)).containsExactly(3, 2, 1);
  }

  private static final Exchange.Choice HIDDEN =
      new Exchange.Choice(
          new ItemChoice.All(),
          new Terms(Condition.CURRENT, Optional.empty(), Delegation.NONE, Optional.empty(), true));

  private static Exchange notDisclosed(
      Exchange exchange, Optional<Exchange.Choice> choice, boolean byProvider) {
    Exchange.Told told = exchange.told();
    return new Exchange(
        exchange.role(),
        exchange.id(),
        exchange.inquiry(),
        exchange.permit(),
        exchange.inquirer(),
        exchange.provider(),
        exchange.asked(),
        choice,
        exchange.subject(),
        exchange.handling(),
        new Exchange.Told(
            told.outcome(), told.reason(), told.given(), byProvider, told.askedAt(), told.at()));
  }

  @Test
  void hidesWhatIsRecordedAgainNoSecondTime() {
    Exchange exchange = notDisclosed(answered(1, TARO), Optional.of(HIDDEN), false);
    append(exchange, 1);

    assertThat(append(exchange)).isFalse();
    assertThat(rows("SELECT record_id::text FROM hidden_record")).hasSize(1);
  }

  @Test
  void hidesARecordThatIsHiddenAlready() {
    RecordId hidden = thirdOfFiveHidden();

    assertThat(hide(hidden)).isTrue();

    assertThat(history(10)).hasSize(4);
  }

  @Test
  void showsAHiddenRecordAgain() {
    RecordId hidden = thirdOfFiveHidden();

    kept.inKita(tx -> kept.store().records(tx).show(hidden));

    assertThat(history(10)).hasSize(5).contains(hidden);
  }

  private static RecordId thirdOfFiveHidden() {
    fiveSealed();
    RecordId third = list(Role.PROVIDER).get(2).id();
    assertThat(hide(third)).isTrue();
    return third;
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

  /** Ways to forge the lines of an export: title, head, certificate, five records. */
  static Stream<Named<Consumer<List<String>>>> forgeries() {
    return Stream.of(
        named("an outcome changed", lines -> edit(lines, 3, "PROVIDED", "NO_RECORD")),
        named("a person changed", lines -> edit(lines, 3, TARO.value(), HANAKO.value())),
        named("the first record left out", lines -> lines.remove(3)),
        named("the last record left out", List::removeLast),
        named("a record twice", lines -> lines.set(3, lines.get(4))),
        named("the size changed", ExchangeRecordsTest::shrink),
        named("the size changed and the last record left out", ExchangeRecordsTest::cutShort),
        named("the tenant changed", lines -> edit(lines, 1, KITA.value(), MINAMI.value())),
        named("the day changed", lines -> edit(lines, 1, "2026-06-15", "2026-06-14")),
        named("the certificate left out", lines -> lines.remove(2)),
        named("the head left out", lines -> lines.remove(1)),
        named("everything left out", List::clear),
        named("a record added", lines -> lines.add(renumbered(lines.getLast(), 4, 5))),
        named("two records swapped", ExchangeRecordsTest::swapFirstTwo));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void findsEveryKindOfTamperingWithAnExport(Consumer<List<String>> forgery) {
    fiveSealed();
    List<String> genuine = export().lines().toList();
    assertThat(genuine).hasSize(8);
    List<String> lines = new ArrayList<>(genuine);

    forgery.accept(lines);

    assertThat(lines).isNotEqualTo(genuine);
    assertThat(verify(String.join("\n", lines))).isInstanceOf(RecordVerification.Broken.class);
  }

  private static Named<Consumer<List<String>>> named(String name, Consumer<List<String>> forgery) {
    return Named.of(name, forgery);
  }

  private static void edit(List<String> lines, int index, String from, String to) {
    lines.set(index, lines.get(index).replace(from, to));
  }

  private static void shrink(List<String> lines) {
    edit(lines, 1, "\t5\t", "\t4\t");
  }

  private static void cutShort(List<String> lines) {
    lines.removeLast();
    shrink(lines);
  }

  private static void swapFirstTwo(List<String> lines) {
    String first = lines.get(3);
    lines.set(3, renumbered(lines.get(4), 1, 0));
    lines.set(4, renumbered(first, 0, 1));
  }

  private static String renumbered(String record, int from, int to) {
    return record.replace("record\t" + from, "record\t" + to);
  }

  @Test
  void takesATreeThatGrewForGenuine() {
    Map<Long, String> seen = fiveSeen();
    append(answered(6, TARO));
    seal();

    assertThat(verify(export(), seen)).isInstanceOf(RecordVerification.Genuine.class);
  }

  @Test
  void findsAHistoryRewrittenByTheHolderOfTheKey() {
    Map<Long, String> seen = fiveSeen();
    empty();
    for (int i = 1; i <= 6; i++) {
      append(answered(i, HANAKO));
    }
    seal();

    assertThat(verify(export())).isInstanceOf(RecordVerification.Genuine.class);
    assertThat(verify(export(), seen)).isInstanceOf(RecordVerification.Broken.class);
  }

  @Test
  void findsAHistoryCutShortByTheHolderOfTheKey() {
    Map<Long, String> seen = fiveSeen();
    empty();
    append(answered(1, TARO));
    seal();

    assertThat(verify(export(), seen)).isInstanceOf(RecordVerification.Broken.class);
  }

  private static Map<Long, String> fiveSeen() {
    fiveSealed();
    SignedHead head = head().orElseThrow();
    return Map.of(head.size(), head.root());
  }

  @Test
  void noticesARecordChangedBehindItsBack() {
    fiveSealed();
    kept.tamper(
        """
        UPDATE exchange_record
        SET text_box = (SELECT text_box FROM exchange_record ORDER BY record_id LIMIT 1)
        """);

    assertThatIllegalStateException().isThrownBy(() -> list(Role.PROVIDER));
  }

  @Test
  void noticesARecordDeletedBehindItsBack() {
    fiveSealed();
    kept.tamper(
        """
        DELETE FROM exchange_record
        WHERE record_id IN (SELECT record_id FROM exchange_record LIMIT 1)
        """);

    assertThatIllegalStateException()
        .isThrownBy(ExchangeRecordsTest::export)
        .withMessageContaining("is gone");
  }

  @Test
  void keepsTheTenantsApart() {
    append(answered(1, TARO));
    boolean _ = kept.inTenant(MINAMI, tx -> kept.store().records(tx).append(answered(1, TARO)));
    seal();

    Optional<SignedHead> other = kept.inTenant(MINAMI, tx -> kept.store().records(tx).head());
    assertThat(other).isEmpty();
    assertThat(list(Role.PROVIDER)).hasSize(1);
  }

  /** What is of one kind in all of them may be equal, and times nearly are; nothing else. */
  @Test
  void holdsNothingByWhichTheRowsOfTwoTenantsCouldBeJoined() {
    Exchange answered = answered(1, TARO);
    append(answered);
    boolean _ = kept.inTenant(MINAMI, tx -> kept.store().records(tx).append(asked(answered)));
    boolean _ = kept.inTenant(MINAMI, tx -> kept.store().records(tx).append(answered));

    assertThat(
            rows(
                """
                SELECT DISTINCT x.key
                FROM exchange_record a CROSS JOIN jsonb_each_text(to_jsonb(a)) x
                JOIN exchange_record b ON b.tenant <> a.tenant
                CROSS JOIN jsonb_each_text(to_jsonb(b)) y
                WHERE x.value = y.value
                """))
        .isSubsetOf("form", "role", "outcome", "at", "procedure", "information")
        .contains("procedure");
    assertThat(
            rows(
                "SELECT r::text || u::text FROM exchange_record r JOIN unsealed_record u USING (record_id)"))
        .hasSize(3)
        .noneMatch(row -> row.contains(hex(answered.inquiry().value())))
        .noneMatch(row -> row.contains(answered.inquiry().toString()))
        .noneMatch(row -> row.contains(hex(permit(1).value())))
        .noneMatch(row -> row.contains(permit(1).toString()));
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  private static List<String> rows(String sql) {
    try (Handle handle = kept.superuser()) {
      return handle.createQuery(sql).mapTo(String.class).list();
    }
  }

  private static Exchange asked(Exchange answered) {
    return new Exchange(
        Role.INQUIRER,
        answered.id(),
        answered.inquiry(),
        answered.permit(),
        answered.inquirer(),
        answered.provider(),
        answered.asked(),
        answered.subject(),
        answered.handling(),
        answered.told());
  }

  private static final RecordSearch ANYTHING_OF_TARO = aboutTaro(null, null, null);

  private static RecordSearch aboutTaro(
      @Nullable Role role, @Nullable InformationCode information, @Nullable Instant from) {
    return new RecordSearch(
        Optional.of(TARO),
        Optional.ofNullable(role),
        Optional.empty(),
        Optional.ofNullable(information),
        Optional.ofNullable(from),
        Optional.empty());
  }

  /** Four about Taro, of both forms and roles; the second is about other information. */
  private static void fourAboutTaroAndOneAboutHanako() {
    earlier(answered(1, TARO), 1);
    earlier(of(RESIDENT, answered(2, TARO)), 2);
    append(answered(3, TARO), 3);
    append(asked(answered(4, TARO)), 4);
    append(answered(5, HANAKO), 5);
  }

  private static void earlier(Exchange exchange, int millis) {
    Clock clock = Clock.offset(CLOCK, Duration.ofMillis(millis));
    kept.inKita(tx -> EarlierRecords.append(tx, clock, millis, exchange));
  }

  private static Exchange of(InformationCode information, Exchange exchange) {
    Exchange.Asked asked = exchange.asked();
    return new Exchange(
        exchange.role(),
        exchange.id(),
        exchange.inquiry(),
        exchange.permit(),
        exchange.inquirer(),
        exchange.provider(),
        new Exchange.Asked(asked.purpose(), asked.affair(), asked.procedure(), information),
        exchange.subject(),
        exchange.handling(),
        exchange.told());
  }

  private static List<Integer> found(RecordSearch wanted) {
    return numbers(inKita(records -> records.search(wanted, Optional.empty(), 500)));
  }

  private static List<Integer> numbers(RecordSearch.Page page) {
    return page.records().stream()
        .map(record -> Integer.valueOf(record.exchange().inquiry().toString().substring(35)))
        .toList();
  }

  @Test
  void findsThePersonsRecordsOfBothFormsTheNewestFirst() {
    fourAboutTaroAndOneAboutHanako();

    assertThat(found(ANYTHING_OF_TARO)).containsExactly(4, 3, 2, 1);
    assertThat(found(aboutTaro(Role.PROVIDER, null, null))).containsExactly(3, 2, 1);
    assertThat(found(aboutTaro(null, RESIDENT, null))).containsExactly(2);
    assertThat(found(aboutTaro(null, TAX, NOW.plusSeconds(3)))).containsExactly(4, 3);
  }

  @Test
  void findsRecordsOfAPeriodAndOfAMatterThoughNobodyIsNamed() {
    fourAboutTaroAndOneAboutHanako();

    assertThat(found(everybody(Optional.empty(), NOW.plusSeconds(2), NOW.plusSeconds(5))))
        .containsExactly(4, 3, 2);
    assertThat(found(everybody(Optional.of(TAX), NOW, NOW.plusSeconds(99))))
        .containsExactly(5, 4, 3, 1);
    assertThat(found(everybody(Optional.of(RESIDENT), NOW, NOW.plusSeconds(99))))
        .containsExactly(2);
    assertThat(found(everybody(Optional.empty(), NOW.minusSeconds(99), NOW))).isEmpty();
  }

  private static RecordSearch everybody(
      Optional<InformationCode> information, Instant from, Instant to) {
    return new RecordSearch(
        Optional.empty(),
        Optional.empty(),
        Optional.of(PROCEDURE),
        information,
        Optional.of(from),
        Optional.of(to));
  }

  @Test
  void goesOnWhereAPageEndedAlsoIfItHeldNothing() {
    fourAboutTaroAndOneAboutHanako();
    List<List<Integer>> pages = new ArrayList<>();
    Optional<RecordId> after = Optional.empty();
    do {
      Optional<RecordId> seen = after;
      RecordSearch.Page page =
          inKita(records -> records.search(aboutTaro(null, TAX, null), seen, 1));
      pages.add(numbers(page));
      after = page.next();
    } while (after.isPresent());

    assertThat(pages).containsExactly(List.of(4), List.of(3), List.of(), List.of(1));
  }

  @Test
  void walksOverNoMoreThanAMonthWhereNobodyIsNamed() {
    Duration longest = RecordSearch.LONGEST_PERIOD;

    assertThat(found(everybody(Optional.empty(), NOW, NOW.plus(longest)))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> everybody(Optional.empty(), NOW, NOW.plus(longest).plusMillis(1)));
  }

  @Test
  void findsAPersonsRecordsFromTheFirstToTheLastInstantThereIs() {
    fourAboutTaroAndOneAboutHanako();

    assertThat(found(aboutTaro(null, null, Instant.MIN))).hasSize(4);
    assertThat(found(aboutTaro(null, null, Instant.MAX))).isEmpty();
  }

  @Test
  void recordsOneInquiryOnceWhateverBecomesOfItsPermit() {
    Exchange asked = asked(answered(1, TARO));
    assertThat(append(asked)).isTrue();
    assertThat(append(asked)).isFalse();
    assertThat(append(answered(1, TARO))).as("the other side of it").isTrue();

    assertThat(list(Role.INQUIRER)).hasSize(1);
    seal();
    assertThat(head().orElseThrow().size()).isEqualTo(2);
  }

  @Test
  void storesNoPersonInClear() {
    append(answered(1, TARO));
    try (Handle handle = kept.superuser()) {
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
    appendAll(1, 5);
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
    kept.inKita(tx -> kept.store().records(tx).export(lines::add));
    return String.join("\n", lines);
  }

  private static List<ExchangeRecord> list(Role role) {
    List<ExchangeRecord> records = new ArrayList<>();
    kept.inKita(tx -> kept.store().records(tx).forEach(role, records::add));
    return records;
  }

  private static void seal() {
    Optional<SignedHead> _ = kept.store().sealer(AlgorithmTable.standard()).seal(KITA);
  }

  private static Optional<SignedHead> head() {
    return inKita(ExchangeRecords::head);
  }

  private static boolean append(Exchange exchange) {
    return inKita(records -> records.append(exchange));
  }

  /** Records it so many milliseconds later. */
  private static void append(Exchange exchange, long millis) {
    TenantStore later = kept.at(Clock.offset(CLOCK, Duration.ofMillis(millis)), millis);
    boolean _ = kept.inTenant(KITA, tx -> later.records(tx).append(exchange));
  }

  private static <T> T inKita(Function<ExchangeRecords, T> work) {
    return in(KITA, work);
  }

  private static <T> T in(TenantId tenant, Function<ExchangeRecords, T> work) {
    return kept.inTenant(tenant, tx -> work.apply(kept.store().records(tx)));
  }
}
