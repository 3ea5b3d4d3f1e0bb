package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.CORE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.TAX;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Acceptance;
import renkei.broker.BrokerDatabase;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.ExchangeLedger;
import renkei.broker.FakeMessages;
import renkei.broker.FakePermissions;
import renkei.broker.Gate;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.PointerQueues;
import renkei.broker.Question;
import renkei.broker.Submission;
import renkei.broker.Throttle;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.MessageCase;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Decision;
import renkei.broker.message.Ending;
import renkei.broker.message.InboundEffect;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalNetwork;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.Terms;
import renkei.codebook.database.Database;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.SampleAgencies;
import renkei.codebook.testing.SettableClock;

/** A broker on real PostgreSQL and a real Artemis, with everybody else played by the test. */
final class TestWorld implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TestWorld.class);

  static final Answer.Provided CONTENT =
      new Answer.Provided("<Content/>".getBytes(UTF_8), Optional.of(given()));

  final SettableClock clock = SettableClock.running();
  final FakeMessages messages = new FakeMessages();
  final FakePermissions permissions = new FakePermissions();
  final FakeVaults vaults = new FakeVaults();
  final FakeNetwork network = new FakeNetwork();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Random random;
  final BrokerDatabase postgres;
  final Database database;
  final Path journal;

  /** How often own data was asked. */
  final AtomicInteger questions = new AtomicInteger();

  volatile OwnData answers = (_, question) -> about(question);
  volatile Throttle throttle = wanted -> new Throttle.Allowance(wanted, Duration.ZERO);
  volatile Runnable beforeRecord = () -> {};
  ArtemisQueues queues;
  OutboxBroker broker;

  TestWorld(BrokerDatabase postgres, Path journal, BrokerSettings settings) {
    this(postgres, postgres.open(), journal, settings);
  }

  TestWorld(BrokerDatabase postgres, Database database, Path journal, BrokerSettings settings) {
    long seed = System.nanoTime();
    LOG.info("seed {}", seed);
    this.random = new Random(seed);
    this.postgres = postgres;
    this.database = database;
    this.journal = journal;
    this.queues = ArtemisQueues.embedded(journal);
    this.broker = broker(settings, queues);
  }

  /** Settings under which every message goes through its queue. */
  static BrokerSettings settings() {
    return settings(0);
  }

  /** Settings under which so many messages may be processed at the door. */
  static BrokerSettings settings(int inline) {
    BrokerSettings.Bounds usual = BrokerSettings.defaults().bounds();
    return settings(
        new BrokerSettings.Bounds(usual.counter(), usual.routine(), 1000, usual.counterRate()),
        inline);
  }

  static BrokerSettings settings(BrokerSettings.Bounds bounds, int inline) {
    BrokerSettings usual = BrokerSettings.defaults();
    return new BrokerSettings(
        usual.inquiryDeadline(),
        usual.bulkFrom(),
        usual.bulkTo(),
        bounds,
        usual.workers(),
        inline,
        usual.coreRoute(),
        usual.retention());
  }

  /** Another gateway over the same rows. */
  OutboxBroker broker(BrokerSettings settings, PointerQueues through) {
    return broker(settings, through, List.of());
  }

  /** Another gateway over the same rows, with more cases. */
  OutboxBroker broker(
      BrokerSettings settings,
      PointerQueues through,
      List<Function<EngineParts, MessageCase>> more) {
    return Wiring.broker(
        settings,
        new BrokerParts(
            database,
            SampleAgencies::keys,
            vaults,
            permissions,
            SampleAgencies.DIRECTORY,
            through,
            wanted -> throttle.take(wanted),
            meters,
            clock,
            random),
        new BrokerPorts(this::answer, this::record, this::keep, messages, network),
        more);
  }

  /** What the tenant's own data says to each question. */
  interface OwnData {
    Answer answer(TenantTransaction transaction, Question question);
  }

  private List<Answer> answer(TenantTransaction transaction, List<Question> asked) {
    int _ = questions.addAndGet(asked.size());
    return asked.stream().map(question -> answers.answer(transaction, question)).toList();
  }

  private static Answer about(Question question) {
    return question.subject().isPresent() ? CONTENT : new Answer.NotRegistered();
  }

  private static final NamedSql RECORD =
      NamedSql.of(
          """
          INSERT INTO test_record VALUES (:tenant, :role, :inquiry, CAST(:permit AS uuid), :outcome,
            CAST(:reason AS text), CAST(:subject AS text))
          """);

  /** In one round trip, however many they are. */
  private List<ExchangeLedger.Recording> record(TenantTransaction tx, List<Exchange> exchanges) {
    beforeRecord.run();
    RECORD.batch(
        tx.handle(),
        exchanges,
        (binds, exchange) ->
            binds
                .bind("tenant", tx.tenant().value())
                .bind("role", exchange.role())
                .bind("inquiry", exchange.inquiry().value())
                .bind("permit", exchange.permit().map(PermitId::value).orElse(null))
                .bind("outcome", exchange.told().outcome())
                .bind("reason", exchange.told().reason().map(Reason::value).orElse(null))
                .bind("subject", exchange.subject().map(it -> it.value()).orElse(null)));
    return exchanges.stream().map(_ -> ExchangeLedger.Recording.RECORDED).toList();
  }

  private void keep(TenantTransaction tx, ExchangeId exchange, Answer.Provided provided) {
    tx.handle()
        .execute(
            "INSERT INTO test_result VALUES (?, ?, ?)",
            tx.tenant().value(),
            exchange.value(),
            provided.content());
  }

  // What the others say.

  Permit permit(Lane lane) {
    return permit(new InquiryId(new UUID(random.nextLong(), random.nextLong())), lane);
  }

  Permit permit(InquiryId inquiry, Lane lane) {
    return permit(inquiry, lane, PENSION, KITA_AGENCY);
  }

  Permit permit(InquiryId inquiry, Lane lane, AgencyCode inquirer, AgencyCode provider) {
    byte[] token = new byte[16];
    random.nextBytes(token);
    return new Permit(
        PermitId.random(clock, random),
        exchange(inquiry),
        inquiry,
        Purpose.LINKAGE,
        Handling.askedFor(lane),
        inquirer,
        provider,
        new Matter(AFFAIR, PROCEDURE, TAX, new ItemChoice.All()),
        Terms.PLAIN,
        Optional.of(new Permit.Grounds(new PermissionRowId("R-1"), 1)),
        new SubjectToken(HexFormat.of().formatHex(token)),
        "agencies",
        clock.instant(),
        clock.instant(),
        clock.instant().plus(Duration.ofMinutes(10)));
  }

  private static Exchange.Given given() {
    return new Exchange.Given(
        new Edition("2026-06"), List.of(new Exchange.GivenRecord(LocalDate.of(2026, 6, 1), 1)));
  }

  /** The first exchange of an inquiry; any one of an inquiry that is not the tenant's. */
  ExchangeId exchange(InquiryId inquiry) {
    return broker
        .find(KITA, inquiry, Duration.ZERO)
        .map(status -> status.exchanges().getFirst().id())
        .orElseGet(() -> ExchangeId.onlyOneOf(inquiry));
  }

  /** Permits for exchanges of one inquiry. */
  List<Permit> permits(int count, Lane lane) {
    Permit first = permit(lane);
    return Stream.generate(() -> another(first)).limit(count).toList();
  }

  /** A permit for another exchange of the same inquiry. */
  Permit another(Permit permit) {
    return new Permit(
        PermitId.random(clock, random),
        ExchangeId.random(clock, random),
        permit.inquiry(),
        permit.purpose(),
        permit.handling(),
        permit.inquirer(),
        permit.provider(),
        permit.matter(),
        permit.terms(),
        permit.grounds(),
        permit.subjectToken(),
        permit.route(),
        permit.askedAt(),
        permit.issuedAt(),
        permit.expiresAt());
  }

  InboundMessage asks(Permit permit, int person) {
    return asks(List.of(new PermittedInquiry.Asked(permit, FakeVaults.code(KITA_AGENCY, person))));
  }

  /** The core asks about persons 1, 2 and so on, under these permits. */
  InboundMessage asksAbout(List<Permit> permits) {
    return asks(
        IntStream.range(0, permits.size())
            .mapToObj(
                i ->
                    new PermittedInquiry.Asked(permits.get(i), FakeVaults.code(KITA_AGENCY, i + 1)))
            .toList());
  }

  InboundMessage asks(List<PermittedInquiry.Asked> exchanges) {
    return inbound(
        MessageKind.PERMITTED_INQUIRY,
        CORE,
        exchanges.getFirst().permit().lane(),
        Optional.empty(),
        new PermittedInquiry(CORE, AskersCertificate.CERTIFICATE, exchanges));
  }

  /** The core asks about a person, and its message is accepted. */
  InboundMessage asked(Lane lane, int person) {
    return takes(asks(permit(lane), person));
  }

  /** The core asks about as many persons, by the lanes in turn. */
  void askedAbout(int persons, Lane... lanes) {
    for (int i = 0; i < persons; i++) {
      InboundMessage _ = asked(lanes[i % lanes.length], i);
    }
  }

  /** That message, with which the door does something itself. */
  static InboundMessage applying(InboundMessage message, InboundEffect effect) {
    return new InboundMessage(
        message.id(),
        message.sender(),
        message.receiver(),
        message.kind(),
        message.expiresAt(),
        new InboundMessage.ByDoor(message.work().lane(), effect),
        message.xml(),
        message.receipt());
  }

  /** Hands in a message that must be accepted. */
  InboundMessage takes(InboundMessage message) {
    assertThat(broker.accept(message)).isInstanceOf(Acceptance.Accepted.class);
    return message;
  }

  /** What has come before gets the receipt of the first time. */
  static void assertRepeats(Acceptance acceptance, InboundMessage first) {
    assertThat(acceptance)
        .isInstanceOfSatisfying(
            Acceptance.Repeated.class,
            repeated -> assertThat(repeated.receipt()).isEqualTo(first.receipt()));
  }

  InboundMessage decides(InquiryId inquiry, Decision.Verdict verdict) {
    return inbound(
        MessageKind.DECISION,
        CORE,
        Lane.ROUTINE,
        Optional.of(inquiry),
        new Decision(CORE, inquiry, List.of(new Decision.Decided(exchange(inquiry), verdict))));
  }

  /** The core decides about exchanges of an inquiry. */
  InboundMessage decides(InquiryId inquiry, List<Decision.Decided> exchanges) {
    return inbound(
        MessageKind.DECISION,
        CORE,
        Lane.ROUTINE,
        Optional.of(inquiry),
        new Decision(CORE, inquiry, exchanges));
  }

  InboundMessage answers(AgencyCode sender, Permit permit, Outcome outcome) {
    return answers(sender, List.of(answered(permit, outcome)), permit.inquiry());
  }

  AnswerReceived.Answered answered(Permit permit, Outcome outcome) {
    return new AnswerReceived.Answered(
        permit.exchange(), permit.id(), permit.subjectToken(), body(outcome));
  }

  /** A provider answers exchanges of an inquiry. */
  InboundMessage answers(
      AgencyCode sender, List<AnswerReceived.Answered> exchanges, InquiryId inquiry) {
    MessageId id = MessageId.random(clock, random);
    return inbound(
        id,
        MessageKind.ANSWER,
        sender,
        Lane.ROUTINE,
        Optional.of(inquiry),
        new AnswerReceived(id, sender, inquiry, exchanges));
  }

  private AnswerReceived.Body body(Outcome outcome) {
    return switch (outcome) {
      case PROVIDED -> new AnswerReceived.WithContent(Optional.empty(), _ -> messages.opening);
      case FAILED ->
          new AnswerReceived.WithoutContent(Ending.failed(new Reason("OUT_OF_ORDER"), false));
      default -> new AnswerReceived.WithoutContent(Ending.of(outcome, Optional.empty()));
    };
  }

  InboundMessage inbound(
      MessageKind kind,
      AgencyCode sender,
      Lane lane,
      Optional<InquiryId> inquiry,
      Incoming content) {
    return inbound(MessageId.random(clock, random), kind, sender, lane, inquiry, content);
  }

  private InboundMessage inbound(
      MessageId id,
      MessageKind kind,
      AgencyCode sender,
      Lane lane,
      Optional<InquiryId> inquiry,
      Incoming content) {
    return new InboundMessage(
        id,
        sender,
        KITA,
        kind,
        clock.instant().plus(Duration.ofMinutes(10)),
        new InboundMessage.ByCase(lane, inquiry.map(InquiryId::value), content),
        messages.say(content),
        ("receipt for " + id).getBytes(UTF_8));
  }

  InquiryRequest request(String localId, int person, Lane lane) {
    return request(localId, lane, List.of(person));
  }

  /** About each of these persons one exchange. */
  InquiryRequest request(String localId, Lane lane, List<Integer> persons) {
    return new InquiryRequest(
        new LocalId(localId),
        Optional.of(AFFAIR),
        PROCEDURE,
        lane,
        Optional.empty(),
        Exchange.AskedBy.NOBODY_NAMED,
        persons.stream()
            .map(
                person -> new InquiryRequest.Asked(SampleAgencies.addressee(person), TAX, NATIONAL))
            .toList());
  }

  /** Hands in an inquiry that must be accepted. */
  InquiryId inquires(String localId, int person, Lane lane) {
    Submission submission = broker.inquire(KITA, request(localId, person, lane));
    return ((Submission.Accepted) submission).id();
  }

  /** Where the one exchange of an inquiry stands. */
  InquiryStatus.OfExchange status(InquiryId inquiry) {
    return only(broker.find(KITA, inquiry, Duration.ZERO).orElseThrow());
  }

  static InquiryStatus.OfExchange only(InquiryStatus inquiry) {
    assertThat(inquiry.exchanges()).hasSize(1);
    return inquiry.exchanges().getFirst();
  }

  /** An inquiry all of whose exchanges end within half a minute. */
  InquiryStatus finished(InquiryId inquiry) {
    InquiryStatus status = broker.find(KITA, inquiry, Duration.ofSeconds(30)).orElseThrow();
    assertThat(status.state()).isEqualTo(InquiryState.FINISHED);
    return status;
  }

  /** What has become of an inquiry that ends within half a minute. */
  InquiryStatus.OfExchange ended(InquiryId inquiry) {
    return only(broker.find(KITA, inquiry, Duration.ofSeconds(30)).orElseThrow());
  }

  // How the others fail.

  /** Own data stands still at a gate until it is opened, and is there then. */
  Gate answersStandStill(int threads) {
    Gate gate = new Gate(threads);
    answers =
        (_, _) -> {
          gate.pass();
          return CONTENT;
        };
    return gate;
  }

  /** This receiver of answers hangs until the gate is opened; everybody else signs for them. */
  Gate hangs(AgencyCode receiver) {
    Gate gate = new Gate(1);
    network.answer =
        text -> {
          AnswerToSend answer = messages.answers.get(text);
          if (answer != null && answer.receiver().equals(receiver)) {
            gate.pass();
          }
          return new NationalNetwork.Delivered(new byte[] {1});
        };
    return gate;
  }

  // What has become of it.

  long count(String query, Object... arguments) {
    return postgres.count(query, arguments);
  }

  /** How many messages are so. */
  long messages(String condition, Object... arguments) {
    return count("SELECT count(*) FROM message WHERE " + condition, arguments);
  }

  /** The messages that go out. */
  long outgoing() {
    return messages("direction = 'OUT'");
  }

  long provisions() {
    return count("SELECT count(*) FROM provision");
  }

  /** What the ledger holds of both roles. */
  long records() {
    return count("SELECT count(*) FROM test_record");
  }

  long results() {
    return count("SELECT count(*) FROM test_result");
  }

  List<String> outcomes(String role) {
    return postgres.texts("SELECT outcome FROM test_record WHERE role = ?", role);
  }

  /** The one answer there is. */
  AnswerToSend answer() {
    assertThat(messages.answers).hasSize(1);
    return messages.answers.values().iterator().next();
  }

  /** The answers to exchanges that were delivered. */
  List<AnswerToSend.Answering> deliveredAnswers() {
    return network.messages.stream()
        .flatMap(text -> Optional.ofNullable(messages.answers.get(text)).stream())
        .flatMap(answer -> answer.exchanges().stream())
        .toList();
  }

  /** The one exchange of the one answer there is. */
  AnswerToSend.Answering answering() {
    assertThat(answer().exchanges()).hasSize(1);
    return answer().exchanges().getFirst();
  }

  /** Waits until so many answers have been delivered. */
  void answered(int times) {
    Await.until(times + " answers are delivered", () -> network.delivered("answer") == times);
  }

  long waiting() {
    return messages("state = 'WAITING'");
  }

  void settled() {
    Await.until("nothing waits", () -> waiting() == 0);
  }

  /** So many permits, all provided, recorded and delivered, and each once. */
  void assertAnsweredOnce(int permits) {
    assertThat(outcomes("PROVIDER")).hasSize(permits).containsOnly("PROVIDED");
    assertThat(count("SELECT count(DISTINCT permit) FROM test_record WHERE role = 'PROVIDER'"))
        .isEqualTo(permits);
    assertThat(network.delivered("answer")).isEqualTo(permits);
    assertThat(count("SELECT count(*) FROM provision WHERE state = 'DECIDED'")).isEqualTo(permits);
    assertThat(messages("kind = 'ANSWER' AND state = 'DONE'")).isEqualTo(permits);
    assertThat(messages("state = 'DEAD'")).isZero();
  }

  /** Alarms are counted just after the commit: wait for them, and see that there are no more. */
  void alarmed(String reason, int times) {
    Await.until(times + " times " + reason, () -> alarms(reason) >= times);
    assertThat(alarms(reason)).isEqualTo(times);
  }

  private double alarms(String reason) {
    return counted("renkei.alarms", "reason", reason);
  }

  /** What the counters of this name, with these tags, say together. */
  double counted(String name, String... tags) {
    return meters.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Stops the broker and its queues, as a process that ends. */
  void stop() {
    boolean _ = broker.drainAndStop(Duration.ofSeconds(20));
    queues.close();
  }

  /** Lets the broker, before it starts, use other queues or bounds. */
  void rebuild(BrokerSettings settings, PointerQueues through) {
    broker = broker(settings, through);
  }

  /** A new process over the same rows and journal; not started. */
  void restart() {
    queues = ArtemisQueues.embedded(journal);
    broker = broker(settings(), queues);
  }

  @Override
  public void close() {
    stop();
    database.close();
  }
}
