package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.tenantstore.layout.ShippedLayouts.FIRST;
import static renkei.tenantstore.layout.ShippedLayouts.SECOND;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Condition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.RandomRecords;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.layout.ShippedLayouts;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadText;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Wanted;

/**
 * Random loads of two editions, held against {@link PlainModel} after each: a thousand, ten
 * thousand with {@code -Plong}, and as many as {@code -Drenkei.loads=100000} says.
 */
@Timeout(3600)
class ReplicaModelTest {

  private static final int LOADS = Integer.getInteger("renkei.loads", 1_000);

  private static final InformationCode TAX = new InformationCode("TM00000000000201");

  private static final int FIRST_YEAR = 2023;

  private static final int YEARS = 4;
  private static final int PEOPLE = 4;

  private static final Layout OF_FIRST = ShippedLayouts.layout("201", FIRST);
  private static final Layout OF_SECOND = ShippedLayouts.layout("201", SECOND);

  @Test
  void answersAsThePlainModelDoes() {
    run(System.nanoTime(), LOADS);
  }

  /** Each round is a life of its own, up to the turn of the edition and beyond. */
  private void run(long seed, int operations) {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (TestStore store = new TestStore()) {
      int done = 0;
      while (done < operations) {
        int length = 10 + random.nextInt(30);
        round("seed " + seed + " after " + done, store, random, length);
        done += length;
      }
    }
  }

  private void round(String what, TestStore store, Random random, int operations) {
    try (Handle handle = store.superuser()) {
      handle.execute("TRUNCATE replica_record, replica_load, load_part, registration");
      EditionsOfTests.activate(handle, TAX, SECOND, Instant.parse("2999-01-01T00:00:00Z"));
    }
    PlainModel model = new PlainModel();
    List<String> story = new ArrayList<>();
    int turn = random.nextInt(operations);
    for (int i = 0; i < operations; i++) {
      if (i == turn) {
        try (Handle handle = store.superuser()) {
          EditionsOfTests.activate(handle, TAX, SECOND, Instant.parse("2001-01-01T00:00:00Z"));
        }
        model.turn();
        story.add("turn");
      }
      load(store, model, random, story);
      compare(what + ": " + story, store, model, random);
    }
  }

