package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.tenantstore.Sample.HANAKO;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.layout.ShippedLayouts.FIRST;
import static renkei.tenantstore.layout.ShippedLayouts.SECOND;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.RandomRecords;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.layout.ShippedLayouts;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.ImportReceipt.Counts;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadText;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Registered;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Replica;
import renkei.tenantstore.replica.Wanted;

/** Records with keys and groups, of two editions: loaded by lines, and read by condition. */
@Timeout(120)
class ReplicaRecordsTest {

  private static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final InformationCode ALLOWANCE = new InformationCode("TM00000000000202");
  private static final Load.Scope DIFFERENCE = new Load.Scope.Difference();
  private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");

  private static TestStore kept;

  private final Random random = new Random(11);

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
          "TRUNCATE replica_record, replica_load, load_part, registration, hold, protection_case");
      for (InformationCode information : List.of(TAX, ALLOWANCE)) {
        EditionsOfTests.activate(handle, information, SECOND, FUTURE);
      }
    }
  }

  private static void turn(InformationCode information) {
    try (Handle handle = kept.superuser()) {
      EditionsOfTests.activate(handle, information, SECOND, PAST);
    }
  }

  @Test
  void givesBackGroupsAndAbsencesAndBothFormsAsTheyWereLoaded() {
    for (String code : ShippedLayouts.CODES) {
      Layout layout = ShippedLayouts.layout(code, FIRST);
      LoadText text = new LoadText(layout);
      RecordContent content = new RandomRecords(layout, random).next();
      text.put(TARO, "1", 5, content);

      ImportReceipt receipt = completed(layout, full(layout), text);

      assertThat(receipt.errors()).as(code).isEmpty();
      List<Registered> found = readBack(TARO, layout.information(), FIRST);
      assertThat(found).as(code).hasSize(1);
      assertThat(LoadText.sorted(layout, found.getFirst().replica().content()))
          .as(code)
          .isEqualTo(LoadText.sorted(layout, content));
      assertThat(found.getFirst().sequence()).isEqualTo(5);
    }
  }

  @Test
  void keepsARecordForEachFiscalYearAndAnswersTheYearsAskedFor() {
    RecordContent of2025 = tax(FIRST);
    RecordContent of2026 = tax(FIRST);
    loadTax(
        full(2021, 2026), text -> text.put(TARO, "2025", 1, of2025).put(TARO, "2026", 1, of2026));

    assertThat(available(TARO, TAX, new Condition.FiscalYears(2025, 2026)))
        .extracting(replica -> replica.key().value())
        .containsExactly("2025", "2026");
    assertThat(available(TARO, TAX, Condition.CURRENT).getFirst().key().value()).isEqualTo("2026");
    assertThat(read(TARO, TAX, new Condition.FiscalYears(2024, 2024)))
        .isEqualTo(new Reading.NoRecord());
    assertThat(read(TARO, TAX, new Condition.FiscalYears(2020, 2020)))
        .isEqualTo(new Reading.NotRegistered());
    assertThat(read(TARO, TAX, new Condition.Period(day("2025-04-01"), day("2025-04-01"))))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void answersSeveralQuestionsInOneStatement() {
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 1, tax(FIRST)));
    List<Wanted> wanted =
        List.of(
            wanted(HANAKO, TAX, Condition.CURRENT),
            wanted(TARO, ALLOWANCE, Condition.CURRENT),
            wanted(TARO, TAX, Condition.CURRENT));

    List<Reading> readings = kept.inTenant(KITA, tx -> kept.store().replicas(tx).read(wanted));

    assertThat(readings)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Reading.NoRecord()),
            second -> assertThat(second).isEqualTo(new Reading.NotRegistered()),
            third -> assertThat(third).isInstanceOf(Reading.Available.class));
  }

  @Test
  void givesTheItemsAskedForAndNoOthers() {
    RecordContent content = tax(FIRST);
    ItemCode one = content.items().getFirst().code();
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 1, content));

    Wanted.Choice choice =
        new Wanted.Choice(Condition.CURRENT, Optional.empty(), new ItemChoice.Some(List.of(one)));
    Reading reading = read(new Wanted(new Wanted.Reader.Person(), TARO, TAX, choice));

    Replica replica = ((Reading.Available) reading).replicas().getFirst();
    assertThat(replica.content().items()).extracting(ItemValue::code).containsExactly(one);
    assertThat(replica.content().groups()).isEmpty();
  }

  @Test
  void answersNobodyFromTheNextEditionBeforeItsDayAndThenPersonByPerson() {
    loadTax(
        full(2021, 2026),
        text -> text.put(TARO, "2026", 1, tax(FIRST)).put(HANAKO, "2026", 1, tax(FIRST)));
    load(
        SECOND,
        full(2021, 2026),
        text -> text.put(TARO, "2026", 1, tax(SECOND)).put(TARO, "2025", 1, tax(SECOND)));

    assertThat(edition(TARO)).isEqualTo(FIRST);

    turn(TAX);
    assertThat(edition(TARO)).isEqualTo(SECOND);
    assertThat(available(TARO, TAX, new Condition.FiscalYears(2025, 2026))).hasSize(2);
    assertThat(edition(HANAKO)).as("converted").isEqualTo(SECOND);
    assertThat(available(HANAKO, TAX, Condition.CURRENT)).hasSize(1);
    assertThat(read(new Wanted(new Wanted.Reader.Person(), HANAKO, TAX, named(FIRST))))
        .isInstanceOfSatisfying(
            Reading.Available.class, said -> assertThat(said.edition()).isEqualTo(FIRST));
  }

  @Test
  void refusesAnEditionThatDoesNotAnswer() {
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 1, tax(FIRST)));

    assertThat(read(new Wanted(new Wanted.Reader.Person(), TARO, TAX, named(SECOND))))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void saysNothingOfAKeyWhoseLineCouldNotBeTakenUntilAGoodOneComes() {
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 1, tax(FIRST)).bad(TARO, "2025", 1));

    assertThat(read(TARO, TAX, new Condition.FiscalYears(2025, 2025)))
        .isEqualTo(new Reading.NotRegistered());
    assertThat(read(TARO, TAX, new Condition.FiscalYears(2024, 2024)))
        .isEqualTo(new Reading.NoRecord());

    loadTax(DIFFERENCE, text -> text.delete(TARO, "2025", 1));
    assertThat(read(TARO, TAX, new Condition.FiscalYears(2025, 2025)))
        .isEqualTo(new Reading.NoRecord());
  }

  @Test
  void endsAMarkByALineThatSaysWhatStoodAlready() {
    RecordContent same = tax(FIRST);
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 1, same));
    loadTax(DIFFERENCE, text -> text.bad(TARO, "none", 1));
    assertThat(read(TARO, TAX, new Condition.FiscalYears(2024, 2024)))
        .isEqualTo(new Reading.NotRegistered());

    ImportReceipt receipt = loadTax(DIFFERENCE, text -> text.put(TARO, "2026", 1, same));

    assertThat(receipt.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertThat(read(TARO, TAX, new Condition.FiscalYears(2024, 2024)))
        .isEqualTo(new Reading.NoRecord());
  }

  @Test
  void refusesASequenceThatWasUsedForSomethingElse() {
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 7, tax(FIRST)));

    ImportReceipt receipt = loadTax(DIFFERENCE, text -> text.put(TARO, "2026", 7, tax(FIRST)));

    assertThat(receipt.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(receipt.errors())
        .extracting(error -> error.objection().rule().code())
        .containsExactly("sequence-reused");
    assertThat(available(TARO, TAX, Condition.CURRENT).getFirst().version()).isEqualTo(1);
  }

  @Test
  void endsWhatAFullLoadDoesNotNameWithinTheYearsItCovers() {
    RecordContent stays = tax(FIRST);
    loadTax(
        full(2021, 2026),
        text ->
            text.put(TARO, "2024", 1, tax(FIRST))
                .put(TARO, "2025", 1, tax(FIRST))
                .put(TARO, "2026", 1, stays)
                .put(HANAKO, "2026", 1, tax(FIRST)));

    ImportReceipt receipt = loadTax(deleting(2025, 2026), text -> text.put(TARO, "2026", 1, stays));

    assertThat(receipt.counts()).isEqualTo(new Counts(0, 1, 0, 0, 2));
    assertThat(read(HANAKO, TAX, Condition.CURRENT)).isEqualTo(new Reading.NoRecord());
    assertThat(available(TARO, TAX, new Condition.FiscalYears(2021, 2026)))
        .extracting(replica -> replica.key().value())
        .containsExactly("2024", "2026");
  }

  @Test
  void bringsBackWhatAFullLoadNamesAgainByTheSameSequence() {
    RecordContent content = tax(FIRST);
    loadTax(
        full(2021, 2026),
        text -> text.put(TARO, "2026", 3, content).put(HANAKO, "2026", 1, tax(FIRST)));
    loadTax(deleting(2021, 2026), text -> text.put(HANAKO, "2025", 1, tax(FIRST)));
    assertThat(read(TARO, TAX, Condition.CURRENT)).isEqualTo(new Reading.NoRecord());

    loadTax(DIFFERENCE, text -> text.put(TARO, "2026", 3, content));

    assertThat(available(TARO, TAX, Condition.CURRENT)).hasSize(1);
    loadTax(DIFFERENCE, text -> text.put(TARO, "2026", 4, tax(FIRST)));
    assertThat(available(TARO, TAX, Condition.CURRENT).getFirst().version()).isEqualTo(4);
  }

  @Test
  void endsNobodyByALoadWithALineThatNamesNobody() {
    loadTax(full(2021, 2026), text -> text.put(TARO, "2026", 1, tax(FIRST)));

    ImportReceipt receipt =
        loadTax(deleting(2021, 2026), text -> text.put(HANAKO, "2026", 1, tax(FIRST)).line("x"));

    assertThat(receipt.counts().deleted()).isZero();
    assertThat(available(TARO, TAX, Condition.CURRENT)).hasSize(1);
  }

  @Test
  void endsInTheNextEditionWhomOnlyTheEditionBeforeKnows() {
    loadTax(
        full(2021, 2026),
        text -> text.put(TARO, "2026", 1, tax(FIRST)).put(HANAKO, "2026", 1, tax(FIRST)));
    ImportReceipt receipt =
        load(SECOND, deleting(2021, 2026), text -> text.put(TARO, "2026", 1, tax(SECOND)));

    assertThat(receipt.counts().deleted()).isEqualTo(1);
    assertThat(available(HANAKO, TAX, Condition.CURRENT)).hasSize(1);
    turn(TAX);
    assertThat(read(HANAKO, TAX, Condition.CURRENT)).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void doesNothingAgainWhenTheSameBatchComesAgain() {
    LoadText text = new LoadText(ShippedLayouts.layout("201", FIRST));
    text.put(TARO, "2026", 1, tax(FIRST)).bad(HANAKO, "2026", 1);
    Load load = new Load(new Load.Batch("tax-1"), full(2021, 2026), origin());
    ImportOutcome first = load(TAX, FIRST, load, stream(text));

    assertThat(load(TAX, FIRST, load, stream(text))).isEqualTo(first);
    assertThat(rows()).isEqualTo(2);

    text.put(HANAKO, "2026", 2, tax(FIRST));
    assertThat(load(TAX, FIRST, load, stream(text))).isEqualTo(new ImportOutcome.Differs());
    Load other = new Load(load.batch(), DIFFERENCE, origin());
    assertThat(load(TAX, FIRST, other, stream(text))).isEqualTo(new ImportOutcome.Differs());
    Registered.Origin origin = readBack(TARO, TAX, FIRST).getFirst().origin();
    assertThat(origin).isEqualTo(new Registered.Origin("tax-1", "zeimu", "v3"));
  }

  private static Load.Origin origin() {
    return new Load.Origin("zeimu", "v3");
  }

  @Test
  void leavesNothingOfALoadThatBrokeOffAndTakesItAgain() {
    LoadText text = new LoadText(ShippedLayouts.layout("201", FIRST));
    for (int i = 1; i <= 600; i++) {
      text.put(AddresseeNumber.known("%015d".formatted(i * 10)), "2026", 1, tax(FIRST));
    }
    Load load = new Load(new Load.Batch("cut"), full(2021, 2026), Load.Origin.UNKNOWN);

    assertThat(load(TAX, FIRST, load, cut(text)))
        .isInstanceOfSatisfying(
            ImportOutcome.Interrupted.class,
            broken -> assertThat(broken.receipt().stands()).isFalse());
    assertThat(rows()).isZero();
    assertThat(state(FIRST)).isEqualTo(RegistrationState.NOT_REGISTERED);

    assertThat(load(TAX, FIRST, load, stream(text)))
        .isInstanceOfSatisfying(
            ImportOutcome.Completed.class,
            done -> assertThat(done.receipt().counts().applied()).isEqualTo(600));
  }

  /** The last load to be released is held against what the other brought meanwhile. */
  @Test
  void countsNothingThatALoadReleasedMeanwhileHasOvertaken() {
    LoadText slow = new LoadText(ShippedLayouts.layout("201", FIRST));
    slow.put(TARO, "2026", 1, tax(FIRST));
    slow.put(HANAKO, "2026", 9, tax(FIRST));
    Runnable meanwhile =
        () ->
            loadTax(
                full(2021, 2026),
                text -> text.put(TARO, "2026", 5, tax(FIRST)).put(HANAKO, "2026", 5, tax(FIRST)));

    ImportOutcome outcome =
        load(
            TAX,
            FIRST,
            new Load(new Load.Batch("slow"), DIFFERENCE, Load.Origin.UNKNOWN),
            atTheEnd(slow, meanwhile));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ImportOutcome.Completed.class,
            done -> assertThat(done.receipt().counts()).isEqualTo(new Counts(1, 0, 1, 0, 0)));
    assertThat(readBack(TARO, TAX, FIRST).getFirst().sequence()).isEqualTo(5);
    assertThat(available(HANAKO, TAX, Condition.CURRENT).getFirst().version()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1,  7, TG99999999999999, unknown-group, group, 3",
    "1,  8, 2, instance, instance, 3",
    "1,  8, 0, instance, instance, 3",
    "1,  4, 2026-06-08, not-empty, as_of, 3",
    "1,  3, 2, stray-add, sequence, 3",
    "1,  1, 000000000000099, stray-add, addressee_number, 3",
    "0,  3, 01, sequence, sequence, 2",
    "0,  2, 2026, record-key, record_key, 2",
    "0,  5, 2026-05-01, valid-dates, valid_from, 2",
    "0,  6, 2026-03-31, valid-dates, valid_to, 2",
    "0,  7, TG00000000020201, not-empty, group, 2",
    "0,  0, DELETE, delete-with-value, '', 2"
  })
  void refusesARecordByTheLineThatIsNotInShape(
      int line, int column, String value, String rule, String item, long number) {
    Layout layout = ShippedLayouts.layout("202", FIRST);
    LoadText text = new LoadText(layout).put(TARO, "2026-04-01", 1, withInstance(layout));
    List<String> lines = new ArrayList<>(text.lines().subList(0, 2));
    String[] fields = lines.get(line).split(",", -1);
    fields[column] = value;
    lines.set(line, String.join(",", fields));

    ImportReceipt receipt =
        completed(
            layout.information(),
            FIRST,
            fullPeriod(),
            text.header() + "\n" + String.join("\n", lines) + "\n");

    assertThat(receipt.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(receipt.errors())
        .anySatisfy(
            error -> {
              assertThat(error.objection().rule().code()).isEqualTo(rule);
              assertThat(error.line()).isEqualTo(number);
              if (!item.isEmpty()) {
                assertThat(error.item()).isEqualTo(item);
              }
            });
    assertThat(read(TARO, ALLOWANCE, Condition.CURRENT)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void refusesAnAdditionWithoutItsRecordAndARecordBehindWhichALineCannotBeRead() {
    Layout layout = ShippedLayouts.layout("202", FIRST);
    LoadText text = new LoadText(layout).put(TARO, "2026-04-01", 1, withInstance(layout));
    String put = text.lines().getFirst();
    String add = text.lines().get(1);

    ImportReceipt receipt =
        completed(
            layout.information(),
            FIRST,
            fullPeriod(),
            String.join("\n", text.header(), add, put, "\"ADD\"x," + TARO.value(), ""));

    assertThat(receipt.counts()).isEqualTo(new Counts(0, 0, 0, 3, 0));
    assertThat(receipt.errors())
        .extracting(error -> error.objection().rule().code())
        .containsExactly("stray-add", "unreadable-part", "behind-quote");
    assertThat(receipt.nameless()).isEqualTo(1);
  }

  private RecordContent withInstance(Layout layout) {
    RandomRecords records = new RandomRecords(layout, random);
    return Stream.generate(records::next)
        .filter(content -> !content.groups().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private RecordContent tax(Edition edition) {
    return new RandomRecords(ShippedLayouts.layout("201", edition), random).next();
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static Load.Scope full(int from, int to) {
    return years(Load.Missing.KEEP, from, to);
  }

  private static Load.Scope deleting(int from, int to) {
    return years(Load.Missing.DELETE, from, to);
  }

  private static Load.Scope years(Load.Missing missing, int from, int to) {
    return new Load.Scope.Full(
        missing,
        Optional.of(new Load.Covers(LocalDate.of(from, 4, 1), LocalDate.of(to + 1, 3, 31))));
  }

  private static Load.Scope fullPeriod() {
    return years(Load.Missing.KEEP, 2000, 2030);
  }

  private static Load.Scope full(Layout layout) {
    return switch (layout.records().key()) {
      case NONE, SERIAL -> new Load.Scope.Full(Load.Missing.KEEP, Optional.empty());
      case FISCAL_YEAR, PERIOD -> fullPeriod();
    };
  }

  private interface Filling {
    LoadText fill(LoadText text);
  }

  private static ImportReceipt loadTax(Load.Scope scope, Filling filling) {
    return load(FIRST, scope, filling);
  }

  private static ImportReceipt load(Edition edition, Load.Scope scope, Filling filling) {
    Layout layout = ShippedLayouts.layout("201", edition);
    return completed(layout, scope, filling.fill(new LoadText(layout)));
  }

  private static ImportReceipt completed(Layout layout, Load.Scope scope, LoadText text) {
    return completed(layout.information(), layout.edition(), scope, text.toString());
  }

  private static ImportReceipt completed(
      InformationCode information, Edition edition, Load.Scope scope, String csv) {
    Load load = new Load(new Load.Batch(UUID.randomUUID().toString()), scope, Load.Origin.UNKNOWN);
    ImportOutcome outcome =
        load(information, edition, load, new ByteArrayInputStream(csv.getBytes(UTF_8)));
    assertThat(outcome).isInstanceOf(ImportOutcome.Completed.class);
    return ((ImportOutcome.Completed) outcome).receipt();
  }

  private static ImportOutcome load(
      InformationCode information, Edition edition, Load load, InputStream csv) {
    return kept.store()
        .replicaImport(KITA, BatchBulkhead.UNBOUNDED)
        .load(information, edition, load, csv);
  }

  private static InputStream stream(LoadText text) {
    return new ByteArrayInputStream(text.toString().getBytes(UTF_8));
  }

  /** Fails in the place of its end. */
  private static InputStream cut(LoadText text) {
    return atTheEnd(
        text,
        () -> {
          throw new UncheckedIOException(new IOException("cut"));
        });
  }

  /** Does something before it ends. */
  private static InputStream atTheEnd(LoadText text, Runnable last) {
    return new FilterInputStream(stream(text)) {

      private boolean done;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read < 0 && !done) {
          done = true;
          try {
            last.run();
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        }
        return read;
      }
    };
  }

  private static long rows() {
    try (Handle handle = kept.superuser()) {
      return handle.createQuery("SELECT count(*) FROM replica_record").mapTo(Long.class).one();
    }
  }

  private static RegistrationState state(Edition edition) {
    return kept.inTenant(KITA, tx -> kept.store().registrations(tx).find(TAX, edition).state());
  }

  private static List<Registered> readBack(
      AddresseeNumber person, InformationCode information, Edition edition) {
    return kept.inTenant(
        KITA, tx -> kept.store().replicas(tx).readBack(person, information, edition));
  }

  private static Wanted.Choice named(Edition edition) {
    return new Wanted.Choice(Condition.CURRENT, Optional.of(edition), new ItemChoice.All());
  }

  private static Wanted wanted(
      AddresseeNumber person, InformationCode information, Condition condition) {
    return new Wanted(
        new Wanted.Reader.Person(),
        person,
        information,
        new Wanted.Choice(condition, Optional.empty(), new ItemChoice.All()));
  }

  private static Reading read(Wanted wanted) {
    return kept.inTenant(KITA, tx -> kept.store().replicas(tx).read(wanted));
  }

  private static Reading read(
      AddresseeNumber person, InformationCode information, Condition condition) {
    return read(wanted(person, information, condition));
  }

  private static List<Replica> available(
      AddresseeNumber person, InformationCode information, Condition condition) {
    Reading reading = read(person, information, condition);
    assertThat(reading).isInstanceOf(Reading.Available.class);
    return ((Reading.Available) reading).replicas();
  }

  private static Edition edition(AddresseeNumber person) {
    return ((Reading.Available) read(person, TAX, Condition.CURRENT)).edition();
  }
}
