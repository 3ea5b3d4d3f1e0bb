package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import renkei.broker.Broker;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.Throttle;
import renkei.broker.assembly.OutboxBroker;
import renkei.broker.message.Answer;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.Environment;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Matter;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.testing.DeliveredList;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.health.Health;
import renkei.gateway.health.KeyFault;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.local.LocalRequests;
import renkei.gateway.local.RequestError;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.tenant.TenantLedger;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.HttpCaller;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.NoQueues;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.ShippedEditions;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.postgres.PostgresTenantStore;

/**
 * The local door over real TLS, with the real stores and broker on a real PostgreSQL behind it. No
 * worker runs: an inquiry stays where it was taken.
 */
final class LocalBench implements AutoCloseable {

  static final Parties PARTIES = Parties.shared();

  /** What the door says its address is. */
  static final URI ADDRESS = URI.create("https://broker.example:8844");

  static final String INFORMATION = "TM00000000000201";
  static final String PROCEDURE = "JT00000000000011";

  /** The only one that may be asked under {@link DeliveredList#ONE_ITEM}. */
  static final ItemCode ITEM = new ItemCode("TK00000000020001");

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  /** What is wrong with a tenant's keys. */
  final Map<TenantId, KeyFault> faults = new ConcurrentHashMap<>();

  final Clock clock = Clock.systemUTC();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Database database;
  final CodeVaults vaults =
      PostgresCodebook.codeVaults(Parties.DIRECTORY, LocalBench::keys, clock, new SecureRandom());
  final Permissions permissions;
  final TenantStore store;
  final LocalRequests requests;
  final HttpsDoor door;
  final LayoutShelf editions;
  final HttpCaller backend;
  final HttpCaller staff;

  LocalBench() {
    this(TestDatabase.open());
  }

  LocalBench(Database database) {
    this(database, BrokerSettings.defaults());
  }

  LocalBench(Database database, BrokerSettings settings) {
    this(database, settings, Parties.DIRECTORY);
  }

  /** Of tenants that may have declared the form of their addressee numbers. */
  LocalBench(Database database, BrokerSettings settings, AgencyDirectory directory) {
    this.database = database;
    this.permissions = PostgresCodebook.permissions(database, directory, clock);
    DeliveredList.put(list(), permissions, database, Parties.KITA);
    this.editions = ShippedEditions.shelf(database);
    this.store =
        new PostgresTenantStore(database, editions, PARTIES::keys, clock, new SecureRandom());
    Refusals refusals = new Refusals(metrics, "local");
    this.requests =
        new LocalRequests(
            new LocalRequests.Parts(
                directory,
                tenant -> Optional.ofNullable(faults.get(tenant)),
                database,
                vaults,
                permissions,
                store,
                store.sealer(AlgorithmTable.standard()),
                editions,
                AlgorithmTable.standard(),
                broker(settings),
                PersonsUnderTest.desk(database),
                new Health(metrics, clock),
                clock),
            refusals);
    RestDoor rest = new RestDoor(requests, refusals, ADDRESS);
    door =
        new HttpsDoor(
            "local",
            Loopback.free(),
            PARTIES.tls(PARTIES.platform()),
            HttpsDoor.ClientCertificate.REQUIRED,
            new HttpsDoor.Limits(100, 50, 50, 1L << 30));
    door.rest(rest.resources(), rest.providers(), rest.entrance());
    door.reportTo(refusals);
    door.open();
    backend = new HttpCaller(PARTIES.backend(Parties.KITA), door.port());
    staff = new HttpCaller(PARTIES.staff(Parties.KITA), door.port());
  }

  private static PermissionList list() {
    return DeliveredList.onTerms(
        TestDatabase.nextListVersion(),
        new Matter(
            new AffairCode("JM00000000000001"),
            new ProcedureCode(PROCEDURE),
            new InformationCode(INFORMATION),
            new ItemChoice.All()),
        ITEM);
  }

  private Broker broker(BrokerSettings settings) {
    return OutboxBroker.of(
        settings,
        new BrokerParts(
            database,
            LocalBench::keys,
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
            new TenantLedger(store, Environment.TEST),
            (_, _, _) -> {},
            new SignedMessages(
                Environment.TEST, PARTIES.tenants(), AlgorithmTable.standard(), Clock.systemUTC()),
            (_, _, _, _) -> new NationalNetwork.TryAgain("nobody is there")));
  }

