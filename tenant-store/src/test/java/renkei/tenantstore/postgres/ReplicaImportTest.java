package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.MINAMI_AGENCY;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.codebook.testing.SampleAgencies.addressee;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.EDITION;
import static renkei.tenantstore.Sample.HANAKO;
import static renkei.tenantstore.Sample.LAYOUTS;
import static renkei.tenantstore.Sample.MONDAY;
import static renkei.tenantstore.Sample.RESIDENT_HEADER;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.residentLine;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.Flags;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.FormOneLayouts;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.ImportReceipt.Committed;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.load.ReplicaImport.Load;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Registrations;
import renkei.tenantstore.replica.Replica;
import renkei.tenantstore.replica.Replicas;

@Timeout(120)
class ReplicaImportTest {

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
    try (Handle handle = kept.superuser()) {
      handle.execute("TRUNCATE replica, registration, hold, protection_case, protection_leave");
    }
  }

  @Test
  void readsBackWhatWasLoaded() {
    ImportReceipt receipt = completed(Load.FULL, residentLine(TARO, MONDAY, "𠮷田𩸽太郎"));

    assertThat(receipt).isEqualTo(receipt(1, List.of()));
    Replica replica = available(TARO);
    assertThat(replica.asOf()).isEqualTo(MONDAY);
    assertThat(replica.version()).isEqualTo(1);
    assertThat(replica.items().getFirst().value()).isEqualTo("𠮷田𩸽太郎");
    assertThat(replica.items()).hasSize(8);
  }

  @Test
  void keepsVariationSequencesAsTheyAre() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "葛\uDB40\uDD00城"));

    assertThat(available(TARO).items().getFirst().value()).isEqualTo("葛\uDB40\uDD00城");
  }

  @Test
  void saysNotRegisteredBeforeTheFirstFullLoad() {
    completed(Load.DIFFERENCE, residentLine(TARO, MONDAY, "太郎"));

    assertThat(reading(TARO)).isEqualTo(new Reading.NotRegistered());
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void saysNoRecordAfterTheFirstFullLoad() {
    completed(Load.DIFFERENCE, residentLine(TARO, MONDAY, "太郎"));
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));

    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.REGISTERED);
  }

  @Test
  void saysNotRegisteredOfAnotherInformationThanWasLoaded() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));

    assertThat(reading(HANAKO, TAX)).isEqualTo(new Reading.NotRegistered());
    assertThat(state(TAX)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesALineAndSaysWhy() {
    ImportReceipt receipt =
        completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "ﾊﾅｺ"));

    ImportError error =
        new ImportError(
            3, "TK00000000010001", new Objection(Rule.HALF_WIDTH_KANA, 1, Optional.of("ハ")));
    assertThat(receipt).isEqualTo(receipt(1, List.of(error)));
  }

  @Test
  void saysNothingAboutSomebodyWhoseLineCouldNotBeTaken() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "ﾊﾅｺ"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    completed(Load.DIFFERENCE, residentLine(HANAKO, MONDAY, "花子"));
    assertThat(available(HANAKO).version()).isEqualTo(1);
  }

  @Test
  void saysNoRecordOfNobodyWhileALineCameThatDoesNotSayWhomItIsAbout() {
    String broken = residentLine(HANAKO, MONDAY, "花\"子");
    ImportReceipt receipt = completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), broken);

    assertThat(receipt.nameless()).isEqualTo(1);
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.IN_DOUBT);
    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());

    completed(Load.DIFFERENCE, broken);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n\r\n", "\u001a", "\u001a\u001a\u001a"})
  void doubtsNobodyForTheTraitsOfAFilesEnd(String end) {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));

    ImportOutcome outcome =
        load(
            Load.DIFFERENCE,
            RESIDENT_HEADER + "\r\n" + residentLine(TARO, MONDAY.plusDays(1), "太朗") + "\r\n" + end);

    assertThat(outcome).isEqualTo(new ImportOutcome.Completed(receipt(1, List.of())));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void endsADoubtAboutNobodyInParticularByTheWordOfStaff() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    completed(Load.DIFFERENCE, "nonsense");
    Instant doubtedAt = registration().doubtedAt().orElseThrow();
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    assertThat(endDoubt(doubtedAt.minusMillis(1))).isFalse();
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    assertThat(endDoubt(doubtedAt)).isTrue();
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
    assertThat(endDoubt(doubtedAt)).isFalse();
  }

  private static Registrations.Extent registration() {
    return kept.inTenant(KITA, tx -> kept.store().registrations(tx).find(RESIDENT));
  }

  private static boolean endDoubt(Instant seen) {
    return kept.inTenant(KITA, tx -> kept.store().registrations(tx).endDoubt(RESIDENT, seen));
  }

  @Test
  void countsAppliedUnchangedAndSupersededLinesApart() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));

    ImportReceipt receipt =
        completed(
            Load.DIFFERENCE,
            residentLine(TARO, MONDAY, "太郎"),
            residentLine(HANAKO, MONDAY, "花子"),
            residentLine(addressee(3), MONDAY, "先"),
            residentLine(addressee(3), MONDAY, "後"),
            residentLine(addressee(4), MONDAY, "同"),
            residentLine(addressee(4), MONDAY, "同"));
    assertThat(receipt.committed()).isEqualTo(new Committed(3, 2, 1));

    assertThat(
            completed(
                    Load.DIFFERENCE,
                    delete(TARO, MONDAY.minusDays(1)),
                    residentLine(HANAKO, MONDAY.minusDays(1), "花"),
                    residentLine(HANAKO, MONDAY.minusDays(1), "花"),
                    delete(addressee(3), MONDAY.plusDays(1)))
                .committed())
        .isEqualTo(new Committed(1, 0, 3));
    assertThat(available(TARO).version()).isEqualTo(1);
  }

  @Test
  void tellsTheYearZeroByItsLine() {
    ImportReceipt receipt =
        completed(
            Load.FULL,
            residentLine(TARO, MONDAY, "太郎"),
            residentLine(HANAKO, LocalDate.of(0, 1, 1), "花子"),
            residentLine(addressee(3), MONDAY, "三郎").replace("1980-02-29", "0000-02-29"));

    assertThat(receipt)
        .isEqualTo(
            receipt(
                1,
                List.of(
                    new ImportError(3, "as_of", Objection.to(Rule.DATE)),
                    new ImportError(4, "TK00000000010005", Objection.to(Rule.DATE)))));
  }

  @Test
  void tellsByItsLineWhatTheStoreRefusesAndKeepsTheRest() {
    LocalDate refused = MONDAY.plusDays(1);
    List<String> lines =
        IntStream.rangeClosed(1, 1300)
            .mapToObj(
                i ->
                    residentLine(
                        addressee(i), i == 7 || i == 701 || i == 702 ? refused : MONDAY, "太"))
            .toList();
    ImportReceipt receipt;
    try (Handle handle = kept.superuser()) {
      handle.execute("ALTER TABLE replica ADD CONSTRAINT poison CHECK (as_of <> '2026-06-09')");
      try {
        receipt = completed(Load.FULL, lines.toArray(String[]::new));
      } finally {
        handle.execute("ALTER TABLE replica DROP CONSTRAINT poison");
      }
    }

    assertThat(receipt)
        .isEqualTo(
            receipt(
                1297,
                IntStream.of(8, 702, 703)
                    .mapToObj(line -> new ImportError(line, "", ImportError.UNSTORABLE))
                    .toList()));
    assertThat(reading(addressee(7))).isEqualTo(new Reading.NotRegistered());
    assertThat(reading(addressee(8))).isInstanceOf(Reading.Available.class);
    assertThat(reading(addressee(9999))).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void takesALineWithALineBreakInItForOneThatMayHaveSwallowedOthers() {
    String astray = residentLine(TARO, MONDAY, "\"太郎");
    String swallowed = residentLine(HANAKO, MONDAY, "花子\"");

    ImportReceipt receipt =
        completed(Load.FULL, residentLine(addressee(3), MONDAY, "三郎"), astray, swallowed);

    assertThat(receipt.received()).isEqualTo(2);
    assertThat(receipt.nameless()).isEqualTo(1);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void saysNoRecordOfNobodyDeletedEitherWhileALineNamesNobody() {
    completed(Load.FULL, residentLine(HANAKO, MONDAY, "花子"));
    completed(Load.DIFFERENCE, delete(HANAKO, MONDAY.plusDays(1)));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());

    completed(Load.DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(2), "花\"子"));

    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void hidesTheReplicaOfAnOlderEditionOnceALineOfANewerOneCouldNotBeTaken() {
    completed(Load.FULL, residentLine(HANAKO, MONDAY, "花子"));
    TenantStore next =
        new PostgresTenantStore(
            kept.database(), layoutsOf(NEXT), Sample::keys, CLOCK, new Random(2));

    ImportOutcome outcome =
        next.replicaImport(KITA, BatchBulkhead.UNBOUNDED)
            .load(
                RESIDENT,
                NEXT,
                Load.DIFFERENCE,
                stream(RESIDENT_HEADER + "\n" + residentLine(HANAKO, MONDAY.plusDays(1), "ﾊﾅｺ")));

    assertThat(outcome).isInstanceOf(ImportOutcome.Completed.class);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  private static final Edition NEXT = new Edition("2026-07");

  private static Layouts layoutsOf(Edition edition) {
    Layout layout = LAYOUTS.find(RESIDENT, EDITION).orElseThrow();
    return new FormOneLayouts(
        List.of(
            new Layout(
                RESIDENT,
                edition,
                layout.life(),
                layout.names(),
                layout.records(),
                List.of(),
                layout.items(),
                List.of(),
                List.of())));
  }

  @Test
  void saysNothingAboutSomebodyDeletedWhoseNextLineCouldNotBeTaken() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花子"));
    completed(Load.DIFFERENCE, delete(HANAKO, MONDAY.plusDays(1)));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());

    completed(Load.DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(2), "ﾊﾅｺ"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    completed(Load.DIFFERENCE, residentLine(HANAKO, MONDAY, "花子"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
    completed(Load.DIFFERENCE, delete(HANAKO, MONDAY.plusDays(1)));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
    completed(Load.DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(2), "花子"));
    assertThat(available(HANAKO).version()).isEqualTo(4);
  }

  @Test
  void keepsTheReplicaOfSomebodyWhoseNextLineCouldNotBeTaken() {
    completed(Load.FULL, residentLine(HANAKO, MONDAY, "花子"));
    completed(Load.DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(1), "ﾊﾅｺ"));

    assertThat(available(HANAKO).asOf()).isEqualTo(MONDAY);
  }

  private static String delete(AddresseeNumber person, LocalDate asOf) {
    return "DELETE,%s,%s,,,,,,,,".formatted(person.value(), asOf);
  }

  @Test
  void doesNotCountALoadOfWhichNothingCouldBeTakenAsLoaded() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "ﾀﾛｳ"));

    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesAFullLoadOfNobodyAndSaysNothingAboutAnybody() {
    ImportOutcome outcome = load(Load.FULL, RESIDENT_HEADER + "\r\n");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ImportOutcome.Refused.class,
            refused ->
                assertThat(refused.error().objection()).isEqualTo(Objection.to(Rule.NO_LINES)));
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void leavesADoubtAloneWhenAFullLoadOfNobodyComes() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花\"子"));

    load(Load.FULL, RESIDENT_HEADER + "\r\n");

    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.IN_DOUBT);
  }

  @Test
  void takesADifferenceLoadOfNobody() {
    assertThat(load(Load.DIFFERENCE, RESIDENT_HEADER + "\r\n"))
        .isEqualTo(new ImportOutcome.Completed(receipt(0, List.of())));
  }

  private static final String REST = "三郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "MOVE,000000000000003,2026-06-08," + REST + " | operation | OPERATION | 0",
        "PUT,3,2026-06-08," + REST + " | addressee_number | ADDRESSEE_NUMBER | 0",
        "PUT,000123456789018,2026-06-08," + REST + " | addressee_number | FORBIDDEN_NUMBER | 0",
        "PUT,000000000000003,2026-02-30," + REST + " | as_of | DATE | 0",
        "PUT,000000000000003,2026-06-17," + REST + " | as_of | FUTURE_DATE | 0",
        "PUT,000000000000003,2026-06-08,,サブロウ,1980-01-01,1,北町,2001-04-01,02,1"
            + " | TK00000000010001 | REQUIRED | 0",
        "PUT,000000000000003,2026-06-08 | ~~ | FIELD_COUNT | 11",
        "PUT,000000000000003,2026-06-08,\"三\"郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1"
            + " | ~~ | BEHIND_QUOTE | 0",
        "PUT,000000000000003,2026-06-08,三\u0007郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1"
            + " | TK00000000010001 | CONTROL_CHARACTER | 2"
      })
  void reportsABadLineWithItemRuleAndNumber(String line, String item, Rule rule, long number) {
    ImportReceipt receipt = completed(Load.FULL, line);

    assertThat(receipt.errors())
        .containsExactly(new ImportError(2, item, Objection.to(rule, number)));
    assertThat(receipt.refused()).isEqualTo(1);
  }

  @Test
  void reportsEveryBadItemOfOneLine() {
    ImportReceipt receipt =
        completed(
            Load.FULL,
            "PUT,000000000000003,2026-06-08,三郎,さぶろう,1980-13-01,7,123456789018,2001-04-01,2,1");

    assertThat(receipt.errors())
        .containsExactly(
            new ImportError(2, "TK00000000010002", Objection.to(Rule.KATAKANA)),
            new ImportError(2, "TK00000000010005", Objection.to(Rule.DATE)),
            new ImportError(2, "TK00000000010006", Objection.to(Rule.CODE_LIST)),
            new ImportError(2, "TK00000000010008", ImportError.FORBIDDEN),
            new ImportError(2, "TK00000000010012", Objection.to(Rule.CODE_LIST)));
  }

  @Test
  void takesTheRestAroundBadLines() {
    ImportReceipt receipt =
        completed(
            Load.FULL,
            residentLine(TARO, MONDAY, "太郎"),
            "MOVE,000000000000003,2026-06-08," + REST,
            "PUT,000000000000003,2026-06-08",
            "PUT,000000000000003,2026-06-08,\"三\"郎,サブロウ",
            residentLine(HANAKO, MONDAY, "花子"));

    assertThat(receipt.received()).isEqualTo(5);
    assertThat(receipt.committed().total()).isEqualTo(2);
    assertThat(receipt.refused()).isEqualTo(3);
    assertThat(receipt.errors()).extracting(ImportError::line).containsExactly(3L, 4L, 5L);
    assertThat(reading(HANAKO)).isInstanceOf(Reading.Available.class);
  }

  @Test
  void listsTheFirstThousandErrorsAndCountsTheRest() {
    String[] bad = new String[1200];
    Arrays.fill(bad, "nonsense");

    ImportReceipt receipt = completed(Load.DIFFERENCE, bad);

    assertThat(receipt.errors()).hasSize(1000);
    assertThat(receipt.errorsOmitted()).isEqualTo(200);
    assertThat(receipt.refused()).isEqualTo(1200);
  }

  /** Their check digits fit; they belong to nobody. */
  private static final String INDIVIDUAL_NUMBER = "123456789018";

  private static final String RESIDENT_CODE = "12345678903";

  /** House numbers of 11 digits and of 12, each with every last digit. */
  @Test
  void takesHonestNumbersOfWhichOneInTenHasACheckDigitByChance() {
    String[] lines =
        IntStream.range(0, 2200)
            .mapToObj(
                i ->
                    i < 1100
                        ? "%015d".formatted(12_340_000_000L + i)
                        : "%015d".formatted(987_650_000_000L + i))
            .map(number -> residentLine(AddresseeNumber.known(number), MONDAY, "太郎"))
            .toArray(String[]::new);

    ImportReceipt receipt = completed(Load.FULL, lines);

    assertThat(receipt).isEqualTo(receipt(2200, List.of()));
    assertThat(reading(AddresseeNumber.known("000012340000000")))
        .isInstanceOf(Reading.Available.class);
  }

  @Test
  void refusesAColumnOfForbiddenNumbersAndAStrayOneAmongOthers() {
    String[] column =
        LongStream.iterate(100_000_000_000L, number -> number + 1)
            .mapToObj("%015d"::formatted)
            .filter(number -> ForbiddenNumbers.in(number).isPresent())
            .limit(600)
            .map(number -> "PUT," + number + ",2026-06-08," + REST)
            .toArray(String[]::new);
    assertThat(completed(Load.FULL, column).forbidden()).isEqualTo(600);

    List<String> lines =
        new ArrayList<>(
            IntStream.range(0, 300)
                .mapToObj(
                    i ->
                        residentLine(
                            AddresseeNumber.known("%015d".formatted(12_340_000_000L + i)),
                            MONDAY,
                            "太"))
                .toList());
    lines.add("PUT,000" + INDIVIDUAL_NUMBER + ",2026-06-08," + REST);
    ImportReceipt receipt = completed(Load.DIFFERENCE, lines.toArray(String[]::new));
    assertThat(receipt.forbidden()).isEqualTo(1);
    assertThat(receipt.committed().total()).isEqualTo(300);
  }

  @Test
  void takesAFewNumbersOfTheFormThatWasDeclared() {
    String line = residentLine(AddresseeNumber.known("000012345678903"), MONDAY, "太郎");
    assertThat(completed(Load.DIFFERENCE, line).forbidden()).isEqualTo(1);

    ImportOutcome outcome =
        kept.store()
            .replicaImport(
                KITA, Optional.of(new AddresseeForm("1234#######")), BatchBulkhead.UNBOUNDED)
            .load(
                RESIDENT,
                EDITION,
                Load.DIFFERENCE,
                stream(RESIDENT_HEADER + "\n" + line + "\n" + residentLine(TARO, MONDAY, "太")));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ImportOutcome.Completed.class,
            done -> {
              assertThat(done.receipt().committed()).isEqualTo(new Committed(1, 0, 0));
              assertThat(done.receipt().forbidden()).isZero();
              assertThat(done.receipt().refused()).isEqualTo(1);
            });
  }

  @Test
  void countsForbiddenNumbersThatAreNotListedAnyMore() {
    String[] bad = new String[1200];
    Arrays.fill(bad, "nonsense");
    bad[1100] = "PUT," + INDIVIDUAL_NUMBER + ",2026-06-08,三郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1";

    ImportReceipt receipt = completed(Load.DIFFERENCE, bad);

    assertThat(receipt.errors()).noneMatch(ImportError::isForbidden);
    assertThat(receipt.forbidden()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT,000000000000003," + INDIVIDUAL_NUMBER,
        "PUT,000000000000003,2026-06-08,三郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1," + RESIDENT_CODE,
        "MOVE,000000000000003,2026-06-08,三郎,サブロウ,1980-01-01,1," + INDIVIDUAL_NUMBER + ",,02,1",
        "DELETE,000000000000003,2026-06-08,三郎,,,," + INDIVIDUAL_NUMBER + ",,,",
        "PUT,000000000000003,2026-06-08,三郎,"
            + INDIVIDUAL_NUMBER
            + ",1980-01-01,1,北町,2001-04-01,02,1",
        "PUT,000000000000003,2026-06-08,三郎,サブロウ," + RESIDENT_CODE + ",1,北町,2001-04-01,02,1",
        "PUT," + INDIVIDUAL_NUMBER + ",2026-06-08,\"三\"郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1",
        "PUT,000000000000003,2026-06-08,\"三\"郎," + RESIDENT_CODE,
      })
  void seesForbiddenNumbersWhateverElseIsWrongWithTheLine(String line) {
    ImportReceipt receipt = completed(Load.DIFFERENCE, line);

    assertThat(receipt.refused()).isEqualTo(1);
    assertThat(receipt.forbidden()).isEqualTo(1);
    assertThat(receipt.errors()).contains(new ImportError(2, "", ImportError.FORBIDDEN));
    assertThat(receipt.toString()).doesNotContain(INDIVIDUAL_NUMBER, RESIDENT_CODE);
  }

  @Test
  void seesForbiddenNumbersWhereAHeaderShouldBe() {
    assertThat(load(Load.DIFFERENCE, "PUT," + INDIVIDUAL_NUMBER + ",2026-06-08\r\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", ImportError.FORBIDDEN)));
    assertThat(load(Load.DIFFERENCE, RESIDENT_HEADER + "," + RESIDENT_CODE + "\r\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", ImportError.FORBIDDEN)));
    assertThat(load(Load.DIFFERENCE, "PUT," + INDIVIDUAL_NUMBER + ",\"三\"郎\r\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", ImportError.FORBIDDEN)));
  }

  @Test
  void keepsTheNewerReplicaWhenLoadsArriveOutOfOrder() {
    completed(Load.FULL, residentLine(TARO, MONDAY.plusDays(1), "新"));
    ImportReceipt receipt = completed(Load.DIFFERENCE, residentLine(TARO, MONDAY, "旧"));

    assertThat(receipt.committed().total()).isEqualTo(1);
    assertThat(available(TARO).items().getFirst().value()).isEqualTo("新");
    assertThat(available(TARO).version()).isEqualTo(1);
  }

  @Test
  void keepsTheNewerOfTwoLinesInOneBatchAndOfOneDayTheLater() {
    completed(
        Load.FULL,
        residentLine(TARO, MONDAY.plusDays(1), "新"),
        residentLine(TARO, MONDAY, "旧"),
        residentLine(HANAKO, MONDAY, "先"),
        residentLine(HANAKO, MONDAY, "後"));

    assertThat(available(TARO).items().getFirst().value()).isEqualTo("新");
    assertThat(available(HANAKO).items().getFirst().value()).isEqualTo("後");
  }

  @Test
  void leavesTheVersionAloneWhenTheSameLoadComesAgain() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    assertThat(available(TARO).version()).isEqualTo(1);

    completed(Load.FULL, residentLine(TARO, MONDAY, "太朗"));
    assertThat(available(TARO).version()).isEqualTo(2);
  }

  @Test
  void deletesAndDoesNotLetAnOlderLineBringItBack() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    completed(Load.DIFFERENCE, "DELETE,%s,2026-06-09,,,,,,,,".formatted(TARO.value()));
    assertThat(reading(TARO)).isEqualTo(new Reading.NoRecord());

    completed(Load.DIFFERENCE, residentLine(TARO, MONDAY, "太郎"));
    assertThat(reading(TARO)).isEqualTo(new Reading.NoRecord());

    completed(Load.DIFFERENCE, residentLine(TARO, MONDAY.plusDays(2), "太郎"));
    assertThat(available(TARO).version()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operation,addressee_number | NO_HEADER | 0",
        "'' | EMPTY | 0",
        RESIDENT_HEADER + ",TK00000000020001 | UNKNOWN_COLUMN | 12",
      })
  void refusesALoadItCannotReadBeforeTouchingAnything(String header, Rule rule, long number) {
    assertThat(load(Load.FULL, header.isEmpty() ? "" : header + "\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", Objection.to(rule, number))));
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesALoadWithoutARequiredItem() {
    assertThat(load(Load.FULL, RESIDENT_HEADER.replace(",TK00000000010012", "") + "\n"))
        .isEqualTo(
            new ImportOutcome.Refused(
                new ImportError(1, "TK00000000010012", Objection.to(Rule.MISSING_COLUMN))));
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesALoadOfALayoutThereIsNot() {
    assertThat(
            kept.store()
                .replicaImport(KITA, BatchBulkhead.UNBOUNDED)
                .load(RESIDENT, new Edition("2019-06"), Load.FULL, stream("")))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(0, "", Objection.to(Rule.NO_LAYOUT))));
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void countsTruthfullyWhatIsCommittedWhenTheStreamBreaksOff() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    InputStream broken = new SequenceInputStream(stream(load(1, 1234)), closed);

    ImportOutcome outcome = load(Load.FULL, broken);

    assertThat(outcome)
        .isEqualTo(
            new ImportOutcome.Interrupted(receipt(1234, List.of()), ImportOutcome.Cause.SENDER));
    assertThat(stored()).isEqualTo(1234);
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void countsTruthfullyWhatIsCommittedWhenTheStoreGoesAwayHalfWay() {
    String rest = lines(1101, 2000);
    InputStream killing =
        new SequenceInputStream(stream(load(1, 1100)), whenRead(() -> refuseWrites(), rest));
    try {
      ImportOutcome.Interrupted outcome = (ImportOutcome.Interrupted) load(Load.FULL, killing);

      assertThat(outcome.cause()).isEqualTo(ImportOutcome.Cause.STORE);
      assertThat(outcome.receipt().committed().total()).isPositive().isEqualTo(stored());
    } finally {
      takeWritesAgain();
    }
  }

  /** A stream that does something when its first byte is asked for. */
  private static InputStream whenRead(Runnable first, String text) {
    return new FilterInputStream(stream(text)) {

      private boolean begun;

      @Override
      public int read() throws IOException {
        begin();
        return super.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        begin();
        return super.read(buffer, offset, length);
      }

      private void begin() {
        if (!begun) {
          begun = true;
          first.run();
        }
      }
    };
  }

  private static String load(int first, int last) {
    return RESIDENT_HEADER + "\n" + lines(first, last);
  }

  private static String lines(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> residentLine(addressee(i), MONDAY, "太郎") + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void stopsAtAQuoteThatNeverEndsAndKeepsWhatCameBefore() {
    ImportOutcome outcome =
        load(
            Load.FULL,
            RESIDENT_HEADER
                + "\r\n"
                + residentLine(TARO, MONDAY, "太郎")
                + "\r\nPUT,\""
                + "x".repeat(200_000));

    assertThat(outcome).isInstanceOf(ImportOutcome.Interrupted.class);
    assertThat(((ImportOutcome.Interrupted) outcome).receipt().committed().total()).isEqualTo(1);
    assertThat(((ImportOutcome.Interrupted) outcome).cause())
        .isEqualTo(ImportOutcome.Cause.MALFORMED);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void letsLoadsOfTheSamePeopleRunAtOnce() throws Exception {
    int loads = 4;
    CyclicBarrier barrier = new CyclicBarrier(loads);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ImportOutcome>> running = new ArrayList<>();
      for (int n = 0; n < loads; n++) {
        String load = thousandShuffled(MONDAY.plusDays(n), n);
        running.add(threads.submit(() -> awaitAndLoad(barrier, load)));
      }
      for (Future<ImportOutcome> one : running) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isInstanceOf(ImportOutcome.Completed.class);
      }
    }
    for (int i = 1; i <= 1000; i += 111) {
      assertThat(available(addressee(i)).asOf()).isEqualTo(MONDAY.plusDays(loads - 1));
    }
  }

  private static String thousandShuffled(LocalDate asOf, int seed) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      lines.add(residentLine(addressee(i), asOf, "日" + "一".repeat(seed)));
    }
    Collections.shuffle(lines, new Random(seed));
    return RESIDENT_HEADER + "\n" + String.join("\n", lines) + "\n";
  }

  private static ImportOutcome awaitAndLoad(CyclicBarrier barrier, String load) throws Exception {
    int _ = barrier.await(10, TimeUnit.SECONDS);
    return load(Load.FULL, load);
  }

  @Test
  void survivesRubbish() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String good = RESIDENT_HEADER + "\r\n" + residentLine(TARO, MONDAY, "太郎") + "\r\n";
    for (int round = 0; round < 300; round++) {
      byte[] bytes = good.getBytes(UTF_8);
      for (int i = random.nextInt(20); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertBalanced(
          "seed %d round %d".formatted(seed, round),
          load(Load.DIFFERENCE, new ByteArrayInputStream(bytes)));
    }
  }

  private static void assertBalanced(String what, ImportOutcome outcome) {
    switch (outcome) {
      case ImportOutcome.Completed(ImportReceipt receipt) ->
          assertThat(receipt.committed().total() + receipt.refused())
              .as(what)
              .isEqualTo(receipt.received());
      case ImportOutcome.Interrupted(_, var cause) ->
          assertThat(cause).as(what).isEqualTo(ImportOutcome.Cause.MALFORMED);
      case ImportOutcome.Refused(var error) -> assertThat(error.line()).as(what).isNotNegative();
    }
  }

  @Test
  void holdsAndReleases() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));

    flags(flags -> flags.hold(TARO, RESIDENT));
    assertThat(reading(TARO)).isEqualTo(new Reading.Held());
    assertReleaseCoversOnlyWhatCouldBeSeen();

    flags(flags -> flags.release(TARO, RESIDENT));
    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
  }

  @Test
  void protectsThoughAHoldIsReleased() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    flags(flags -> flags.hold(TARO, RESIDENT));
    flags(flags -> flags.protect(TARO));

    flags(flags -> flags.release(TARO, RESIDENT));
    assertReleaseCoversOnlyWhatCouldBeSeen();
    assertThat(reading(TARO)).isEqualTo(new Reading.Protected());

    flags(flags -> flags.endProtection(TARO));
    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
  }

  @Test
  void showsNobodyWhoIsHeldWhereNothingIsLoaded() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    flags(flags -> flags.hold(TARO, TAX));

    assertThat(reading(TARO, TAX)).isEqualTo(reading(HANAKO, TAX));
    assertThat(reading(TARO, TAX)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void letsOneBodyAskAboutSomebodyProtectedForAWhile() {
    Instant until = CLOCK.instant().plus(Duration.ofDays(7));
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花子"));
    flags(flags -> flags.protect(TARO));
    flags(flags -> flags.protect(HANAKO));
    flags(flags -> assertThat(flags.letAsk(TARO, PENSION, RESIDENT, until)).isTrue());

    assertThat(readingFor(PENSION, TARO, RESIDENT)).isInstanceOf(Reading.Available.class);
    assertThat(readingFor(MINAMI_AGENCY, TARO, RESIDENT)).isEqualTo(new Reading.Protected());
    assertThat(readingFor(PENSION, TARO, TAX)).isEqualTo(new Reading.Protected());
    assertThat(readingFor(PENSION, HANAKO, RESIDENT)).isEqualTo(new Reading.Protected());
    assertThat(reading(TARO)).isEqualTo(new Reading.Protected());

    TenantStore later = kept.at(Clock.offset(CLOCK, Duration.ofDays(7)), 3);
    Reading then = kept.inTenant(KITA, tx -> later.replicas(tx).readFor(PENSION, TARO, RESIDENT));
    assertThat(then).isEqualTo(new Reading.Protected());
  }

  @Test
  void letsNobodyAskAnyMoreOnceStaffTakeItBackOrTheCaseEnds() {
    Instant until = CLOCK.instant().plus(Flags.LONGEST_LEAVE);
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    flags(flags -> flags.protect(TARO));
    flags(flags -> flags.letAsk(TARO, PENSION, RESIDENT, until));
    flags(flags -> flags.letAskNoMore(TARO, PENSION, RESIDENT));
    assertThat(readingFor(PENSION, TARO, RESIDENT)).isEqualTo(new Reading.Protected());

    flags(flags -> flags.letAsk(TARO, PENSION, RESIDENT, until));
    flags(flags -> flags.endProtection(TARO));
    flags(flags -> flags.protect(TARO));
    assertThat(readingFor(PENSION, TARO, RESIDENT)).isEqualTo(new Reading.Protected());
  }

  @Test
  void letsNobodyAskLongerThanStaffLookAgain() {
    Instant now = CLOCK.instant();

    flags(
        flags -> {
          assertThat(flags.letAsk(TARO, PENSION, RESIDENT, now)).isFalse();
          assertThat(
                  flags.letAsk(
                      TARO, PENSION, RESIDENT, now.plus(Flags.LONGEST_LEAVE).plusSeconds(1)))
              .isFalse();
        });
  }

  private static Reading readingFor(
      AgencyCode inquirer, AddresseeNumber person, InformationCode information) {
    return kept.inTenant(
        KITA, tx -> kept.store().replicas(tx).readFor(inquirer, person, information));
  }

  private void assertReleaseCoversOnlyWhatCouldBeSeen() {
    Instant set = CLOCK.instant();
    assertThat(released(TARO, set)).isInstanceOf(Reading.Available.class);
    assertThat(released(TARO, set.minusMillis(1))).isEqualTo(new Reading.Held());
  }

  @Test
  void answersNothingWhenTheFlagsCannotBeRead() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));
    flags(flags -> flags.protect(TARO));
    try (Handle handle = kept.superuser()) {
      handle.execute("REVOKE SELECT ON protection_case FROM renkei_app");
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> reading(TARO));
      handle.execute("GRANT SELECT ON protection_case TO renkei_app");
      handle.execute("ALTER TABLE protection_case RENAME TO lost");
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> reading(TARO));
      handle.execute("ALTER TABLE lost RENAME TO protection_case");
    }
    assertThat(reading(TARO)).isInstanceOf(Reading.Protected.class);
  }

  @Test
  void keepsTheTenantsApart() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"));

    Optional<Replica> found = in(MINAMI, replicas -> replicas.find(TARO, RESIDENT));
    RegistrationState state = in(MINAMI, replicas -> replicas.state(RESIDENT));
    List<String> rows =
        kept.inTenant(
            MINAMI,
            tx -> tx.handle().createQuery("SELECT tenant FROM replica").mapTo(String.class).list());
    assertThat(found).isEmpty();
    assertThat(state).isEqualTo(RegistrationState.NOT_REGISTERED);
    assertThat(rows).isEmpty();
  }

  @Test
  void opensNoReplicaUnderAnotherKeyOrInAnotherPlace() {
    completed(Load.FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花子"));
    try (Handle handle = kept.superuser()) {
      handle.execute(
          """
          UPDATE replica SET content_box = other.content_box FROM replica AS other
          WHERE replica.addressee_index <> other.addressee_index
          """);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> reading(TARO))
        .withMessageContaining("does not open");
  }

  @Test
  void loadsTwentyThousandReplicasInSeconds() {
    StringBuilder lines = new StringBuilder(RESIDENT_HEADER).append('\n');
    for (int i = 1; i <= 20_000; i++) {
      lines.append(residentLine(addressee(i), MONDAY, "連携" + "太".repeat(i % 20 + 1))).append('\n');
    }
    InputStream csv = stream(lines.toString());
    long start = System.nanoTime();

    ImportOutcome outcome = load(Load.FULL, csv);

    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.getLogger("measured")
        .log(System.Logger.Level.WARNING, "20,000 replicas loaded in {0}", taken);
    assertThat(outcome).isEqualTo(new ImportOutcome.Completed(receipt(20_000, List.of())));
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
  }

  /** All lines were applied but those with these errors, one each, which name their person. */
  private static ImportReceipt receipt(long applied, List<ImportError> errors) {
    return new ImportReceipt(
        applied + errors.size(), new Committed(applied, 0, 0), errors.size(), 0, 0, errors, 0);
  }

  private ImportReceipt completed(Load load, String... lines) {
    ImportOutcome outcome =
        load(load, RESIDENT_HEADER + "\r\n" + String.join("\r\n", lines) + "\r\n");
    assertThat(outcome).isInstanceOf(ImportOutcome.Completed.class);
    return ((ImportOutcome.Completed) outcome).receipt();
  }

  private static ImportOutcome load(Load load, String csv) {
    return load(load, stream(csv));
  }

  private static ImportOutcome load(Load load, InputStream csv) {
    return kept.store()
        .replicaImport(KITA, BatchBulkhead.UNBOUNDED)
        .load(RESIDENT, EDITION, load, csv);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private Replica available(AddresseeNumber person) {
    Reading reading = reading(person);
    assertThat(reading).isInstanceOf(Reading.Available.class);
    return ((Reading.Available) reading).replica();
  }

  private Reading reading(AddresseeNumber person) {
    return in(KITA, replicas -> replicas.read(person, RESIDENT));
  }

  private Reading reading(AddresseeNumber person, InformationCode information) {
    return in(KITA, replicas -> replicas.read(person, information));
  }

  private Reading released(AddresseeNumber person, Instant seen) {
    return in(KITA, replicas -> replicas.readReleased(person, RESIDENT, seen));
  }

  private RegistrationState state(InformationCode information) {
    return in(KITA, replicas -> replicas.state(information));
  }

  /** In this database alone: others on the server go on. */
  private static void refuseWrites() {
    try (Handle handle = kept.superuser()) {
      handle.execute(
          "ALTER DATABASE %s SET default_transaction_read_only = on".formatted(name(handle)));
      handle.execute(
          """
          SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE usename = 'renkei_app' AND datname = current_database()
          """);
    }
  }

  private static void takeWritesAgain() {
    try (Handle handle = kept.superuser()) {
      handle.execute("SET default_transaction_read_only = off");
      handle.execute(
          "ALTER DATABASE %s RESET default_transaction_read_only".formatted(name(handle)));
      handle.execute(
          """
          SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE usename = 'renkei_app' AND datname = current_database()
          """);
    }
  }

  private static String name(Handle handle) {
    return handle.createQuery("SELECT current_database()").mapTo(String.class).one();
  }

  private static long stored() {
    try (Handle handle = kept.superuser()) {
      return handle.createQuery("SELECT count(*) FROM replica").mapTo(Long.class).one();
    }
  }

  private void flags(Consumer<Flags> work) {
    kept.inKita(tx -> work.accept(kept.store().flags(tx)));
  }

  private <T> T in(TenantId tenant, Function<Replicas, T> work) {
    return kept.inTenant(tenant, tx -> work.apply(kept.store().replicas(tx)));
  }
}
