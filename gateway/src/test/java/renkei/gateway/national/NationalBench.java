package renkei.gateway.national;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.broker.Broker;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.ExchangeLedger;
import renkei.broker.Throttle;
import renkei.broker.assembly.OutboxBroker;
import renkei.broker.message.Answer;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.Environment;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.testing.SettableClock;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.Receipt;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.health.KeyFault;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.logging.Refusals;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.HttpCaller;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.NoQueues;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.trust.CertificateNames;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlDocuments;

/**
 * The national door over real TLS, with the real broker on a real PostgreSQL behind it. No worker
 * runs: what a message leaves are its rows.
 */
final class NationalBench implements AutoCloseable {

  static final Parties PARTIES = Parties.shared();

  /** What the door says its address is. */
  static final URI ADDRESS = URI.create("https://broker.example:8843/national");

  final SettableClock clock = SettableClock.running();
  final Composer composer = new Composer(clock);
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Database database;
  final CodeVaults vaults =
      PostgresCodebook.codeVaults(
          Parties.DIRECTORY, NationalBench::keys, clock, new SecureRandom());
  final Permissions permissions;

  /** What is wrong with a tenant's keys. */
  final Map<TenantId, KeyFault> faults = new ConcurrentHashMap<>();

  final HttpsDoor door;
  private final Refusals refusals = new Refusals(metrics, "national");
  private final HttpCaller core;

  NationalBench() {
    this(TestDatabase.open(), BrokerSettings.defaults());
  }

  NationalBench(Database database, BrokerSettings settings) {
    this(database, settings, messagesOf(PARTIES.tenants()));
  }

  /** Messages signed by these. */
  static SignedMessages messagesOf(Map<TenantId, SigningIdentity> tenants) {
    return new SignedMessages(
        Environment.TEST, tenants, AlgorithmTable.standard(), Clock.systemUTC());
  }

  NationalBench(Database database, BrokerSettings settings, SignedMessages messages) {
    this.database = database;
    this.permissions = PostgresCodebook.permissions(database, Parties.DIRECTORY, clock);
    NationalDoor national =
        new NationalDoor(
            new NationalDoor.Parts(
                Parties.DIRECTORY,
                NationalDoor.callersOf(Parties.DIRECTORY),
                PARTIES.verifier(),
                PARTIES.trust(),
                messages,
                broker(settings, messages),
                vaults,
                permissions,
                Set.of("core", "platform", "agencies"),
                tenant -> Optional.ofNullable(faults.get(tenant)),
                clock,
                metrics,
                refusals),
            ADDRESS);
    door =
        new HttpsDoor(
            "national",
            Loopback.free(),
            PARTIES.tls(PARTIES.platform()),
            HttpsDoor.ClientCertificate.REQUIRED,
            new HttpsDoor.Limits(100, 50, 50, Long.MAX_VALUE));
    door.messages("/national", national, national.entrance("/national"));
    door.reportTo(refusals);
    door.open();
    core = new HttpCaller(PARTIES.agency(Parties.CORE), door.port());
  }

  private Broker broker(BrokerSettings settings, SignedMessages messages) {
    return OutboxBroker.of(
        settings,
        new BrokerParts(
            database,
            NationalBench::keys,
            vaults,
            permissions,
            Parties.DIRECTORY,
            new NoQueues(),
            wanted -> new Throttle.Allowance(wanted, Duration.ZERO),
            metrics,
            clock,
            new SecureRandom()),
        new BrokerPorts(
            (_, questions) -> questions.stream().<Answer>map(_ -> new Answer.NoRecord()).toList(),
            (_, exchanges) ->
                exchanges.stream().map(_ -> ExchangeLedger.Recording.RECORDED).toList(),
            (_, _, _) -> {},
            messages,
            (_, _, _, _) -> new NationalNetwork.TryAgain("nobody is there")));
  }

  private static ColumnKeys keys(TenantId tenant) {
    return PARTIES.keys(tenant).columns();
  }

  /** The core calls with a payload in an envelope. */
  HttpResponse<String> deliver(byte[] payload) {
    return post(SoapEnvelope.around(payload));
  }

  HttpResponse<String> deliver(Element message) {
    return deliver(Composer.signed(PARTIES.agency(Parties.CORE), message));
  }

  HttpResponse<String> post(byte[] body) {
    return core.send("POST", "/national", "application/soap+xml; charset=utf-8", body);
  }

  HttpResponse<String> deliverAs(SigningIdentity caller, byte[] payload) {
    try (HttpCaller other = new HttpCaller(caller, door.port())) {
      return other.send("POST", "/national", "application/soap+xml", SoapEnvelope.around(payload));
    }
  }

  HttpCaller core() {
    return core;
  }

  double refused(Refusal refusal) {
    return refused(refusal.name());
  }

  double refused(String reason) {
    Counter counter =
        metrics.find("renkei.refused").tags("door", "national", "reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  /** A call that is refused: told, counted, logged without content, and nothing is left of it. */
  void refuses(Refusal refusal, java.util.function.Supplier<HttpResponse<String>> call) {
    refuses(refusal, List.of(), call);
  }

  void refuses(
      Refusal refusal,
      List<String> secrets,
      java.util.function.Supplier<HttpResponse<String>> call) {
    Map<String, Long> before = TestDatabase.rows();
    double counted = refused(refusal);
    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<String> response = call.get();

      assertThat(response.statusCode()).as(response.body()).isEqualTo(refusal.status());
      assertThat(refusalIn(response.body())).contains(refusal.name());
      assertThat(refused(refusal)).isEqualTo(counted + 1);
      log.tells(refusal.name(), secrets);
      log.tells(refusal.name(), List.of(Composer.PERSON_CODE, Composer.TOKEN));
      for (String secret : secrets) {
        assertThat(response.body()).doesNotContain(secret);
      }
    }
    assertThat(TestDatabase.rows()).isEqualTo(before);
  }

  double alarms(Refusal refusal) {
    return metrics
        .find("renkei.alarms")
        .tags("door", "national", "reason", refusal.name())
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  static Optional<String> refusalIn(String soap) {
    return FaultXml.read(payload(soap)).map(FaultXml::code);
  }

  /** The receipt in an answer, verified. */
  Receipt receipt(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var genuine =
        (renkei.signing.xml.Verification.Genuine)
            PARTIES.verifier().verify(payload(response.body()), clock.instant());
    Receipt receipt = Receipt.read(genuine.content());
    assertThat(CertificateNames.uris(genuine.signer()))
        .containsExactly(PartyNames.of(receipt.receiver()));
    return receipt;
  }

  static Element payload(String soap) {
    Parsing parsing =
        XmlDocuments.parse(soap.getBytes(StandardCharsets.UTF_8), NationalContract.REPLY);
    assertThat(parsing).isInstanceOf(Parsing.Parsed.class);
    Document document = ((Parsing.Parsed) parsing).document();
    return SoapEnvelope.payload(document);
  }

  static Set<String> changed(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .filter(table -> !table.getValue().equals(before.get(table.getKey())))
        .map(Map.Entry::getKey)
        .collect(java.util.stream.Collectors.toSet());
  }

  @Override
  public void close() {
    core.close();
    door.close();
    permissions.close();
    database.close();
  }
}
