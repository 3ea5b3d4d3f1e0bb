package renkei.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import renkei.broker.Acceptance;
import renkei.broker.Broker;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.QueueState;
import renkei.broker.Submission;
import renkei.broker.Throttle;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.assembly.OutboxBroker;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Decision;
import renkei.broker.message.Ending;
import renkei.broker.message.Envelope;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalNetwork;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.broker.message.SealedContent;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.RecordKey;
import renkei.codebook.Terms;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.testing.DeliveredList;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.ContentXml;
import renkei.gateway.contract.MessageContents;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.SealingChain;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.contract.VerifiedMessage;
import renkei.gateway.logging.Refusals;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.ShippedEditions;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlDocuments;
import renkei.tenantstore.Flags;
import renkei.tenantstore.Result;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.postgres.PostgresTenantStore;
import renkei.tenantstore.record.ExchangeRecord;

/**
 * The real broker between the real code vault, permission list, tenant store and signed messages,
 * with real queues, on a database of its own. Only the national network is made up: it signs for
 * everything.
 */
final class TenantBrokerBench implements AutoCloseable {

  static final LocalDate AS_OF = LocalDate.of(2026, 6, 1);

  static final ContentXml.Records RECORDS =
      new ContentXml.Records(
          List.of(
              new ContentXml.OneRecord(
                  new RecordKey("2025"),
                  Optional.empty(),
                  Optional.empty(),
                  AS_OF,
                  1,
                  new RecordContent(
                      List.of(new ItemValue(new ItemCode("TK00000000020001"), "2025")),
                      List.of()))));

  static final Answer.Provided CONTENT =
      new Answer.Provided(
          RECORDS.write(), Optional.of(new Exchange.Given(new Edition("2026-06"), RECORDS.told())));

  private static final Parties PARTIES = Parties.shared();
  private static final AffairCode AFFAIR = new AffairCode("JM00000000000001");
  static final ProcedureCode PROCEDURE = new ProcedureCode("JT00000000000011");
  static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Composer composer = new Composer(Clock.systemUTC());
  private final AtomicInteger people = new AtomicInteger();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<AnswerReceived> answers = new CopyOnWriteArrayList<>();
  private final SignedMessages messages =
      new SignedMessages(Environment.TEST, PARTIES.tenants(), AlgorithmTable.standard(), clock);
  private final Database database = TestDatabase.openOwn();
  private final Permissions permissions =
      PostgresCodebook.permissions(database, Parties.DIRECTORY, clock);
  private final CodeVaults vaults =
      PostgresCodebook.codeVaults(
          Parties.DIRECTORY, tenant -> PARTIES.keys(tenant).columns(), clock, random);
  private final TenantStore store =
      new PostgresTenantStore(
          database, ShippedEditions.shelf(database), PARTIES::keys, clock, random);
  private final ArtemisQueues queues;
  private final Broker broker;

  TenantBrokerBench(Path artemis) {
    DeliveredList.put(list(), permissions, database, Parties.KITA);
    queues = ArtemisQueues.embedded(artemis);
    broker =
        OutboxBroker.of(
            BrokerSettings.defaults(),
            new BrokerParts(
                database,
                tenant -> PARTIES.keys(tenant).columns(),
                vaults,
                permissions,
                Parties.DIRECTORY,
                queues,
                wanted -> new Throttle.Allowance(wanted, Duration.ZERO),
                metrics,
                clock,
                random),
            new BrokerPorts(
                new TenantAnswers(store),
                new TenantLedger(store, Environment.TEST),
                new TenantShelf(store, clock),
                messages,
                this::sent));
    broker.start();
  }

  private static PermissionList list() {
    return DeliveredList.onTerms(
        1,
        new Matter(AFFAIR, PROCEDURE, TAX, new ItemChoice.All()),
        new ItemCode("TK00000000020001"));
  }

