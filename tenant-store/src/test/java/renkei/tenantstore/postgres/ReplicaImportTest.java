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
import java.util.UUID;
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
import java.util.stream.Stream;
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
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.ImportReceipt.Counts;
import renkei.tenantstore.load.ImportReceipt.Overtaken;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Registered;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Registrations;
import renkei.tenantstore.replica.Replica;
import renkei.tenantstore.replica.Replicas;
import renkei.tenantstore.replica.Wanted;

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
      handle.execute(
          "TRUNCATE replica_record, replica_load, load_part, registration, hold, protection_case, protection_leave");
    }
  }

  @Test
  void readsBackWhatWasLoaded() {
    ImportReceipt receipt = completed(FULL, residentLine(TARO, MONDAY, "𠮷田𩸽太郎"));

    assertThat(receipt).isEqualTo(receipt(1, List.of()));
    Replica replica = available(TARO);
    assertThat(replica.dates().asOf()).isEqualTo(MONDAY);
    assertThat(replica.version()).isEqualTo(1);
    assertThat(replica.content().items().getFirst().value()).isEqualTo("𠮷田𩸽太郎");
    assertThat(replica.content().items()).hasSize(8);
  }

  @Test
  void keepsVariationSequencesAsTheyAre() {
    completed(FULL, residentLine(TARO, MONDAY, "葛\uDB40\uDD00城"));

    assertThat(available(TARO).content().items().getFirst().value()).isEqualTo("葛\uDB40\uDD00城");
  }

  @Test
  void saysNotRegisteredBeforeTheFirstFullLoad() {
    completed(DIFFERENCE, residentLine(TARO, MONDAY, "太郎"));

    assertThat(reading(TARO)).isEqualTo(new Reading.NotRegistered());
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void saysNoRecordAfterTheFirstFullLoad() {
    completed(DIFFERENCE, residentLine(TARO, MONDAY, "太郎"));
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));

    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.REGISTERED);
  }

  @Test
  void saysNotRegisteredOfAnotherInformationThanWasLoaded() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));

    assertThat(reading(HANAKO, TAX)).isEqualTo(new Reading.NotRegistered());
    assertThat(state(TAX)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesALineAndSaysWhy() {
    ImportReceipt receipt =
        completed(FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "ﾊﾅｺ"));

    ImportError error =
        new ImportError(
            3, "TK00000000010001", new Objection(Rule.HALF_WIDTH_KANA, 1, Optional.of("ハ")));
    assertThat(receipt).isEqualTo(receipt(1, List.of(error)));
  }

  @Test
  void saysNothingAboutSomebodyWhoseLineCouldNotBeTaken() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "ﾊﾅｺ"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    completed(DIFFERENCE, residentLine(HANAKO, MONDAY, "花子"));
    assertThat(available(HANAKO).version()).isEqualTo(1);
  }

  @Test
  void saysNoRecordOfNobodyWhileALineCameThatDoesNotSayWhomItIsAbout() {
    String broken = residentLine(HANAKO, MONDAY, "花\"子");
    ImportReceipt receipt = completed(FULL, residentLine(TARO, MONDAY, "太郎"), broken);

    assertThat(receipt.nameless()).isEqualTo(1);
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.IN_DOUBT);
    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());

    completed(DIFFERENCE, broken);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n\r\n", "\u001a", "\u001a\u001a\u001a"})
  void doubtsNobodyForTheTraitsOfAFilesEnd(String end) {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));

    ImportOutcome outcome =
        load(
            DIFFERENCE,
            RESIDENT_HEADER + "\r\n" + residentLine(TARO, MONDAY.plusDays(1), "太朗") + "\r\n" + end);

    assertThat(outcome).isEqualTo(new ImportOutcome.Completed(receipt(1, List.of())));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void endsADoubtAboutNobodyInParticularByTheWordOfStaff() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    completed(DIFFERENCE, "nonsense");
    Instant doubtedAt = registration().doubtedAt().orElseThrow();
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    assertThat(endDoubt(doubtedAt.minusMillis(1))).isFalse();
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    assertThat(endDoubt(doubtedAt)).isTrue();
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
    assertThat(endDoubt(doubtedAt)).isFalse();
  }

  private static Registrations.Extent registration() {
    return kept.inTenant(KITA, tx -> kept.store().registrations(tx).find(RESIDENT, EDITION));
  }

  private static boolean endDoubt(Instant seen) {
    return kept.inTenant(
        KITA, tx -> kept.store().registrations(tx).endDoubt(RESIDENT, EDITION, seen));
  }

  @Test
  void countsAppliedUnchangedOvertakenAndRefusedRecordsApart() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));

    ImportReceipt receipt =
        completed(
            DIFFERENCE,
            residentLine(TARO, MONDAY, "太郎"),
            residentLine(HANAKO, MONDAY, "花子"),
            residentLine(addressee(3), MONDAY, "先"),
            residentLine(addressee(3), MONDAY, "後"),
            residentLine(addressee(4), MONDAY, "同"),
            residentLine(addressee(4), MONDAY, "同"));
    assertThat(receipt.counts()).isEqualTo(new Counts(3, 2, 0, 1, 0));
    assertThat(receipt.errors())
        .containsExactly(new ImportError(5, "", Objection.to(Rule.REPEATED_LINE, 4)));

    assertThat(
            completed(
                    DIFFERENCE,
                    delete(TARO, MONDAY.minusDays(1)),
                    residentLine(HANAKO, MONDAY.minusDays(1), "花"),
                    residentLine(HANAKO, MONDAY.minusDays(1), "花"),
                    delete(addressee(3), MONDAY.plusDays(1)))
                .counts())
        .isEqualTo(new Counts(1, 0, 3, 0, 0));
    assertThat(available(TARO).version()).isEqualTo(1);
  }

  @Test
  void tellsTheYearZeroByItsLine() {
    ImportReceipt receipt =
        completed(
            FULL,
            residentLine(TARO, MONDAY, "太郎"),
            residentLine(HANAKO, LocalDate.of(0, 1, 1), "花子"),
            residentLine(addressee(3), MONDAY, "三郎").replace("1980-02-29", "0000-02-29"));

    assertThat(receipt)
        .isEqualTo(
            receipt(
                1,
                List.of(
                    new ImportError(3, "as_of", Objection.to(Rule.DATE)),
                    new ImportError(4, "TK00000000010005", Objection.to(Rule.UNCERTAIN_DATE)))));
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
      handle.execute(
          "ALTER TABLE replica_record ADD CONSTRAINT poison CHECK (as_of <> '2026-06-09')");
      try {
        receipt = completed(FULL, lines.toArray(String[]::new));
      } finally {
        handle.execute("ALTER TABLE replica_record DROP CONSTRAINT poison");
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
        completed(FULL, residentLine(addressee(3), MONDAY, "三郎"), astray, swallowed);

    assertThat(receipt.received()).isEqualTo(2);
    assertThat(receipt.nameless()).isEqualTo(1);
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void saysNoRecordOfNobodyDeletedEitherWhileALineNamesNobody() {
    completed(FULL, residentLine(HANAKO, MONDAY, "花子"));
    completed(DIFFERENCE, delete(HANAKO, MONDAY.plusDays(1)));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());

    completed(DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(2), "花\"子"));

    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void saysNothingAboutSomebodyDeletedWhoseNextLineCouldNotBeTaken() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花子"));
    completed(DIFFERENCE, delete(HANAKO, MONDAY.plusDays(1)));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());

    completed(DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(2), "ﾊﾅｺ"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());

    completed(DIFFERENCE, residentLine(HANAKO, MONDAY, "花子"));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NotRegistered());
    completed(DIFFERENCE, delete(HANAKO, MONDAY.plusDays(1)));
    assertThat(reading(HANAKO)).isEqualTo(new Reading.NoRecord());
    completed(DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(2), "花子"));
    assertThat(available(HANAKO).version()).isEqualTo(3);
  }

  @Test
  void keepsTheReplicaOfSomebodyWhoseNextLineCouldNotBeTaken() {
    completed(FULL, residentLine(HANAKO, MONDAY, "花子"));
    completed(DIFFERENCE, residentLine(HANAKO, MONDAY.plusDays(1), "ﾊﾅｺ"));

    assertThat(available(HANAKO).dates().asOf()).isEqualTo(MONDAY);
  }

  private static String delete(AddresseeNumber person, LocalDate asOf) {
    return "DELETE,%s,%s,,,,,,,,".formatted(person.value(), asOf);
  }

  @Test
  void doesNotCountALoadOfWhichNothingCouldBeTakenAsLoaded() {
    completed(FULL, residentLine(TARO, MONDAY, "ﾀﾛｳ"));

    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesAFullLoadOfNobodyAndSaysNothingAboutAnybody() {
    ImportOutcome outcome = load(FULL, RESIDENT_HEADER + "\r\n");

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
    completed(FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花\"子"));

    load(FULL, RESIDENT_HEADER + "\r\n");

    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.IN_DOUBT);
  }

  @Test
  void takesADifferenceLoadOfNobody() {
    assertThat(load(DIFFERENCE, RESIDENT_HEADER + "\r\n"))
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
        "PUT,000000000000003,2026-06-08 | ~~ | FIELD_COUNT | 17",
        "PUT,000000000000003,2026-06-08,\"三\"郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1"
            + " | ~~ | BEHIND_QUOTE | 0",
        "PUT,000000000000003,2026-06-08,三\u0007郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1"
            + " | TK00000000010001 | CONTROL_CHARACTER | 2"
      })
  void reportsABadLineWithItemRuleAndNumber(String line, String item, Rule rule, long number) {
    ImportReceipt receipt = completed(FULL, line);

    assertThat(receipt.errors())
        .containsExactly(new ImportError(2, item, Objection.to(rule, number)));
    assertThat(receipt.counts().refused()).isEqualTo(1);
  }

  @Test
  void reportsEveryBadItemOfOneLine() {
    ImportReceipt receipt =
        completed(
            FULL,
            "PUT,000000000000003,2026-06-08,三郎,さぶろう,1980-13-01,7,123456789018,2001-04-01,2,1");

    assertThat(receipt.errors())
        .containsExactly(
            new ImportError(2, "TK00000000010002", Objection.to(Rule.KATAKANA)),
            new ImportError(2, "TK00000000010005", Objection.to(Rule.UNCERTAIN_DATE)),
            new ImportError(2, "TK00000000010006", Objection.to(Rule.CODE_LIST)),
            new ImportError(2, "TK00000000010008", ImportError.FORBIDDEN),
            new ImportError(2, "TK00000000010012", Objection.to(Rule.CODE_LIST)));
  }

  @Test
  void takesTheRestAroundBadLines() {
    ImportReceipt receipt =
        completed(
            FULL,
            residentLine(TARO, MONDAY, "太郎"),
            "MOVE,000000000000003,2026-06-08," + REST,
            "PUT,000000000000003,2026-06-08",
            "PUT,000000000000003,2026-06-08,\"三\"郎,サブロウ",
            residentLine(HANAKO, MONDAY, "花子"));

    assertThat(receipt.received()).isEqualTo(5);
    assertThat(receipt.counts().taken()).isEqualTo(2);
    assertThat(receipt.counts().refused()).isEqualTo(3);
    assertThat(receipt.errors()).extracting(ImportError::line).containsExactly(3L, 4L, 5L);
    assertThat(reading(HANAKO)).isInstanceOf(Reading.Available.class);
  }

  @Test
  void listsTheFirstThousandErrorsAndCountsTheRest() {
    String[] bad = new String[1200];
    Arrays.fill(bad, "nonsense");

    ImportReceipt receipt = completed(DIFFERENCE, bad);

    assertThat(receipt.errors()).hasSize(1000);
    assertThat(receipt.errorsOmitted()).isEqualTo(200);
    assertThat(receipt.counts().refused()).isEqualTo(1200);
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

    ImportReceipt receipt = completed(FULL, lines);

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
    assertThat(completed(FULL, column).forbidden()).isEqualTo(600);

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
    ImportReceipt receipt = completed(DIFFERENCE, lines.toArray(String[]::new));
    assertThat(receipt.forbidden()).isEqualTo(1);
    assertThat(receipt.counts().taken()).isEqualTo(300);
  }

  @Test
  void takesAFewNumbersOfTheFormThatWasDeclared() {
    String line = residentLine(AddresseeNumber.known("000012345678903"), MONDAY, "太郎");
    assertThat(completed(DIFFERENCE, line).forbidden()).isEqualTo(1);

    ImportOutcome outcome =
        load(
            Optional.of(new AddresseeForm("1234#######")),
            DIFFERENCE,
            stream(RESIDENT_HEADER + "\n" + line + "\n" + residentLine(TARO, MONDAY, "太")));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ImportOutcome.Completed.class,
            done -> {
              assertThat(done.receipt().counts().applied()).isEqualTo(1);
              assertThat(done.receipt().forbidden()).isZero();
              assertThat(done.receipt().counts().refused()).isEqualTo(1);
            });
  }

  @Test
  void countsForbiddenNumbersThatAreNotListedAnyMore() {
    String[] bad = new String[1200];
    Arrays.fill(bad, "nonsense");
    bad[1100] = "PUT," + INDIVIDUAL_NUMBER + ",2026-06-08,三郎,サブロウ,1980-01-01,1,北町,2001-04-01,02,1";

    ImportReceipt receipt = completed(DIFFERENCE, bad);

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
    ImportReceipt receipt = completed(DIFFERENCE, line);

    assertThat(receipt.counts().refused()).isEqualTo(1);
    assertThat(receipt.forbidden()).isEqualTo(1);
    assertThat(receipt.errors()).contains(new ImportError(2, "", ImportError.FORBIDDEN));
    assertThat(receipt.toString()).doesNotContain(INDIVIDUAL_NUMBER, RESIDENT_CODE);
  }

  @Test
  void seesForbiddenNumbersWhereAHeaderShouldBe() {
    assertThat(load(DIFFERENCE, "PUT," + INDIVIDUAL_NUMBER + ",2026-06-08\r\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", ImportError.FORBIDDEN)));
    assertThat(load(DIFFERENCE, RESIDENT_HEADER + "," + RESIDENT_CODE + "\r\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", ImportError.FORBIDDEN)));
    assertThat(load(DIFFERENCE, "PUT," + INDIVIDUAL_NUMBER + ",\"三\"郎\r\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", ImportError.FORBIDDEN)));
  }

  @Test
  void keepsTheNewerReplicaWhenLoadsArriveOutOfOrder() {
    completed(FULL, residentLine(TARO, MONDAY.plusDays(1), "新"));
    ImportReceipt receipt = completed(DIFFERENCE, residentLine(TARO, MONDAY, "旧"));

    assertThat(receipt.counts().taken()).isEqualTo(1);
    assertThat(available(TARO).content().items().getFirst().value()).isEqualTo("新");
    assertThat(available(TARO).version()).isEqualTo(1);
  }

  @Test
  void keepsTheGreaterSequenceOfTwoLinesOfOneFileAndTellsTheOtherByItsLine() {
    ImportReceipt receipt =
        completed(
            FULL,
            residentLine(TARO, MONDAY.plusDays(1), "新"),
            residentLine(TARO, MONDAY, "旧"),
            residentLine(HANAKO, MONDAY, "先"),
            residentLine(HANAKO, MONDAY.plusDays(1), "後"));

    assertThat(available(TARO).content().items().getFirst().value()).isEqualTo("新");
    assertThat(available(HANAKO).content().items().getFirst().value()).isEqualTo("後");
    assertThat(receipt.counts()).isEqualTo(new Counts(2, 0, 2, 0, 0));
    assertThat(receipt.overtaken())
        .containsExactlyInAnyOrder(new Overtaken(3, 2), new Overtaken(4, 5));
  }

  @Test
  void leavesTheVersionAloneWhenTheSameLoadComesAgain() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    assertThat(available(TARO).version()).isEqualTo(1);

    completed(FULL, residentLine(TARO, MONDAY.plusDays(1), "太朗"));
    assertThat(available(TARO).version()).isEqualTo(2);
  }

  @Test
  void deletesAndDoesNotLetAnOlderLineBringItBack() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    completed(DIFFERENCE, "DELETE,%s,2026-06-09,,,,,,,,".formatted(TARO.value()));
    assertThat(reading(TARO)).isEqualTo(new Reading.NoRecord());

    completed(DIFFERENCE, residentLine(TARO, MONDAY, "太郎"));
    assertThat(reading(TARO)).isEqualTo(new Reading.NoRecord());

    completed(DIFFERENCE, residentLine(TARO, MONDAY.plusDays(2), "太郎"));
    assertThat(available(TARO).version()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operation,addressee_number | NO_HEADER | 0",
        "'' | EMPTY | 0",
        RESIDENT_HEADER + ",TK00000000020001 | UNKNOWN_COLUMN | 18",
      })
  void refusesALoadItCannotReadBeforeTouchingAnything(String header, Rule rule, long number) {
    assertThat(load(FULL, header.isEmpty() ? "" : header + "\n"))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(1, "", Objection.to(rule, number))));
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void refusesALoadWithoutARequiredItem() {
    assertThat(load(FULL, RESIDENT_HEADER.replace(",TK00000000010012", "") + "\n"))
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
                .load(RESIDENT, new Edition("2019-06"), named(FULL), stream("")))
        .isEqualTo(new ImportOutcome.Refused(new ImportError(0, "", Objection.to(Rule.NO_LAYOUT))));
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  @Test
  void leavesNothingOfALoadWhoseStreamBreaksOff() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    InputStream broken = new SequenceInputStream(stream(load(1, 1234)), closed);

    ImportOutcome outcome = load(FULL, broken);

    assertThat(outcome).isEqualTo(brokenOff(1234, ImportOutcome.Cause.SENDER));
    assertThat(stored()).isZero();
    assertThat(state(RESIDENT)).isEqualTo(RegistrationState.NOT_REGISTERED);
  }

  private static ImportOutcome brokenOff(long received, ImportOutcome.Cause cause) {
    return new ImportOutcome.Interrupted(
        new ImportReceipt(
            "",
            LoadState.ABANDONED,
            received,
            new Counts(0, 0, 0, 0, 0),
            0,
            0,
            List.of(),
            0,
            List.of()),
        cause);
  }

  @Test
  void answersFromNothingOfALoadDuringWhichTheStoreGoesAway() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    String rest = lines(1101, 2000);
    InputStream killing =
        new SequenceInputStream(stream(load(1, 1100)), whenRead(() -> refuseWrites(), rest));
    try {
      ImportOutcome.Interrupted outcome =
          (ImportOutcome.Interrupted) load(new Load.Scope.Difference(), killing);

      assertThat(outcome.cause()).isEqualTo(ImportOutcome.Cause.STORE);
      assertThat(outcome.receipt().counts().taken()).isZero();
    } finally {
      takeWritesAgain();
    }
    assertThat(reading(addressee(3))).isEqualTo(new Reading.NoRecord());

    completed(DIFFERENCE, residentLine(addressee(4), MONDAY, "四郎"));
    assertThat(reading(addressee(3))).isEqualTo(new Reading.NoRecord());
    assertThat(reading(addressee(4))).isInstanceOf(Reading.Available.class);
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
  void stopsAtAQuoteThatNeverEndsAndKeepsNothing() {
    ImportOutcome outcome =
        load(
            FULL,
            RESIDENT_HEADER
                + "\r\n"
                + residentLine(TARO, MONDAY, "太郎")
                + "\r\nPUT,\""
                + "x".repeat(200_000));

    assertThat(outcome).isInstanceOf(ImportOutcome.Interrupted.class);
    assertThat(((ImportOutcome.Interrupted) outcome).receipt().counts().taken()).isZero();
    assertThat(((ImportOutcome.Interrupted) outcome).cause())
        .isEqualTo(ImportOutcome.Cause.MALFORMED);
    assertThat(stored()).isZero();
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
      assertThat(available(addressee(i)).dates().asOf()).isEqualTo(MONDAY.plusDays(loads - 1));
    }
  }

  private static String thousandShuffled(LocalDate asOf, int seed) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      lines.add(residentLine(addressee(i), asOf, "日一"));
    }
    Collections.shuffle(lines, new Random(seed));
    return RESIDENT_HEADER + "\n" + String.join("\n", lines) + "\n";
  }

  private static ImportOutcome awaitAndLoad(CyclicBarrier barrier, String load) throws Exception {
    int _ = barrier.await(10, TimeUnit.SECONDS);
    return load(FULL, load);
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
          load(DIFFERENCE, new ByteArrayInputStream(bytes)));
    }
  }

  private static void assertBalanced(String what, ImportOutcome outcome) {
    switch (outcome) {
      case ImportOutcome.Completed(ImportReceipt receipt) ->
          assertThat(receipt.counts().records()).as(what).isEqualTo(receipt.received());
      case ImportOutcome.Interrupted(_, var cause) ->
          assertThat(cause).as(what).isEqualTo(ImportOutcome.Cause.MALFORMED);
      case ImportOutcome.Refused(var error) -> assertThat(error.line()).as(what).isNotNegative();
      case ImportOutcome.Differs(), ImportOutcome.Untested(), ImportOutcome.NotFull() ->
          throw new AssertionError(what);
    }
  }

  @Test
  void holdsAndReleases() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));

    flags(flags -> flags.hold(TARO, RESIDENT));
    assertThat(reading(TARO)).isEqualTo(new Reading.Held());
    assertReleaseCoversOnlyWhatCouldBeSeen();

    flags(flags -> flags.release(TARO, RESIDENT));
    assertThat(reading(TARO)).isInstanceOf(Reading.Available.class);
  }

  @Test
  void protectsThoughAHoldIsReleased() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
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
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
    flags(flags -> flags.hold(TARO, TAX));

    assertThat(reading(TARO, TAX)).isEqualTo(reading(HANAKO, TAX));
    assertThat(reading(TARO, TAX)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void letsOneBodyAskAboutSomebodyProtectedForAWhile() {
    Instant until = CLOCK.instant().plus(Duration.ofDays(7));
    completed(FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花子"));
    flags(flags -> flags.protect(TARO));
    flags(flags -> flags.protect(HANAKO));
    flags(flags -> assertThat(flags.letAsk(TARO, PENSION, RESIDENT, until)).isTrue());

    assertThat(readingFor(PENSION, TARO, RESIDENT)).isInstanceOf(Reading.Available.class);
    assertThat(readingFor(MINAMI_AGENCY, TARO, RESIDENT)).isEqualTo(new Reading.Protected());
    assertThat(readingFor(PENSION, TARO, TAX)).isEqualTo(new Reading.Protected());
    assertThat(readingFor(PENSION, HANAKO, RESIDENT)).isEqualTo(new Reading.Protected());
    assertThat(reading(TARO)).isEqualTo(new Reading.Protected());

    TenantStore later = kept.at(Clock.offset(CLOCK, Duration.ofDays(7)), 3);
    Reading then =
        kept.inTenant(
            KITA,
            tx ->
                later
                    .replicas(tx)
                    .read(
                        new Wanted(
                            new Wanted.Reader.Body(PENSION),
                            TARO,
                            RESIDENT,
                            Wanted.Choice.CURRENT)));
    assertThat(then).isEqualTo(new Reading.Protected());
  }

  @Test
  void letsNobodyAskAnyMoreOnceStaffTakeItBackOrTheCaseEnds() {
    Instant until = CLOCK.instant().plus(Flags.LONGEST_LEAVE);
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
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

  private Reading readingFor(
      AgencyCode inquirer, AddresseeNumber person, InformationCode information) {
    return read(new Wanted.Reader.Body(inquirer), person, information);
  }

  private void assertReleaseCoversOnlyWhatCouldBeSeen() {
    Instant set = CLOCK.instant();
    assertThat(released(TARO, set)).isInstanceOf(Reading.Available.class);
    assertThat(released(TARO, set.minusMillis(1))).isEqualTo(new Reading.Held());
  }

  @Test
  void answersNothingWhenTheFlagsCannotBeRead() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));
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
    completed(FULL, residentLine(TARO, MONDAY, "太郎"));

    List<Registered> found = in(MINAMI, replicas -> replicas.readBack(TARO, RESIDENT, EDITION));
    RegistrationState state =
        kept.inTenant(MINAMI, tx -> kept.store().registrations(tx).find(RESIDENT, EDITION).state());
    List<String> rows =
        kept.inTenant(
            MINAMI,
            tx ->
                tx.handle()
                    .createQuery("SELECT tenant FROM replica_record")
                    .mapTo(String.class)
                    .list());
    assertThat(found).isEmpty();
    assertThat(state).isEqualTo(RegistrationState.NOT_REGISTERED);
    assertThat(rows).isEmpty();
  }

  @Test
  void opensNoReplicaUnderAnotherKeyOrInAnotherPlace() {
    completed(FULL, residentLine(TARO, MONDAY, "太郎"), residentLine(HANAKO, MONDAY, "花子"));
    try (Handle handle = kept.superuser()) {
      handle.execute(
          """
          UPDATE replica_record AS r SET content_box = other.content_box
          FROM replica_record AS other WHERE r.addressee_index <> other.addressee_index
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

    ImportOutcome outcome = load(FULL, csv);

    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.getLogger("measured")
        .log(System.Logger.Level.WARNING, "20,000 replicas loaded in {0}", taken);
    assertThat(outcome).isEqualTo(new ImportOutcome.Completed(receipt(20_000, List.of())));
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
  }

  private static final Load.Scope FULL = new Load.Scope.Full(Load.Missing.KEEP, Optional.empty());
  private static final Load.Scope DIFFERENCE = new Load.Scope.Difference();

  /** All records were applied but those with these errors, one each, which name their person. */
  private static ImportReceipt receipt(long applied, List<ImportError> errors) {
    return receipt(applied + errors.size(), new Counts(applied, 0, 0, errors.size(), 0), errors);
  }

  private static ImportReceipt receipt(long received, Counts counts, List<ImportError> errors) {
    return new ImportReceipt("", LoadState.RELEASED, received, counts, 0, 0, errors, 0, List.of());
  }

  private ImportReceipt completed(Load.Scope load, String... lines) {
    ImportOutcome outcome =
        load(
            load,
            Stream.concat(Stream.of(RESIDENT_HEADER), Arrays.stream(lines).map(Sample::wide))
                .collect(Collectors.joining("\r\n", "", "\r\n")));
    assertThat(outcome).isInstanceOf(ImportOutcome.Completed.class);
    return ((ImportOutcome.Completed) outcome).receipt();
  }

  private static ImportOutcome load(Load.Scope load, String csv) {
    return load(load, stream(csv));
  }

  private static ImportOutcome load(Load.Scope load, InputStream csv) {
    return load(Optional.empty(), load, csv);
  }

  private static ImportOutcome load(
      Optional<AddresseeForm> form, Load.Scope load, InputStream csv) {
    return unnamed(
        kept.store()
            .replicaImport(KITA, form, BatchBulkhead.UNBOUNDED)
            .load(RESIDENT, EDITION, named(load), csv));
  }

  private static Load named(Load.Scope scope) {
    return new Load(new Load.Batch(UUID.randomUUID().toString()), scope, Load.Origin.UNKNOWN);
  }

  /** Each load has a name of its own, which says nothing. */
  private static ImportOutcome unnamed(ImportOutcome outcome) {
    return switch (outcome) {
      case ImportOutcome.Completed(var receipt) -> new ImportOutcome.Completed(unnamed(receipt));
      case ImportOutcome.Interrupted(var receipt, var cause) ->
          new ImportOutcome.Interrupted(unnamed(receipt), cause);
      case ImportOutcome.Refused _,
          ImportOutcome.Differs _,
          ImportOutcome.Untested _,
          ImportOutcome.NotFull _ ->
          outcome;
    };
  }

  private static ImportReceipt unnamed(ImportReceipt receipt) {
    return new ImportReceipt(
        "",
        receipt.state(),
        receipt.received(),
        receipt.counts(),
        receipt.nameless(),
        receipt.forbidden(),
        receipt.errors(),
        receipt.errorsOmitted(),
        receipt.overtaken());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private Replica available(AddresseeNumber person) {
    Reading reading = reading(person);
    assertThat(reading).isInstanceOf(Reading.Available.class);
    return ((Reading.Available) reading).replicas().getFirst();
  }

  private Reading reading(AddresseeNumber person) {
    return reading(person, RESIDENT);
  }

  private Reading reading(AddresseeNumber person, InformationCode information) {
    return read(new Wanted.Reader.Person(), person, information);
  }

  private Reading read(Wanted.Reader by, AddresseeNumber person, InformationCode information) {
    return in(
        KITA,
        replicas -> replicas.read(new Wanted(by, person, information, Wanted.Choice.CURRENT)));
  }

  private Reading released(AddresseeNumber person, Instant seen) {
    return read(new Wanted.Reader.Released(seen), person, RESIDENT);
  }

  private RegistrationState state(InformationCode information) {
    return kept.inTenant(
        KITA, tx -> kept.store().registrations(tx).find(information, EDITION).state());
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
      return handle.createQuery("SELECT count(*) FROM replica_record").mapTo(Long.class).one();
    }
  }

  private void flags(Consumer<Flags> work) {
    kept.inKita(tx -> work.accept(kept.store().flags(tx)));
  }

  private <T> T in(TenantId tenant, Function<Replicas, T> work) {
    return kept.inTenant(tenant, tx -> work.apply(kept.store().replicas(tx)));
  }
}
