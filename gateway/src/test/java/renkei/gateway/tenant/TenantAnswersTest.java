package renkei.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.PENSION;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.ExchangeLedger;
import renkei.broker.Question;
import renkei.broker.message.Answer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.AddresseeForm;
import renkei.gateway.contract.ContentXml;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.ShippedEditions;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.Flags;
import renkei.tenantstore.Results;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.Loads;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.postgres.PostgresTenantStore;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.replica.Registrations;
import renkei.tenantstore.replica.Replicas;

/** What an inquirer and a portal can learn about holds and protection cases. */
class TenantAnswersTest {

  private static final InformationCode REGISTER = new InformationCode("TM00000000000101");
  private static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final Edition EDITION = new Edition("2026-06");
  private static final Database DATABASE = TestDatabase.openOwn();
  private static final LayoutShelf LAYOUTS = ShippedEditions.shelf(DATABASE);
  private static final TenantStore STORE =
      new PostgresTenantStore(
          DATABASE, LAYOUTS, Parties.shared()::keys, Clock.systemUTC(), new SecureRandom());

  private final TenantAnswers answers = new TenantAnswers(STORE);

  /** Of what was never loaded nothing is held. */
  @BeforeAll
  static void beginToLoad() {
    load(REGISTER, deletion(REGISTER, ""));
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static String name(String first, Purpose purpose) {
    return first + purpose.name().replace("_", "");
  }

  private static AddresseeNumber person(String name, BiConsumer<Flags, AddresseeNumber> flag) {
    AddresseeNumber person = AddresseeNumber.padded(name);
    DATABASE.inTenant(
        KITA,
        tx -> {
          flag.accept(STORE.flags(tx), person);
          return person;
        });
    return person;
  }

  private Answer answer(AddresseeNumber person, Purpose purpose) {
    return answer(person, purpose, Optional.empty());
  }

  private static Question question(
      Optional<AddresseeNumber> subject,
      InformationCode information,
      Purpose purpose,
      Optional<Instant> released) {
    return new Question(
        PENSION,
        subject,
        new Matter(
            new AffairCode("JM00000000000001"),
            new ProcedureCode("JT00000000000012"),
            information,
            new ItemChoice.All()),
        Terms.PLAIN,
        purpose,
        released);
  }

  private Answer answer(AddresseeNumber person, Purpose purpose, Optional<Instant> released) {
    return DATABASE.inTenant(
        KITA,
        tx ->
            answers
                .answer(tx, List.of(question(Optional.of(person), REGISTER, purpose, released)))
                .getFirst());
  }

  @ParameterizedTest
  @EnumSource
  void saysOfSomebodyProtectedWhatItSaysOfSomebodyUnknown(Purpose purpose) {
    AddresseeNumber guarded = person(name("G", purpose), Flags::protect);
    Question unknown = question(Optional.empty(), REGISTER, purpose, Optional.empty());

    assertThat(answer(guarded, purpose))
        .isEqualTo(new Answer.NotRegistered())
        .isEqualTo(answer(unknown));
  }

  @Test
  void neverKeepsThePortalWaiting() {
    AddresseeNumber held = person("WAITS", (flags, it) -> flags.hold(it, REGISTER));

    assertThat(answer(held, Purpose.OWN_DATA)).isEqualTo(new Answer.NotRegistered());
    assertThat(answer(held, Purpose.OWN_DATA, Optional.of(Instant.MAX)))
        .isEqualTo(new Answer.NotRegistered());
  }

  @Test
  void answersABodyThatStaffLetAskAboutSomebodyProtected() {
    AddresseeNumber guarded =
        person(
            "LEAVE",
            (flags, it) -> {
              flags.protect(it);
              assertThat(
                      flags.letAsk(
                          it,
                          PENSION,
                          REGISTER,
                          Clock.systemUTC().instant().plus(Duration.ofDays(1))))
                  .isTrue();
            });

    assertThat(answer(guarded, Purpose.LINKAGE)).isEqualTo(new Answer.NoRecord());
    assertThat(answer(guarded, Purpose.OWN_DATA)).isEqualTo(new Answer.NotRegistered());
    assertThat(answer(guarded, Purpose.HISTORY)).isEqualTo(new Answer.NotRegistered());
  }

  @Test
  void aReleaseDoesNotCoverAProtectionCaseOpenedLater() {
    AddresseeNumber person = person("LATER", (flags, it) -> flags.hold(it, REGISTER));
    Optional<Instant> seen = Optional.of(Clock.systemUTC().instant());
    assertThat(answer(person, Purpose.LINKAGE, seen)).isEqualTo(new Answer.NoRecord());

    person("LATER", Flags::protect);
    Optional<Instant> again = Optional.of(Clock.systemUTC().instant());

    assertThat(answer(person, Purpose.LINKAGE, seen)).isEqualTo(new Answer.Held());
    assertThat(answer(person, Purpose.LINKAGE, again)).isEqualTo(new Answer.NoRecord());
  }

  /** A platform that has just been started has no layout in memory, and looks for it then. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersByALayoutThatItHasNotReadBefore(boolean known) {
    load(REGISTER, deletion(REGISTER, ""));
    TenantStore started =
        new PostgresTenantStore(
            DATABASE,
            ShippedEditions.shelfAsItIs(DATABASE),
            Parties.shared()::keys,
            Clock.systemUTC(),
            new SecureRandom());
    Optional<AddresseeNumber> subject =
        known ? Optional.of(AddresseeNumber.padded("NOTHING")) : Optional.empty();

    Answer answer =
        DATABASE.inTenant(
            KITA,
            tx ->
                new TenantAnswers(started)
                    .answer(
                        tx, List.of(question(subject, REGISTER, Purpose.LINKAGE, Optional.empty())))
                    .getFirst());

    assertThat(answer).isEqualTo(known ? new Answer.NoRecord() : new Answer.NotRegistered());
  }

  @Test
  void saysNothingOfAStrangerWhoseCodeMayBeAnybodys() {
    load(TAX, deletion(TAX, "2026"));

    assertThat(answer(question(Optional.empty(), TAX, Purpose.LINKAGE, Optional.empty())))
        .isEqualTo(new Answer.NotRegistered());
  }

  /** A line about somebody whom no test asks about. */
  private static String deletion(InformationCode information, String key) {
    String header = ShippedEditions.header(LAYOUTS, information);
    long items = header.chars().filter(letter -> letter == ',').count() - 4;
    String person = AddresseeNumber.padded("GONE").value();
    return header
        + ("DELETE," + person + "," + key + ",1,2026-06-01")
        + ",".repeat((int) items)
        + "\n";
  }

  private static void load(InformationCode information, String csv) {
    Load load =
        new Load(
            new Load.Batch(UUID.randomUUID().toString()),
            new Load.Scope.Full(Load.Missing.KEEP, Optional.empty()),
            Load.Origin.UNKNOWN);
    assertThat(
            STORE
                .replicaImport(KITA, ReplicaImport.BatchBulkhead.UNBOUNDED)
                .load(
                    information,
                    EDITION,
                    load,
                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ImportOutcome.Completed.class);
  }

  private Answer answer(Question question) {
    return DATABASE.inTenant(KITA, tx -> answers.answer(tx, List.of(question)).getFirst());
  }

  @Test
  void closesTheHistoryByAProtectionCaseAndByNoHold() {
    AddresseeNumber guarded = person("GANY", Flags::protect);
    AddresseeNumber held = person("HANY", (flags, it) -> flags.hold(it, TAX));

    assertThat(answer(guarded, Purpose.HISTORY)).isEqualTo(new Answer.NotRegistered());
    assertThat(answer(held, Purpose.HISTORY)).isInstanceOf(Answer.Provided.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINKAGE", "OWN_DATA"})
  void readsFlagsAndReplicaAtOnceSoThatNoCaseOpensInBetween(Purpose purpose) {
    TenantAnswers once = new TenantAnswers(new WithoutFlags(STORE));
    AddresseeNumber guarded = person(name("O", purpose), Flags::protect);

    Answer answer =
        DATABASE.inTenant(
            KITA,
            tx ->
                once.answer(
                        tx,
                        List.of(
                            question(Optional.of(guarded), REGISTER, purpose, Optional.empty())))
                    .getFirst());

    assertThat(answer).isEqualTo(new Answer.NotRegistered());
  }

  /** A store whose flags cannot be read for themselves. */
  private record WithoutFlags(TenantStore store) implements TenantStore {

    @Override
    public Replicas replicas(TenantTransaction tx) {
      return store.replicas(tx);
    }

    @Override
    public Flags flags(TenantTransaction tx) {
      throw new AssertionError("a second look");
    }

    @Override
    public ExchangeRecords records(TenantTransaction tx) {
      return store.records(tx);
    }

    @Override
    public Results results(TenantTransaction tx) {
      return store.results(tx);
    }

    @Override
    public Registrations registrations(TenantTransaction tx) {
      return store.registrations(tx);
    }

    @Override
    public Loads loads(TenantTransaction tx) {
      return store.loads(tx);
    }

    @Override
    public ReplicaImport replicaImport(
        TenantId tenant, Optional<AddresseeForm> form, ReplicaImport.BatchBulkhead bulkhead) {
      return store.replicaImport(tenant, form, bulkhead);
    }

    @Override
    public RecordSealer sealer(AlgorithmTable algorithms) {
      return store.sealer(algorithms);
    }
  }

  @Test
  void showsTheNewestExchangesAndSaysThatThereAreEarlierOnes() {
    AddresseeNumber busy = AddresseeNumber.padded("BUSY");
    record(busy, 2_000);
    assertThat(history(busy).complete()).isTrue();

    InquiryId newest = record(busy, 1);
    ContentXml.History history = history(busy);

    assertThat(history.complete()).isFalse();
    assertThat(history.lines()).hasSize(2_000);
    assertThat(history.lines().getLast().inquiry()).isEqualTo(newest);
  }

  /** The last inquiry of so many. */
  private static InquiryId record(AddresseeNumber person, int times) {
    return DATABASE.inTenant(
        KITA,
        tx -> {
          InquiryId last = new InquiryId(UUID.randomUUID());
          for (int i = 0; i < times; i++) {
            last = new InquiryId(UUID.randomUUID());
            new TenantLedger(STORE, Environment.TEST)
                .record(tx, List.of(exchange(person, last, Optional.empty())));
          }
          return last;
        });
  }

  private static Exchange exchange(
      AddresseeNumber person, InquiryId inquiry, Optional<PermitId> permit) {
    return new Exchange(
        permit.isPresent() ? Exchange.Role.PROVIDER : Exchange.Role.INQUIRER,
        ExchangeId.onlyOneOf(inquiry),
        inquiry,
        permit,
        Parties.KITA_AGENCY,
        Parties.MINAMI_AGENCY,
        new Exchange.Asked(
            Purpose.LINKAGE, Optional.empty(), new ProcedureCode("JT00000000000011"), TAX),
        Optional.of(person),
        Exchange.Handling.UNKNOWN,
        Exchange.Told.of(Outcome.EXPIRED, Optional.empty(), Clock.systemUTC().instant()));
  }

  private ContentXml.History history(AddresseeNumber person) {
    return (ContentXml.History)
        ContentXml.read(((Answer.Provided) answer(person, Purpose.HISTORY)).content())
            .orElseThrow();
  }

  @Test
  void tellsThatAPermitWasAnsweredBefore() {
    Optional<PermitId> permit = Optional.of(new PermitId(UUID.randomUUID()));
    Exchange exchange =
        exchange(AddresseeNumber.padded("TWICE"), new InquiryId(UUID.randomUUID()), permit);

    assertThat(record(exchange)).isEqualTo(ExchangeLedger.Recording.RECORDED);
    assertThat(record(exchange)).isEqualTo(ExchangeLedger.Recording.ALREADY_RECORDED);
  }

  @Test
  void tellsThatAnExchangeIsOnRecord() {
    Exchange exchange =
        exchange(
            AddresseeNumber.padded("ONCE"), new InquiryId(UUID.randomUUID()), Optional.empty());

    assertThat(record(exchange)).isEqualTo(ExchangeLedger.Recording.RECORDED);
    assertThat(record(exchange)).isEqualTo(ExchangeLedger.Recording.ALREADY_RECORDED);
  }

  private static ExchangeLedger.Recording record(Exchange exchange) {
    return DATABASE.inTenant(
        KITA,
        tx -> new TenantLedger(STORE, Environment.TEST).record(tx, List.of(exchange)).getFirst());
  }
}