  private void load(TestStore store, PlainModel model, Random random, List<String> story) {
    int edition = 1 + random.nextInt(2);
    Layout layout = edition == 1 ? OF_FIRST : OF_SECOND;
    List<PlainModel.Line> lines = new ArrayList<>();
    LoadText text = new LoadText(layout);
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      PlainModel.Line line = line(random);
      lines.add(line);
      write(line, text);
    }
    Load.Scope scope = new Load.Scope.Difference();
    boolean refused = false;
    if (random.nextInt(3) == 0) {
      int from = FIRST_YEAR + random.nextInt(YEARS);
      int to = from + random.nextInt(FIRST_YEAR + YEARS - from);
      boolean deletes = random.nextBoolean();
      scope =
          new Load.Scope.Full(
              deletes ? Load.Missing.DELETE : Load.Missing.KEEP,
              Optional.of(
                  new Load.Covers(PlainModel.first(from), PlainModel.first(to + 1).minusDays(1))));
      model.full(edition, lines, from, to, deletes);
      story.add("full " + edition + " " + from + "-" + to + " " + deletes + " " + lines);
    } else if (model.mustBeFull(edition)) {
      refused = true;
    } else {
      model.difference(edition, lines);
      story.add("difference " + edition + " " + lines);
    }
    ImportOutcome outcome =
        store
            .store()
            .replicaImport(KITA, BatchBulkhead.UNBOUNDED)
            .load(
                TAX,
                layout.edition(),
                new Load(new Load.Batch(UUID.randomUUID().toString()), scope, Load.Origin.UNKNOWN),
                new ByteArrayInputStream(text.toString().getBytes(UTF_8)));
    assertThat(outcome)
        .isInstanceOf(refused ? ImportOutcome.NotFull.class : ImportOutcome.Completed.class);
  }

  private static PlainModel.Line line(Random random) {
    PlainModel.Kind kind =
        switch (random.nextInt(20)) {
          case 0 -> PlainModel.Kind.NAMELESS;
          case 1 -> PlainModel.Kind.BAD_WITHOUT_KEY;
          case 2, 3 -> PlainModel.Kind.BAD;
          case 4, 5, 6 -> PlainModel.Kind.DELETE;
          default -> PlainModel.Kind.PUT;
        };
    return new PlainModel.Line(
        person(random.nextInt(PEOPLE)).value(),
        FIRST_YEAR + random.nextInt(YEARS),
        random.nextInt(5),
        kind,
        String.valueOf(2000 + random.nextInt(3)));
  }

  private static AddresseeNumber person(int number) {
    return AddresseeNumber.known("%015d".formatted(number + 1));
  }

  private void write(PlainModel.Line line, LoadText text) {
    AddresseeNumber person = AddresseeNumber.known(line.person());
    String year = String.valueOf(line.year());
    switch (line.kind()) {
      case PUT -> text.put(person, year, line.sequence(), content(text.layout(), line.text()));
      case DELETE -> text.delete(person, year, line.sequence());
      case BAD -> text.bad(person, year, line.sequence());
      case BAD_WITHOUT_KEY -> text.bad(person, "none", line.sequence());
      case NAMELESS -> text.line("nonsense");
    }
  }

  /** Always the same for one text: what identifies it is an item that both editions have. */
  private RecordContent content(Layout layout, String text) {
    RecordContent made = new RandomRecords(layout, new Random(text.hashCode())).next();
    return new RecordContent(
        made.items().stream()
            .map(item -> item.code().equals(marker()) ? new ItemValue(marker(), text) : item)
            .toList(),
        made.groups());
  }

  private static ItemCode marker() {
    return new ItemCode("TK00000000020001");
  }

  /** All people at once, what holds now and some years: one statement. */
  private static void compare(String what, TestStore store, PlainModel model, Random random) {
    List<Wanted> wanted = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      int from = FIRST_YEAR + random.nextInt(YEARS);
      int to = from + random.nextInt(FIRST_YEAR + YEARS - from);
      wanted.add(wanted(person(i), Condition.CURRENT));
      expected.add(model.answer(person(i).value(), Optional.empty()));
      wanted.add(wanted(person(i), new Condition.FiscalYears(from, to)));
      expected.add(model.answer(person(i).value(), Optional.of(new int[] {from, to})));
    }
    List<Reading> readings = store.inTenant(KITA, tx -> store.store().replicas(tx).read(wanted));
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(said(wanted.get(i), readings.get(i)))
          .as("%s: %s of person %s", what, wanted.get(i).choice().condition(), i / 2 + 1)
          .isEqualTo(expected.get(i));
    }
  }

  private static Wanted wanted(AddresseeNumber person, Condition condition) {
    return new Wanted(
        new Wanted.Reader.Person(),
        person,
        TAX,
        new Wanted.Choice(condition, Optional.empty(), new ItemChoice.All()));
  }

  private static String said(Wanted wanted, Reading reading) {
    return switch (reading) {
      case Reading.NoRecord() -> "NO_RECORD";
      case Reading.NotRegistered() -> "NOT_REGISTERED";
      case Reading.Available(_, var replicas) -> {
        TreeMap<Integer, String> said = new TreeMap<>();
        replicas.forEach(
            replica ->
                said.put(
                    Integer.valueOf(replica.key().value()),
                    replica.content().find(marker()).orElseThrow().value()));
        yield wanted.choice().condition() instanceof Condition.Current
            ? String.valueOf(said.lastEntry())
            : said.toString();
      }
      case Reading.Held _, Reading.Protected _, Reading.Refused _ -> reading.toString();
    };
  }
}