  private NationalNetwork.Delivery sent(
      Envelope envelope, Lane lane, String route, byte[] signedXml) {
    if (envelope.kind().equals(MessageKind.ANSWER)) {
      answers.add((AnswerReceived) messages.read(envelope, verified(signedXml)));
    }
    return new NationalNetwork.Delivered("signed for".getBytes(UTF_8));
  }

  /** What the signature covers. */
  private byte[] verified(byte[] signedXml) {
    var parsed = (Parsing.Parsed) XmlDocuments.parse(signedXml, NationalContract.MESSAGE);
    var genuine =
        (Verification.Genuine)
            PARTIES.verifier().verify(parsed.document().getDocumentElement(), clock.instant());
    return XmlDocuments.serialize(genuine.content());
  }

  static ItemValue item(String code, String value) {
    return new ItemValue(new ItemCode(code), value);
  }

  static AnswerToSend.Body without(Outcome outcome) {
    return new AnswerToSend.WithoutContent(Ending.of(outcome, Optional.empty()));
  }

  AddresseeNumber unknownPerson() {
    return AddresseeNumber.padded("JOINED" + people.incrementAndGet());
  }

  /** Somebody whose code is bound, to the digits of the number. */
  AddresseeNumber knownPerson() {
    AddresseeNumber person = unknownPerson();
    inTenant(
        tx -> {
          CodeVault vault = vaults.of(tx);
          var issued = vault.request(List.of(person)).issued().getFirst();
          var _ = vault.bind(issued.serialNumber().orElseThrow(), code(person));
        });
    return person;
  }

  private static PersonCode code(AddresseeNumber person) {
    return new PersonCode(
        Parties.KITA_AGENCY, "%032x".formatted(person.value().hashCode() & 0xffffffffL));
  }

  void loads(AddresseeNumber person) {
    String header =
        "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,"
            + "TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\n";
    String line = "PUT," + person.value() + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\n";
    assertThat(
            store
                .replicaImport(Parties.KITA, ReplicaImport.BatchBulkhead.UNBOUNDED)
                .load(
                    TAX,
                    new Edition("2026-06"),
                    new Load(
                        new Load.Batch(UUID.randomUUID().toString()),
                        new Load.Scope.Full(
                            Load.Missing.KEEP,
                            Optional.of(
                                new Load.Covers(
                                    LocalDate.of(2021, 4, 1), LocalDate.of(2027, 3, 31)))),
                        Load.Origin.UNKNOWN),
                    new ByteArrayInputStream((header + line).getBytes(UTF_8))))
        .isInstanceOf(ImportOutcome.Completed.class);
  }

  void flags(Consumer<Flags> change) {
    inTenant(tx -> change.accept(store.flags(tx)));
  }

  /** The core asks Kita about somebody, for Minami: a message not handed over yet. */
  Element asking(AddresseeNumber person) {
    Element message =
        composer.permittedInquiry(
            Parties.MINAMI_AGENCY,
            Parties.KITA_AGENCY,
            PARTIES.agency(Parties.MINAMI_AGENCY).chain());
    Composer.set(message, "PersonCode", code(person).value());
    return aboutTax(message);
  }

  /** Likewise, for other items than all or on terms; by this row, under this procedure. */
  Element asking(
      AddresseeNumber person, String row, ProcedureCode under, ItemChoice items, Terms terms) {
    Element message = Composer.onTerms(asking(person), items, terms);
    Composer.set(message, "Row", row);
    return Composer.set(message, "Procedure", under.value());
  }

  /** What the person is shown of the exchanges of Kita. */
  List<Exchange> history(AddresseeNumber person) {
    return database.inTenant(Parties.KITA, tx -> store.records(tx).history(person, 100)).stream()
        .map(ExchangeRecord::exchange)
        .toList();
  }