  private static ColumnKeys keys(TenantId tenant) {
    return PARTIES.keys(tenant).columns();
  }

  /** Somebody nobody asked about yet. */
  static String person() {
    return "0000KITA%07d".formatted(PEOPLE.incrementAndGet());
  }

  /** Somebody whose code is bound. */
  String knownPerson() {
    String person = person();
    database.<Boolean>inTenant(
        Parties.KITA,
        tx -> {
          var vault = vaults.of(tx);
          var issued = vault.request(List.of(new AddresseeNumber(person))).issued().getFirst();
          var _ =
              vault.bind(
                  issued.serialNumber().orElseThrow(),
                  new PersonCode(
                      Parties.KITA_AGENCY, UUID.randomUUID().toString().replace("-", "")));
          return true;
        });
    return person;
  }

  /** An inquiry of one exchange for each of these people. */
  static String inquiry(String localId, String... people) {
    JsonArrayBuilder exchanges = Json.createArrayBuilder();
    for (String person : people) {
      exchanges.add(
          Json.createObjectBuilder()
              .add("addresseeNumber", person)
              .add("information", INFORMATION)
              .add("provider", Parties.MINAMI_AGENCY.value()));
    }
    return Json.createObjectBuilder()
        .add("localId", localId)
        .add("procedure", PROCEDURE)
        .add("exchanges", exchanges)
        .add("lane", "COUNTER")
        .build()
        .toString();
  }

  /** The first exchange of an inquiry as the door tells it. */
  static JsonObject exchange(JsonObject inquiry) {
    return inquiry.getJsonArray("exchanges").getJsonObject(0);
  }

  static String path(String below) {
    return "/tenants/" + Parties.KITA.value() + below;
  }

  HttpResponse<String> get(String below) {
    return backend.send("GET", path(below), "", new byte[0]);
  }

  HttpResponse<String> post(String below, String json) {
    return backend.send("POST", path(below), "application/json", json.getBytes(UTF_8));
  }

  HttpResponse<String> load(String csv) {
    return load("/replicas/" + INFORMATION + "/2026-06?load=difference", csv.getBytes(UTF_8));
  }

  HttpResponse<String> load(String below, byte[] csv) {
    return backend.send("POST", path(below), "text/csv", csv);
  }

  HttpResponse<String> staff(String method, String below) {
    return staff.send(method, path(below), "", new byte[0]);
  }

  HttpResponse<String> staff(String method, String below, String json) {
    return staff.send(method, path(below), "application/json", json.getBytes(UTF_8));
  }

  HttpResponse<String> as(SigningIdentity identity, String method, String path) {
    try (HttpCaller other = new HttpCaller(identity, door.port())) {
      return other.send(method, path, "", new byte[0]);
    }
  }

  static JsonObject object(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  static JsonArray array(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readArray();
    }
  }

  double refused(String reason) {
    Counter counter =
        metrics.find("renkei.refused").tags("door", "local", "reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  double refusedLines() {
    Counter counter =
        metrics
            .find("renkei.refused.parts")
            .tags("door", "local", "kind", "REPLICA_LINES")
            .counter();
    return counter == null ? 0 : counter.count();
  }

  /** A call that is refused: told, counted, logged without content, and nothing is left of it. */
  void refuses(RequestError error, List<String> secrets, Supplier<HttpResponse<String>> call) {
    Map<String, Long> before = TestDatabase.rows();
    double counted = refused(error.name());
    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<String> response = call.get();

      assertThat(response.statusCode()).as(response.body()).isEqualTo(HttpStatus.of(error));
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(object(response).getString("error")).isEqualTo(error.code());
      assertThat(object(response).getString("detail")).isNotBlank();
      assertThat(refused(error.name())).isEqualTo(counted + 1);
      log.tells(error.name(), secrets);
      for (String secret : secrets) {
        assertThat(response.body()).doesNotContain(secret);
      }
    }
    assertThat(TestDatabase.rows()).isEqualTo(before);
  }

  @Override
  public void close() {
    backend.close();
    staff.close();
    door.close();
    permissions.close();
    database.close();
  }
}
