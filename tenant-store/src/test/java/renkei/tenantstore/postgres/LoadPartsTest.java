package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.codebook.testing.SampleAgencies.addressee;
import static renkei.tenantstore.Sample.EDITION;
import static renkei.tenantstore.Sample.MONDAY;
import static renkei.tenantstore.Sample.RESIDENT_HEADER;
import static renkei.tenantstore.Sample.residentLine;
import static renkei.tenantstore.Sample.wide;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Condition;
import renkei.codebook.ItemChoice;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.load.FinishOutcome;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.ImportReceipt.Counts;
import renkei.tenantstore.load.ImportReceipt.Overtaken;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadLine;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.LoadStatus;
import renkei.tenantstore.load.OpenOutcome;
import renkei.tenantstore.load.PartOutcome;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Wanted;

@Timeout(120)
class LoadPartsTest {

  private static final Load.Batch BATCH = new Load.Batch("june");
  private static final Load.Scope FULL = new Load.Scope.Full(Load.Missing.KEEP, Optional.empty());
  private static final Load LOAD = new Load(BATCH, FULL, Load.Origin.UNKNOWN);

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
      handle.execute("TRUNCATE replica_record, replica_load, load_part, registration");
    }
  }

  @Test
  void answersFromNothingBeforeTheLastPartAndFromAllOfItAfterwards() {
    open();
    part(1, lines(1, 3));
    part(2, lines(4, 5));

    assertThat(reading(1)).isEqualTo(new Reading.NotRegistered());

    assertThat(finished(2).counts()).isEqualTo(new Counts(5, 0, 0, 0, 0));
    assertThat(reading(1)).isInstanceOf(Reading.Available.class);
    assertThat(reading(5)).isInstanceOf(Reading.Available.class);
    assertThat(reading(9)).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void goesOnWhereAPartWasCutAndWritesNothingTwice() {
    open();

    PartOutcome cut = loads().part(BATCH, 1, cut(lines(1, 1234)));

    assertThat(cut)
        .isInstanceOfSatisfying(
            PartOutcome.Interrupted.class,
            broken -> {
              assertThat(broken.cause()).isEqualTo(ImportOutcome.Cause.SENDER);
              assertThat(broken.part()).isEqualTo(new LoadStatus.Part(1, 1000, false));
            });
    assertThat(rows()).isEqualTo(1000);

    part(1, lines(1, 1300));

    assertThat(rows()).isEqualTo(1300);
    assertThat(finished(1).counts()).isEqualTo(new Counts(1300, 0, 0, 0, 0));
  }

  @Test
  void keepsFindingsOfWhatCameBeforeTheCut() {
    open();
    List<String> lines = lines(1, 1200);
    lines.set(6, residentLine(addressee(7), MONDAY.plusYears(1), "太郎"));

    PartOutcome _ = loads().part(BATCH, 1, cut(lines));
    part(1, lines);

    assertThat(finished(1).errors())
        .containsExactly(new ImportError(8, "as_of", Objection.to(Rule.FUTURE_DATE)));
  }

  @Test
  void refusesToGoOnWithSomethingElse() {
    open();
    PartOutcome _ = loads().part(BATCH, 1, cut(lines(1, 1234)));
    List<String> other = lines(1, 1300);
    other.set(0, residentLine(addressee(1), MONDAY, "次郎"));

    assertThat(loads().part(BATCH, 1, csv(other))).isEqualTo(new PartOutcome.Differs());
    assertThat(loads().part(BATCH, 1, csv(lines(1, 10)))).isEqualTo(new PartOutcome.Differs());
    assertThat(rows()).isEqualTo(1000);
  }

  @Test
  void takesAWholePartAgainAsANoOpHoweverItIsWritten() {
    open();
    part(1, lines(1, 3));

    PartOutcome again =
        loads()
            .part(
                BATCH, 1, stream(String.join("\n", withHeader(lines(1, 3))).replace("\n", "\r\n")));

    assertThat(again)
        .isInstanceOfSatisfying(
            PartOutcome.Kept.class,
            whole -> assertThat(whole.soFar().counts().applied()).isEqualTo(3));
    assertThat(loads().part(BATCH, 1, csv(lines(1, 4)))).isEqualTo(new PartOutcome.Differs());
    assertThat(loads().part(BATCH, 1, csv(lines(1, 2)))).isEqualTo(new PartOutcome.Differs());
    assertThat(finished(1).counts().applied()).isEqualTo(3);
  }

  @Test
  void takesPartsInTheirOrder() {
    open();

    assertThat(loads().part(BATCH, 2, csv(lines(1, 3)))).isEqualTo(new PartOutcome.Early(1));
    PartOutcome _ = loads().part(BATCH, 1, cut(lines(1, 3)));
    assertThat(loads().part(BATCH, 2, csv(lines(1, 3)))).isEqualTo(new PartOutcome.Early(1));
  }

  @Test
  void endsNoLoadOfWhichAPartIsMissing() {
    open();
    part(1, lines(1, 3));
    PartOutcome _ = loads().part(BATCH, 2, cut(lines(4, 6)));

    assertThat(loads().finish(BATCH, 1)).isInstanceOf(FinishOutcome.NotWhole.class);
    assertThat(loads().finish(BATCH, 2)).isInstanceOf(FinishOutcome.NotWhole.class);
    assertThat(loads().finish(BATCH, 3)).isInstanceOf(FinishOutcome.NotWhole.class);
    assertThat(reading(1)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void givesTheSameReceiptForAnEndThatComesAgain() {
    open();
    part(1, lines(1, 3));

    ImportReceipt receipt = finished(1);

    assertThat(finished(1)).isEqualTo(receipt);
    assertThat(receipt.state()).isEqualTo(LoadState.RELEASED);
    assertThat(loads().find(BATCH).orElseThrow().receipt()).contains(receipt);
    assertThat(loads().part(BATCH, 1, csv(lines(1, 3)))).isEqualTo(new PartOutcome.NotOpen());
  }

  @Test
  void tellsLinesOfOneKeyInTwoPartsByPartAndLine() {
    open();
    part(1, List.of(residentLine(addressee(1), MONDAY, "太郎")));
    part(
        2,
        List.of(
            residentLine(addressee(2), MONDAY, "花子"),
            residentLine(addressee(1), MONDAY.plusDays(1), "太郎")));
    part(3, List.of(residentLine(addressee(2), MONDAY, "次郎")));

    ImportReceipt receipt = finished(3);

    assertThat(receipt.counts()).isEqualTo(new Counts(2, 0, 1, 1, 0));
    assertThat(receipt.overtaken()).containsExactly(new Overtaken(2, new LoadLine(2, 3).number()));
    assertThat(receipt.errors())
        .containsExactly(
            new ImportError(
                new LoadLine(3, 2).number(),
                "",
                Objection.to(Rule.REPEATED_LINE, new LoadLine(2, 2).number())));
  }

  @Test
  void endsAFullLoadOfNoLinesByRefusingIt() {
    open();
    part(1, List.of());

    assertThat(loads().finish(BATCH, 1)).isEqualTo(new FinishOutcome.Empty());
    assertThat(reading(1)).isEqualTo(new Reading.NotRegistered());
  }

  @Test
  void leavesNothingOfALoadThatIsGivenUp() {
    open();
    part(1, lines(1, 3));

    assertThat(loads().abandon(BATCH)).isTrue();

    assertThat(rows()).isZero();
    assertThat(loads().find(BATCH)).isEmpty();
    assertThat(loads().part(BATCH, 2, csv(lines(4, 5)))).isEqualTo(new PartOutcome.NotOpen());
    assertThat(loads().abandon(BATCH)).isFalse();
    open();
  }

  @Test
  void opensTheSameLoadAgainAndNoOtherOfItsName() {
    open();
    part(1, lines(1, 3));

    assertThat(loads().open(RESIDENT, EDITION, LOAD))
        .isInstanceOfSatisfying(
            OpenOutcome.Known.class,
            known ->
                assertThat(known.status().parts())
                    .containsExactly(new LoadStatus.Part(1, 3, true)));
    assertThat(loads().open(TAX, EDITION, LOAD)).isEqualTo(new OpenOutcome.Differs());
    assertThat(
            loads()
                .open(
                    RESIDENT,
                    EDITION,
                    new Load(BATCH, new Load.Scope.Difference(), Load.Origin.UNKNOWN)))
        .isEqualTo(new OpenOutcome.Differs());
    assertThat(loads().load(RESIDENT, EDITION, LOAD, csv(lines(1, 3))))
        .isEqualTo(new ImportOutcome.Differs());
  }

  @Test
  void opensOnlySoManyLoadsOfOneTenant() {
    for (int i = 0; i < PostgresReplicaSink.MOST_OPEN; i++) {
      assertThat(loads().open(RESIDENT, EDITION, named("b" + i)))
          .isInstanceOf(OpenOutcome.Known.class);
    }

    assertThat(loads().open(RESIDENT, EDITION, named("more"))).isEqualTo(new OpenOutcome.TooMany());
    assertThat(loads().open(RESIDENT, EDITION, named("b1"))).isInstanceOf(OpenOutcome.Known.class);
    assertThat(loads().list(3))
        .extracting(status -> status.load().batch().value())
        .containsExactly("b7", "b6", "b5");
  }

  @Test
  void showsNoTenantTheLoadsOfAnother() {
    open();
    ReplicaImport others = kept.store().replicaImport(MINAMI, BatchBulkhead.UNBOUNDED);

    assertThat(others.find(BATCH)).isEmpty();
    assertThat(others.list(10)).isEmpty();
    assertThat(others.part(BATCH, 1, csv(lines(1, 3)))).isEqualTo(new PartOutcome.NotOpen());
  }

  @Test
  void letsNobodyGoOnWithAPartThatAnotherSendsMeanwhile() {
    open();
    InputStream slow =
        new SequenceInputStream(
            csv(lines(1, 1100)), lazily(() -> part(1, lines(1, 1300)), lines(1101, 2000)));

    assertThat(loads().part(BATCH, 1, slow))
        .isInstanceOfSatisfying(
            PartOutcome.Interrupted.class,
            broken -> assertThat(broken.cause()).isEqualTo(ImportOutcome.Cause.STORE));
    assertThat(finished(1).counts().applied()).isEqualTo(1300);
  }

  /** A statement may take fifteen seconds: each against all others it would take a minute. */
  @Test
  void endsALoadThatAnotherOvertookInTimeThatGrowsWithItsLinesOnly() {
    open();
    part(1, lines(1, 5000));
    Load other = named("other");
    OpenOutcome _ = loads().open(RESIDENT, EDITION, other);
    PartOutcome _ = loads().part(other.batch(), 1, csv(lines(1, 5000)));
    assertThat(loads().finish(other.batch(), 1)).isInstanceOf(FinishOutcome.Finished.class);

    assertThat(finished(1).counts()).isEqualTo(new Counts(0, 5000, 0, 0, 0));
  }

  private static Load named(String batch) {
    return new Load(new Load.Batch(batch), FULL, Load.Origin.UNKNOWN);
  }

  private static void open() {
    assertThat(loads().open(RESIDENT, EDITION, LOAD)).isInstanceOf(OpenOutcome.Known.class);
  }

  private static void part(int part, List<String> lines) {
    assertThat(loads().part(BATCH, part, csv(lines))).isInstanceOf(PartOutcome.Kept.class);
  }

  private static ImportReceipt finished(int parts) {
    FinishOutcome outcome = loads().finish(BATCH, parts);
    assertThat(outcome).isInstanceOf(FinishOutcome.Finished.class);
    return ((FinishOutcome.Finished) outcome).receipt();
  }

  private static ReplicaImport loads() {
    return kept.store().replicaImport(KITA, BatchBulkhead.UNBOUNDED);
  }

  private static List<String> lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> residentLine(addressee(i), MONDAY, "太郎"))
        .collect(Collectors.toList());
  }

  private static List<String> withHeader(List<String> lines) {
    return Stream.concat(Stream.of(RESIDENT_HEADER), lines.stream().map(line -> wide(line)))
        .toList();
  }

  private static InputStream csv(List<String> lines) {
    return stream(String.join("\n", withHeader(lines)) + "\n");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Fails in the place of its end. */
  private static InputStream cut(List<String> lines) {
    return new SequenceInputStream(
        csv(lines),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cut");
          }

          @Override
          public int read(byte[] bytes, int from, int most) throws IOException {
            return read();
          }
        });
  }

  /** More lines, before the first of which something happens. */
  private static InputStream lazily(Runnable first, List<String> lines) {
    return new InputStream() {

      private InputStream rest = InputStream.nullInputStream();
      private boolean begun;

      @Override
      public int read() throws IOException {
        begin();
        return rest.read();
      }

      @Override
      public int read(byte[] bytes, int from, int most) throws IOException {
        begin();
        return rest.read(bytes, from, most);
      }

      private void begin() {
        if (!begun) {
          begun = true;
          first.run();
          rest =
              stream(
                  lines.stream().map(line -> wide(line)).collect(Collectors.joining("\n")) + "\n");
        }
      }
    };
  }

  private static long rows() {
    try (Handle handle = kept.superuser()) {
      return handle.createQuery("SELECT count(*) FROM replica_record").mapTo(Long.class).one();
    }
  }

  private static Reading reading(int person) {
    AddresseeNumber subject = addressee(person);
    Wanted wanted =
        new Wanted(
            new Wanted.Reader.Person(),
            subject,
            RESIDENT,
            new Wanted.Choice(Condition.CURRENT, Optional.empty(), new ItemChoice.All()));
    return kept.inTenant(KITA, tx -> kept.store().replicas(tx).read(wanted));
  }
}