  /** The permit in a message. */
  Permit permit(Element message) {
    return switch (VerifiedMessage.of(message).contents(messages)) {
      case MessageContents.Asked(PermittedInquiry inquiry, SealingChain _) ->
          inquiry.exchanges().getFirst().permit();
      case MessageContents.Decided(Decision decision) ->
          ((Decision.Granted) decision.exchanges().getFirst().verdict()).permit();
      default -> throw new IllegalArgumentException("carries no permit");
    };
  }

  /** The core grants Kita's own inquiry, to be answered by Minami. */
  Element granting(InquiryId inquiry) {
    Element message = composer.granted(Parties.KITA_AGENCY, Parties.MINAMI_AGENCY);
    setAll(message, "InquiryId", inquiry.toString());
    setAll(message, "ExchangeId", exchange(inquiry).toString());
    return aboutTax(message);
  }

  private ExchangeId exchange(InquiryId inquiry) {
    return broker
        .find(Parties.KITA, inquiry, Duration.ZERO)
        .orElseThrow()
        .exchanges()
        .getFirst()
        .id();
  }

  private static void setAll(Element message, String name, String text) {
    NodeList found = message.getElementsByTagNameNS(NationalContract.NAMESPACE, name);
    for (int i = 0; i < found.getLength(); i++) {
      found.item(i).setTextContent(text);
    }
  }

  private static Element aboutTax(Element message) {
    Composer.set(message, "Procedure", PROCEDURE.value());
    Composer.set(message, "Row", "R-1");
    return Composer.set(message, "Information", TAX.value());
  }

  /** Hands a message over, under an id of its own. */
  void arrives(Element message) {
    Composer.set(message, "MessageId", id().toString());
    Envelope envelope = VerifiedMessage.of(message).envelope();
    byte[] xml = XmlDocuments.serialize(message);
    Incoming content = messages.read(envelope, xml);
    Optional<InquiryId> inquiry =
        content instanceof Decision decision ? Optional.of(decision.inquiry()) : Optional.empty();
    accept(envelope, inquiry, content, xml);
  }

  /** Minami answers Kita: sealed, signed and verified as on the network. */
  void providerAnswers(Permit permit, AnswerToSend.Body body) {
    providerAnswers(permit, false, body);
  }

  /** Likewise; it may keep the exchange from being shown to the person. */
  void providerAnswers(Permit permit, boolean notDisclosed, AnswerToSend.Body body) {
    Envelope envelope =
        new Envelope(id(), Parties.MINAMI_AGENCY, Parties.KITA_AGENCY, MessageKind.ANSWER);
    Instant now = clock.instant();
    byte[] xml =
        messages.answer(
            new AnswerToSend(
                Parties.MINAMI,
                envelope.id(),
                envelope.sender(),
                envelope.receiver(),
                now,
                permit.expiresAt(),
                permit.inquiry(),
                PARTIES.agency(Parties.KITA_AGENCY).certificate(),
                List.of(new AnswerToSend.Answering(permit, notDisclosed, body))));
    byte[] verified = verified(xml);
    accept(envelope, Optional.of(permit.inquiry()), messages.read(envelope, verified), verified);
  }

  private MessageId id() {
    return MessageId.random(clock, random);
  }

  private void accept(
      Envelope envelope, Optional<InquiryId> inquiry, Incoming content, byte[] xml) {
    InboundMessage message =
        new InboundMessage(
            envelope.id(),
            envelope.sender(),
            Parties.KITA,
            envelope.kind(),
            clock.instant().plusSeconds(600),
            new InboundMessage.ByCase(Lane.COUNTER, inquiry.map(InquiryId::value), content),
            xml,
            "receipt".getBytes(UTF_8));
    assertThat(broker.accept(message)).isInstanceOf(Acceptance.Accepted.class);
  }

