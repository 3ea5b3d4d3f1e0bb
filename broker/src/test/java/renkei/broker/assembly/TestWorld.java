package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.broker.Sample.AFFAIR;
import static renkei.broker.Sample.CORE;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.KITA_AGENCY;
import static renkei.broker.Sample.NATIONAL;
import static renkei.broker.Sample.PENSION;
import static renkei.broker.Sample.PROCEDURE;
import static renkei.broker.Sample.TAX;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Answer;
import renkei.broker.AnswerReceived;
import renkei.broker.AnswerSource;
import renkei.broker.Await;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.Decision;
import renkei.broker.Ending;
import renkei.broker.ExchangeLedger;
import renkei.broker.FakeMessages;
import renkei.broker.InboundMessage;
import renkei.broker.Incoming;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.MessageKind;
import renkei.broker.Permit;
import renkei.broker.PermittedInquiry;
import renkei.broker.PointerQueues;
import renkei.broker.Question;
import renkei.broker.Sample;
import renkei.broker.SettableClock;
import renkei.broker.Submission;
import renkei.broker.TestPostgres;
import renkei.broker.Throttle;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.MessageCase;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionDecision;
import renkei.codebook.PermissionList;
import renkei.codebook.Permissions;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;

/** A broker on real PostgreSQL and a real Artemis, with everybody else played by the test. */
final class TestWorld implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TestWorld.class);

  static final Answer.Provided CONTENT =
      new Answer.Provided(
          "<Content/>".getBytes(UTF_8), LocalDate.of(2026, 6, 1), new Edition("2026-06"), 1);

  final SettableClock clock = new SettableClock();
  final FakeMessages messages = new FakeMessages();
  final FakeVaults vaults = new FakeVaults();
  final FakeNetwork network = new FakeNetwork();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Random random;
  final TestPostgres postgres;
  final Database database;
  final Path journal;
  volatile AnswerSource answers = (_, question) -> about(question);
  volatile PermissionDecision permission = new PermissionDecision.Allowed();
  volatile Optional<AffairCode> affair = Optional.empty();
  volatile Throttle throttle = wanted -> new Throttle.Allowance(wanted, Duration.ZERO);
  volatile Runnable beforeRecord = () -> {};
  ArtemisQueues queues;
  OutboxBroker broker;

  TestWorld(TestPostgres postgres, Path journal) {
    this(postgres, journal, settings(1000));
  }

  TestWorld(TestPostgres postgres, Path journal, BrokerSettings settings) {
    long seed = System.nanoTime();
    LOG.info("seed {}", seed);
    this.random = new Random(seed);
    this.postgres = postgres;
    this.database = postgres.open();
    this.journal = journal;
    this.queues = ArtemisQueues.embedded(journal);
    this.broker = broker(settings, queues);
  }

  /** Settings under which every message goes through its queue. */
  static BrokerSettings settings(int bulkBacklog) {
    return settings(bulkBacklog, 0);
  }

  static BrokerSettings settings(int bulkBacklog, int inline) {
    BrokerSettings.Bounds usual = BrokerSettings.defaults().bounds();
    return settings(
        new BrokerSettings.Bounds(
            usual.counter(), usual.routine(), bulkBacklog, usual.counterRate()),
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
            Sample::keys,
            vaults,
            new FakePermissions(),
            Sample.DIRECTORY,
            through,
            wanted -> throttle.take(wanted),
            meters,
            clock,
            random),
        new BrokerPorts(
            (transaction, question) -> answers.answer(transaction, question),
            this::record,
            this::keep,
            messages,
            network),
        more);
  }

  private static Answer about(Question question) {
    return question.subject().isPresent() ? CONTENT : new Answer.NoRecord();
  }

  private final class FakePermissions implements Permissions {
    @Override
    public PermissionDecision allow(
        AgencyCode inquirer,
        AgencyCode provider,
        Purpose purpose,
        AffairCode affair,
        ProcedureCode procedure,
        InformationCode information,
        LocalDate today) {
      return permission;
    }

    @Override
    public Optional<AffairCode> affairOf(ProcedureCode procedure) {
      return affair;
    }

    @Override
    public void replaceWith(PermissionList list) {}

    @Override
    public void replaceWith(PermissionList list, TenantTransaction tx) {}

    @Override
    public void close() {}
  }

  private ExchangeLedger.Recording record(TenantTransaction tx, Exchange exchange) {
    beforeRecord.run();
    int _ =
        tx.handle()
            .execute(
                "INSERT INTO test_record VALUES (?, ?, ?, ?::uuid, ?, ?, ?)",
                tx.tenant().value(),
                exchange.role().name(),
                exchange.inquiry().value(),
                exchange.permit().map(PermitId::value).orElse(null),
                exchange.outcome().name(),
                exchange.reason().map(Reason::value).orElse(null),
                exchange.subject().map(it -> it.value()).orElse(null));
    return ExchangeLedger.Recording.RECORDED;
  }

  private void keep(TenantTransaction tx, InquiryId inquiry, Answer.Provided provided) {
    tx.handle()
        .execute(
            "INSERT INTO test_result VALUES (?, ?, ?)",
            tx.tenant().value(),
            inquiry.value(),
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
        inquiry,
        Purpose.LINKAGE,
        lane,
        inquirer,
        provider,
        AFFAIR,
        PROCEDURE,
        TAX,
        new SubjectToken(HexFormat.of().formatHex(token)),
        "agencies",
        clock.instant(),
        clock.instant().plus(Duration.ofMinutes(10)));
  }

  InboundMessage asks(Permit permit, int person) {
    return inbound(
        MessageKind.PERMITTED_INQUIRY,
        CORE,
        permit.lane(),
        Optional.empty(),
        new PermittedInquiry(
            CORE, permit, FakeVaults.code(KITA_AGENCY, person), new NoCertificate()));
  }

  InboundMessage decides(InquiryId inquiry, Decision.Verdict verdict) {
    return inbound(
        MessageKind.DECISION,
        CORE,
        Lane.ROUTINE,
        Optional.of(inquiry),
        new Decision(CORE, inquiry, verdict));
  }

  InboundMessage answers(AgencyCode sender, Permit permit, Outcome outcome) {
    MessageId id = MessageId.random(clock, random);
    return inbound(
        id,
        MessageKind.ANSWER,
        sender,
        Lane.ROUTINE,
        Optional.of(permit.inquiry()),
        new AnswerReceived(
            id, sender, permit.id(), permit.inquiry(), permit.subjectToken(), body(outcome)));
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
        lane,
        inquiry.map(InquiryId::value),
        clock.instant().plus(Duration.ofMinutes(10)),
        Optional.of(content),
        messages.say(content),
        ("receipt for " + id).getBytes(UTF_8));
  }

  InquiryRequest request(String localId, int person, Lane lane) {
    return new InquiryRequest(
        new LocalId(localId),
        FakeVaults.addressee(person),
        Optional.of(AFFAIR),
        PROCEDURE,
        TAX,
        NATIONAL,
        lane,
        Optional.empty());
  }

  /** Hands in an inquiry that must be accepted. */
  InquiryId inquires(String localId, int person, Lane lane) {
    Submission submission = broker.inquire(KITA, request(localId, person, lane));
    return ((Submission.Accepted) submission).id();
  }

  InquiryStatus status(InquiryId inquiry) {
    return broker.find(KITA, inquiry, Duration.ZERO).orElseThrow();
  }

  // What has become of it.

  long count(String query, Object... arguments) {
    try (var handle = postgres.superuser()) {
      var select = handle.createQuery(query);
      for (int i = 0; i < arguments.length; i++) {
        select.bind(i, arguments[i]);
      }
      return select.mapTo(Long.class).one();
    }
  }

  List<String> outcomes(String role) {
    try (var handle = postgres.superuser()) {
      return handle
          .createQuery("SELECT outcome FROM test_record WHERE role = ?")
          .bind(0, role)
          .mapTo(String.class)
          .list();
    }
  }

  long waiting() {
    return count("SELECT count(*) FROM message WHERE state = 'WAITING'");
  }

  void settled() {
    Await.until("nothing waits", () -> waiting() == 0);
  }

  /** Alarms are counted just after the commit: wait for them, and see that there are no more. */
  void alarmed(Reason reason, int times) {
    Await.until(times + " times " + reason, () -> alarms(reason) >= times);
    assertThat(alarms(reason)).isEqualTo(times);
  }

  private double alarms(Reason reason) {
    return meters.find("renkei.alarms").tag("outcome", reason.value()).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  /** Stops the broker and its queues, as a process that ends. */
  void stop() {
    boolean _ = broker.drainAndStop(Duration.ofSeconds(20));
    queues.close();
  }

  /** A new process over the same rows and journal; not started. */
  void restart() {
    queues = ArtemisQueues.embedded(journal);
    broker = broker(settings(1000), queues);
  }

  @Override
  public void close() {
    stop();
    database.close();
  }

  /** The broker only hands it on. */
  private static final class NoCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;

    @Override
    public void checkValidity() {}

    @Override
    public void checkValidity(java.util.Date date) {}

    @Override
    public int getVersion() {
      return 3;
    }

    @Override
    public BigInteger getSerialNumber() {
      return BigInteger.ONE;
    }

    @SuppressWarnings("deprecation")
    @Override
    public java.security.Principal getIssuerDN() {
      throw new UnsupportedOperationException();
    }

    @SuppressWarnings("deprecation")
    @Override
    public java.security.Principal getSubjectDN() {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.util.Date getNotBefore() {
      return java.util.Date.from(Instant.EPOCH);
    }

    @Override
    public java.util.Date getNotAfter() {
      return java.util.Date.from(Instant.MAX);
    }

    @Override
    public byte[] getTBSCertificate() {
      return new byte[0];
    }

    @Override
    public byte[] getSignature() {
      return new byte[0];
    }

    @Override
    public String getSigAlgName() {
      return "none";
    }

    @Override
    public String getSigAlgOID() {
      return "0";
    }

    @Override
    public byte[] getSigAlgParams() {
      return new byte[0];
    }

    @Override
    public boolean[] getIssuerUniqueID() {
      return new boolean[0];
    }

    @Override
    public boolean[] getSubjectUniqueID() {
      return new boolean[0];
    }

    @Override
    public boolean[] getKeyUsage() {
      return new boolean[0];
    }

    @Override
    public int getBasicConstraints() {
      return -1;
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }

    @Override
    public void verify(java.security.PublicKey key) {}

    @Override
    public void verify(java.security.PublicKey key, String provider) {}

    @Override
    public String toString() {
      return "no certificate";
    }

    @Override
    public java.security.PublicKey getPublicKey() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
      return false;
    }

    @Override
    public java.util.Set<String> getCriticalExtensionOIDs() {
      return java.util.Set.of();
    }

    @Override
    public java.util.Set<String> getNonCriticalExtensionOIDs() {
      return java.util.Set.of();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
      return new byte[0];
    }
  }
}
