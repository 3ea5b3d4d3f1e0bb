package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.addressee;
import static renkei.tenantstore.Sample.MONDAY;
import static renkei.tenantstore.Sample.RESIDENT_HEADER;
import static renkei.tenantstore.Sample.residentLine;
import static renkei.tenantstore.Sample.wide;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.ItemChoice;
import renkei.signing.AlgorithmTable;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.ShippedLayouts;
import renkei.tenantstore.load.DifferenceReport;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.ImportReceipt.Counts;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.Loads;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.load.Touched;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Wanted;

@Timeout(120)
class LoadDecisionsTest {

  private static final Edition FIRST = ShippedLayouts.FIRST;
  private static final Edition SECOND = ShippedLayouts.SECOND;
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final Load.Scope DIFFERENCE = new Load.Scope.Difference();

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
      handle.execute("TRUNCATE replica_record, replica_load, load_part, registration, sign_off");
    }
  }

  // Two people.

  @Test
  void letsALoadWaitForTwoThatChangesMoreThanItsShare() {
    full(lines(1, 100, MONDAY, i -> "1"));

    ImportReceipt waiting = difference("many", lines(1, 31, TUESDAY, i -> "2"));

    assertThat(waiting.state()).isEqualTo(LoadState.WAITING_FOR_TWO);
    assertThat(waiting.touched()).isEqualTo(new Touched(31, 0, 0));
    assertThat(asOf(1)).isEqualTo(MONDAY);

    assertThat(approve("many", "sato")).isEqualTo(new Loads.Approval.Noted());
    assertThat(asOf(1)).isEqualTo(MONDAY);
    assertThat(approve("many", "suzuki")).isInstanceOf(Loads.Approval.Released.class);
    assertThat(asOf(1)).isEqualTo(TUESDAY);
  }

  @Test
  void takesALoadAtOnceThatChangesNoMoreThanItsShare() {
    full(lines(1, 100, MONDAY, i -> "1"));

    assertThat(difference("some", lines(1, 30, TUESDAY, i -> "2")).state())
        .isEqualTo(LoadState.RELEASED);
  }

  @Test
  void judgesNoShareOfFewRecords() {
    full(lines(1, 99, MONDAY, i -> "1"));

    assertThat(difference("all", lines(1, 99, TUESDAY, i -> "2")).state())
        .isEqualTo(LoadState.RELEASED);
  }

  @Test
  void countsNoRecordAsChangedOfWhichOnlyTheDayIsNew() {
    full(lines(1, 100, MONDAY, i -> "1"));

    ImportReceipt receipt = difference("later", lines(1, 100, TUESDAY, i -> "1"));

    assertThat(receipt.state()).isEqualTo(LoadState.RELEASED);
    assertThat(receipt.touched()).isEqualTo(Touched.NOTHING);
  }

  /** Names and dates of birth move by one person: the data of one are told of another. */
  @Test
  void letsALoadWaitForTwoWhoseNamesSlippedByOneLine() {
    full(named(1, 120, MONDAY, i -> i));

    ImportReceipt slipped = difference("slip", named(1, 7, TUESDAY, i -> i + 1));

    assertThat(slipped.touched()).isEqualTo(new Touched(7, 7, 0));
    assertThat(slipped.state()).isEqualTo(LoadState.WAITING_FOR_TWO);
  }

  @Test
  void letsALoadWaitForTwoThatEndsWhomItDoesNotName() {
    full(lines(1, 100, MONDAY, i -> "1"));

    ImportReceipt waiting =
        completed(
            load(
                "half",
                Load.Mode.REGISTER,
                new Load.Scope.Full(Load.Missing.DELETE, Optional.empty()),
                FIRST,
                lines(1, 89, MONDAY, i -> "1")));

    assertThat(waiting.state()).isEqualTo(LoadState.WAITING_FOR_TWO);
    assertThat(waiting.counts().deleted()).isEqualTo(11);
    assertThat(reading(100)).isInstanceOf(Reading.Available.class);

    Loads.Approval _ = approve("half", "sato");
    Loads.Approval released = approve("half", "suzuki");

    assertThat(((Loads.Approval.Released) released).receipt().counts().deleted()).isEqualTo(11);
    assertThat(reading(100)).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void takesNoSecondApprovalOfOnePerson() {
    full(lines(1, 100, MONDAY, i -> "1"));
    ImportReceipt _ = difference("many", lines(1, 31, TUESDAY, i -> "2"));

    Loads.Approval _ = approve("many", "sato");

    assertThat(approve("many", "sato")).isEqualTo(new Loads.Approval.SamePerson());
    assertThat(asOf(1)).isEqualTo(MONDAY);
    assertThat(approve("other", "sato")).isEqualTo(new Loads.Approval.NotWaiting());
  }

  @Test
  void keepsOnePersonFromApprovingTwiceInTheDatabaseToo() {
    full(lines(1, 100, MONDAY, i -> "1"));
    ImportReceipt _ = difference("many", lines(1, 31, TUESDAY, i -> "2"));

    try (Handle handle = kept.superuser()) {
      assertThatThrownBy(
              () ->
                  handle.execute(
                      "UPDATE replica_load SET first_approval = 'sato', second_approval = 'sato'"
                          + " WHERE batch = 'many'"))
          .hasMessageContaining("replica_load");
      assertThatThrownBy(
              () ->
                  handle.execute(
                      "UPDATE replica_load SET state = 'RELEASED', released_at = now()"
                          + " WHERE batch = 'many'"))
          .hasMessageContaining("replica_load_approved");
    }
  }

  @Test
  void countsNothingOfAWaitingLoadThatWasOvertakenMeanwhile() {
    full(lines(1, 100, MONDAY, i -> "1"));
    ImportReceipt _ = difference("many", lines(1, 31, TUESDAY, i -> "2"));
    ImportReceipt newer = difference("one", lines(1, 1, TUESDAY.plusDays(1), i -> "2"));
    assertThat(newer.state()).isEqualTo(LoadState.RELEASED);

    Loads.Approval _ = approve("many", "sato");
    Loads.Approval released = approve("many", "suzuki");

    assertThat(((Loads.Approval.Released) released).receipt().counts())
        .isEqualTo(new Counts(30, 0, 1, 0, 0));
    assertThat(asOf(1)).isEqualTo(TUESDAY.plusDays(1));
    assertThat(asOf(2)).isEqualTo(TUESDAY);
  }

  // Receipts.

  @Test
  void givesTheSameSignedReceiptWheneverItIsAskedFor() {
    ImportReceipt receipt = difference("first", lines(1, 2, MONDAY, i -> "1"));

    byte[] proof = proof("first").orElseThrow();

    assertThat(proof("first")).contains(proof);
    JsonObject text =
        Json.createReader(new ByteArrayInputStream(CompactJws.payloadOfKept(proof))).readObject();
    assertThat(text.getString("batch")).isEqualTo("first");
    assertThat(text.getString("tenant")).isEqualTo(KITA.value());
    assertThat(text.getString("information")).isEqualTo(RESIDENT.value());
    assertThat(text.getString("state")).isEqualTo("RELEASED");
    assertThat(text.getInt("applied")).isEqualTo(2);
    assertThat(receipt.counts().applied()).isEqualTo(2);
    assertThat(text.getString("releasedAt")).isNotEmpty();
    assertThat(proof("none")).isEmpty();
  }

  // Test mode.

  @Test
  void answersFromNothingOfALoadInTestModeAndTellsWhatItWouldChange() {
    full(lines(1, 3, MONDAY, i -> "1"));

    ImportReceipt tested = tested("test", lines(2, 5, MONDAY, i -> "2"));

    assertThat(tested.state()).isEqualTo(LoadState.TESTED);
    assertThat(tested.difference())
        .contains(new DifferenceReport(Optional.of(FIRST), 2, 1, 2, 0, 0));
    assertThat(state(SECOND)).isEqualTo(RegistrationState.NOT_REGISTERED);
    assertThat(reading(5)).isEqualTo(new Reading.NoRecord());
  }

  @Test
  void loadsNoEditionThatFollowsALoadedOneBeforeItWasSignedOff() {
    full(lines(1, 3, MONDAY, i -> "1"));
    Load.Scope whole = new Load.Scope.Full(Load.Missing.KEEP, Optional.empty());

    assertThat(load("next", Load.Mode.REGISTER, whole, SECOND, lines(1, 3, MONDAY, i -> "1")))
        .isEqualTo(new ImportOutcome.Untested());
    assertThat(signOff()).isEmpty();

    ImportReceipt _ = tested("test", lines(1, 3, MONDAY, i -> "1"));
    assertThat(signOff()).contains(new Load.Batch("test"));

    assertThat(load("part", Load.Mode.REGISTER, DIFFERENCE, SECOND, List.of()))
        .isEqualTo(new ImportOutcome.NotFull());
    assertThat(
            completed(
                    load("next", Load.Mode.REGISTER, whole, SECOND, lines(1, 3, MONDAY, i -> "1")))
                .state())
        .isEqualTo(LoadState.RELEASED);
    assertThat(state(SECOND)).isEqualTo(RegistrationState.REGISTERED);
  }

  @Test
  void releasesWhatWasLookedAtAndNothingIsSentTwice() {
    full(lines(1, 3, MONDAY, i -> "1"));
    ImportReceipt _ = tested("test", lines(1, 3, MONDAY, i -> "1"));

    assertThat(release("test")).isEqualTo(new Loads.TestedRelease.NotSignedOff());
    Optional<Load.Batch> _ = signOff();
    assertThat(release("test")).isInstanceOf(Loads.TestedRelease.Released.class);

    assertThat(state(SECOND)).isEqualTo(RegistrationState.REGISTERED);
    assertThat(release("test")).isEqualTo(new Loads.TestedRelease.NotTested());
  }

  @Test
  void releasesNoTestedDifferenceWhereTheFirstLoadMustBeFull() {
    full(lines(1, 3, MONDAY, i -> "1"));
    ImportReceipt _ =
        completed(load("test", Load.Mode.TEST, DIFFERENCE, SECOND, lines(1, 1, MONDAY, i -> "1")));
    Optional<Load.Batch> _ = signOff();

    assertThat(release("test")).isEqualTo(new Loads.TestedRelease.NotFull());
  }

  private static void full(List<String> lines) {
    ImportReceipt receipt =
        completed(
            load(
                UUID.randomUUID().toString(),
                Load.Mode.REGISTER,
                new Load.Scope.Full(Load.Missing.KEEP, Optional.empty()),
                FIRST,
                lines));
    assertThat(receipt.state()).isEqualTo(LoadState.RELEASED);
    assertThat(receipt.errors()).isEmpty();
  }

  private static ImportReceipt difference(String batch, List<String> lines) {
    return completed(load(batch, Load.Mode.REGISTER, DIFFERENCE, FIRST, lines));
  }

  private static ImportReceipt tested(String batch, List<String> lines) {
    return completed(
        load(
            batch,
            Load.Mode.TEST,
            new Load.Scope.Full(Load.Missing.KEEP, Optional.empty()),
            SECOND,
            lines));
  }

  private static ImportReceipt completed(ImportOutcome outcome) {
    assertThat(outcome).isInstanceOf(ImportOutcome.Completed.class);
    return ((ImportOutcome.Completed) outcome).receipt();
  }

  private static ImportOutcome load(
      String batch, Load.Mode mode, Load.Scope scope, Edition edition, List<String> lines) {
    return kept.store()
        .replicaImport(KITA, BatchBulkhead.UNBOUNDED)
        .load(
            RESIDENT,
            edition,
            new Load(new Load.Batch(batch), mode, scope, Load.Origin.UNKNOWN),
            csv(lines));
  }

  /** People with an address that says something of its own. */
  private static List<String> lines(
      int from, int to, LocalDate day, Function<Integer, String> number) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            i ->
                residentLine(addressee(i), day, "太郎")
                    .replace("北町一丁目1番", "北町一丁目" + number.apply(i) + "番"))
        .toList();
  }

  /** People whose name is that of a number. */
  private static List<String> named(
      int from, int to, LocalDate day, Function<Integer, Integer> name) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> residentLine(addressee(i), day, "連携" + "太".repeat(name.apply(i) % 20 + 1)))
        .toList();
  }

  private static InputStream csv(List<String> lines) {
    return new ByteArrayInputStream(
        Stream.concat(Stream.of(RESIDENT_HEADER), lines.stream().map(line -> wide(line)))
            .collect(Collectors.joining("\n", "", "\n"))
            .getBytes(UTF_8));
  }

  private static Loads.Approval approve(String batch, String login) {
    return decide(loads -> loads.approve(new Load.Batch(batch), login));
  }

  private static Loads.TestedRelease release(String batch) {
    return decide(loads -> loads.release(new Load.Batch(batch)));
  }

  private static Optional<Load.Batch> signOff() {
    return decide(loads -> loads.signOff(RESIDENT, SECOND, "sato"));
  }

  private static Optional<byte[]> proof(String batch) {
    return decide(loads -> loads.receipt(new Load.Batch(batch), AlgorithmTable.standard()));
  }

  private static <T> T decide(Function<Loads, T> decision) {
    return kept.inTenant(KITA, tx -> decision.apply(kept.store().loads(tx)));
  }

  private static RegistrationState state(Edition edition) {
    return kept.inTenant(
        KITA, tx -> kept.store().registrations(tx).find(RESIDENT, edition).state());
  }

  private static LocalDate asOf(int person) {
    return ((Reading.Available) reading(person)).replicas().getFirst().dates().asOf();
  }

  private static Reading reading(int person) {
    Wanted wanted =
        new Wanted(
            new Wanted.Reader.Person(),
            addressee(person),
            RESIDENT,
            new Wanted.Choice(Condition.CURRENT, Optional.empty(), new ItemChoice.All()));
    return kept.inTenant(KITA, tx -> kept.store().replicas(tx).read(wanted));
  }
}