  Submission inquires(AddresseeNumber person) {
    return broker.inquire(
        Parties.KITA,
        new InquiryRequest(
            new LocalId(UUID.randomUUID().toString()),
            Optional.of(AFFAIR),
            PROCEDURE,
            Lane.COUNTER,
            Optional.empty(),
            new Exchange.AskedBy(Optional.of("福祉課"), Optional.of("u-17")),
            List.of(new InquiryRequest.Asked(person, TAX, Parties.MINAMI_AGENCY))));
  }

  /** An inquiry that has gone to the core. */
  InquiryId inquired(AddresseeNumber person) {
    InquiryId inquiry = ((Submission.Accepted) inquires(person)).id();
    until(
        "it has gone to the core",
        () -> status(inquiry).state() == InquiryState.WAITING_FOR_PERMIT);
    return inquiry;
  }

  private InquiryStatus status(InquiryId inquiry) {
    return broker.find(Parties.KITA, inquiry, Duration.ZERO).orElseThrow();
  }

  InquiryStatus awaitFinished(InquiryId inquiry) {
    until("it is finished", () -> status(inquiry).state() == InquiryState.FINISHED);
    return status(inquiry);
  }

  List<AnswerReceived.Answered> answers(Permit permit) {
    return answers.stream()
        .flatMap(answer -> answer.exchanges().stream())
        .filter(answered -> answered.permit().equals(permit.id()))
        .toList();
  }

  AnswerReceived.Answered awaitAnswer(Permit permit) {
    until("an answer has left", () -> !answers(permit).isEmpty());
    return answers(permit).getFirst();
  }

  void awaitHeld(Permit permit) {
    until(
        "it waits for staff",
        () ->
            broker.held(Parties.KITA, Optional.empty(), 1_000).provisions().stream()
                .anyMatch(held -> held.permit().equals(permit.id())));
  }

  void awaitAlarm(String reason) {
    until("an alarm of " + reason, () -> alarms(reason) > 0);
  }

  /** The alarms as operators see them, after a door has had one too. */
  String alarmsBesideADoors() {
    new Refusals(metrics, "local").alarmed("FORBIDDEN_NUMBER", "somebody", "a test");
    return metrics.scrape();
  }

  /** Empty queues mean that every message has come to its end. */
  void awaitNothingWaits() {
    until(
        "no message waits", () -> broker.queues().stream().mapToLong(QueueState::depth).sum() == 0);
  }

  /** What Minami reads in an answer. */
  List<ItemValue> items(AnswerReceived.Answered answer) {
    SealedContent content = ((AnswerReceived.WithContent) answer.body()).content();
    SealedContent.Opened opened = (SealedContent.Opened) content.open(Parties.MINAMI);
    return ((ContentXml.Records) ContentXml.read(opened.provided().content()).orElseThrow())
        .records()
        .getLast()
        .content()
        .items();
  }

  List<Outcome> recorded(Exchange.Role role, InquiryId inquiry) {
    return exchanges(role, inquiry).stream().map(exchange -> exchange.told().outcome()).toList();
  }

  /** What is on record of an inquiry. */
  List<Exchange> exchanges(Exchange.Role role, InquiryId inquiry) {
    List<Exchange> exchanges = new ArrayList<>();
    inTenant(
        tx ->
            store
                .records(tx)
                .forEach(
                    role,
                    record -> {
                      if (record.exchange().inquiry().equals(inquiry)) {
                        exchanges.add(record.exchange());
                      }
                    }));
    return exchanges;
  }

  Optional<Result> result(InquiryId inquiry) {
    ExchangeId exchange = exchange(inquiry);
    return database.inTenant(Parties.KITA, tx -> store.results(tx).find(exchange));
  }

  double alarms(String reason) {
    return metrics.find("renkei.alarms").tag("reason", reason).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private void inTenant(Consumer<TenantTransaction> work) {
    Boolean _ =
        database.inTenant(
            Parties.KITA,
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time until " + what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Override
  public void close() {
    assertThat(broker.drainAndStop(Duration.ofSeconds(20))).isTrue();
    queues.close();
    permissions.close();
    database.close();
  }
}
