package renkei.gateway;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Broker;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.assembly.OutboxBroker;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.Permissions;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.console.OperatorConsole;
import renkei.gateway.door.Refusals;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.rest.LocalDoor;
import renkei.gateway.soap.NationalDoor;
import renkei.gateway.soap.SignedMessages;
import renkei.gateway.soap.SoapNetwork;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.xml.XmlVerifier;
import renkei.tenantstore.Layouts;
import renkei.tenantstore.RecordSealer;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** A running gateway: everything it consists of, started in order and stopped in reverse. */
final class Gateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  private static final Duration SEALING_PAUSE = Duration.ofSeconds(5);
  private static final Duration TIDYING_PAUSE = Duration.ofHours(1);

  private static final Duration CERTIFICATES_PAUSE = Duration.ofDays(1);

  private final Configuration configuration;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Parts parts = new Parts();

  private Gateway(Configuration configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Starts everything; returns when the doors take requests.
   *
   * @throws BadConfigurationException if keys or directory are not what they should be
   * @throws RuntimeException if anything cannot be started, or the thread is interrupted; what was
   *     started is stopped again
   */
  static Gateway start(Configuration configuration, Clock clock) {
    Gateway gateway = new Gateway(configuration, clock);
    try {
      gateway.startParts();
      return gateway;
    } catch (RuntimeException | Error e) {
      // Parts stop in their usual order and time even if the start was interrupted.
      boolean _ = Thread.interrupted();
      gateway.close();
      throw e;
    }
  }

  private void startParts() {
    log.info(CryptoProviders.describe());
    AlgorithmTable algorithms = AlgorithmsFile.read(configuration.algorithms());
    measureProcess();
    DurableFiles.makeFolder(configuration.data());
    parts.add("folder lock", FolderLock.take(configuration.data()));
    ReadyFile ready = ReadyFile.in(configuration.data());
    ready.remove();
    AgencyDirectory directory = DirectoryFile.read(configuration.agencies());
    if (configuration.keys().demonstration()
        && new DemonstrationPki(configuration.keys().folder(), clock).makeIfMissing(directory)) {
      log.warn("made demonstration keys; production needs real ones, see keys.directory");
    }
    GatewayKeys keys = GatewayKeys.read(configuration.keys(), directory, algorithms, clock);
    CertificateWatch certificates = new CertificateWatch(keys.certificates(), clock);
    certificates.look();
    Doors doors = Doors.take(configuration.doors(), keys.tls(), parts);

    Servers servers = Servers.start(configuration, parts);
    Database database = servers.database();
    Function<TenantId, ColumnKeys> columnKeys = tenant -> keys.of(tenant).columns();
    CodeVaults vaults = PostgresCodebook.codeVaults(directory, columnKeys, clock, random);
    Permissions permissions =
        parts.add("permissions", PostgresCodebook.permissions(database, directory, clock));
    TenantStore store =
        new PostgresTenantStore(database, Layouts.builtIn(), keys::of, clock, random);
    XmlVerifier verifier = XmlVerifier.trusting(keys.trust(), algorithms, clock);
    SignedMessages messages = new SignedMessages(identities(keys), algorithms, clock);
    SoapNetwork network =
        parts.add(
            "network",
            new SoapNetwork(routes(doors), keys.tls(), verifier, clock, SoapNetwork.Limits.USUAL));
    Broker broker =
        OutboxBroker.of(
            configuration.brokerSettings(),
            new BrokerParts(
                database,
                columnKeys,
                vaults,
                permissions,
                directory,
                servers.queues(),
                servers.throttle(),
                metrics,
                clock,
                random),
            new BrokerPorts(
                new TenantAnswers(store, clock),
                new TenantLedger(store),
                new TenantShelf(store, clock),
                messages,
                network));
    broker.start();
    parts.add("broker", () -> drain(broker));
    startTimers(store, store.sealer(algorithms), database, directory, certificates);

    doors
        .national()
        .messages(
            "/national",
            new NationalDoor(
                new NationalDoor.Parts(
                    directory,
                    NationalDoor.callersOf(directory),
                    verifier,
                    keys.trust(),
                    messages,
                    broker,
                    vaults,
                    permissions,
                    clock,
                    metrics)));
    LocalDoor local =
        new LocalDoor(new LocalDoor.Parts(directory, database, vaults, store, broker, metrics));
    doors.local().rest(local.resources(), local.providers());
    Refusals atOperatorDoor = new Refusals(metrics, "operator");
    OperatorConsole console =
        parts.add(
            "console",
            new OperatorConsole(
                broker::queues, directory, metrics, keys.operatorToken(), atOperatorDoor, clock));
    console.addTo(doors.operator());
    console.start();
    doors.national().reportTo(new Refusals(metrics, "national"));
    doors.local().reportTo(new Refusals(metrics, "local"));
    doors.operator().reportTo(atOperatorDoor);
    doors.open(parts);
    parts.add("local door's waiting callers", local);
    parts.add("ready file", ready::remove);
    ready.write(ProcessHandle.current().pid(), doors.places());
    log.atInfo()
        .addKeyValue("national", doors.national().port())
        .addKeyValue("local", doors.local().port())
        .addKeyValue("operator", doors.operator().port())
        .log("ready");
  }

  private void measureProcess() {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
    JvmGcMetrics collector = parts.add("metrics of the collector", new JvmGcMetrics());
    collector.bindTo(metrics);
  }

  private Map<String, URI> routes(Doors doors) {
    Map<String, URI> routes = new HashMap<>(configuration.routes());
    routes.putIfAbsent(
        Configuration.PLATFORM_ROUTE,
        Configuration.DoorPlaces.url(doors.places().national()).resolve("/national"));
    return routes;
  }

  private static Map<TenantId, SigningIdentity> identities(GatewayKeys keys) {
    Map<TenantId, SigningIdentity> identities = new HashMap<>();
    keys.tenants().forEach((tenant, each) -> identities.put(tenant, each.identity()));
    return identities;
  }

  private void startTimers(
      TenantStore store,
      RecordSealer sealer,
      Database database,
      AgencyDirectory directory,
      CertificateWatch certificates) {
    Timers timers = parts.add("timers", new Timers());
    timers.every(SEALING_PAUSE, "sealing of records", directory.tenants(), sealer::seal);
    timers.every(CERTIFICATES_PAUSE, "watch over certificates", certificates::look);
    Duration kept = configuration.brokerSettings().retention();
    timers.every(
        TIDYING_PAUSE,
        "deletion of old results",
        directory.tenants(),
        tenant -> database.inTenant(tenant, tx -> store.results(tx).deleteOlderThan(kept)));
  }

  private static void drain(Broker broker) {
    if (!broker.drainAndStop(DRAIN_LIMIT)) {
      log.warn(
          "work in hand was not finished within {}; it is done at the next start", DRAIN_LIMIT);
    }
  }

  /** Stops everything in bounded time: doors first, then the work in hand, the database last. */
  @Override
  public void close() {
    parts.close();
    metrics.close();
    log.info("stopped");
  }
}
