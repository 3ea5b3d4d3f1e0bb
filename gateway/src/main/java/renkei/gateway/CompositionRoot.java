package renkei.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Broker;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.assembly.OutboxBroker;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.config.AlgorithmsFile;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.config.KeyFolderReader;
import renkei.gateway.config.LiveKeys;
import renkei.gateway.console.OperatorConsole;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.health.Component;
import renkei.gateway.health.Health;
import renkei.gateway.health.Probes;
import renkei.gateway.local.LocalRequests;
import renkei.gateway.local.rest.RestDoor;
import renkei.gateway.logging.Alarms;
import renkei.gateway.logging.Refusals;
import renkei.gateway.logging.RowAlarms;
import renkei.gateway.national.NationalDoor;
import renkei.gateway.national.SoapNetwork;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.postgres.NewDatabase;
import renkei.gateway.replay.Replay;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.tenant.TenantAnswers;
import renkei.gateway.tenant.TenantLedger;
import renkei.gateway.tenant.TenantShelf;
import renkei.gateway.witness.DatabaseWitness;
import renkei.signing.AlgorithmTable;
import renkei.signing.DataKey;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.xml.XmlVerifier;
import renkei.tenantstore.TenantKeys;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.postgres.PostgresTenantStore;

/**
 * Joins the parts of one gateway, in the order in which they start: what the configuration says,
 * then servers, stores and broker, then what repeats, and the doors last.
 */
final class CompositionRoot {

  private static final Logger log = LoggerFactory.getLogger(CompositionRoot.class);
  private static final String NATIONAL_PATH = "/national";

  private final Configuration configuration;
  private final NewDatabase wish;
  private final Clock clock;
  private final PrometheusMeterRegistry metrics;
  private final Alarms alarms;
  private final ShutdownStack started;
  private final Health health;
  private final Readiness readiness = new Readiness();
  private Supplier<Optional<String>> undecided = Optional::empty;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param wish whether an empty database may be made
   * @param started where every part goes as it starts
   */
  CompositionRoot(
      Configuration configuration,
      NewDatabase wish,
      Clock clock,
      PrometheusMeterRegistry metrics,
      ShutdownStack started) {
    this.configuration = configuration;
    this.wish = wish;
    this.clock = clock;
    this.metrics = metrics;
    this.alarms = new Alarms(metrics);
    this.started = started;
    this.health = new Health(metrics, clock);
  }

  /** What was read, before anything runs. */
  private record Foundation(AlgorithmTable algorithms, AgencyDirectory directory, LiveKeys keys) {}

  /** What the doors stand on. */
  private record Core(
      Database database,
      CodeVaults vaults,
      Permissions permissions,
      TenantStore store,
      LayoutShelf layouts,
      XmlVerifier verifier,
      SignedMessages messages,
      SoapNetwork network,
      Broker broker) {}

  /** Returns when the doors take requests. */
  void start() {
    OpenFiles.check(OpenFiles.limit(), Doors.connections(configuration.traffic()));
    log.info(CryptoProviders.describe());
    AlgorithmTable algorithms = AlgorithmsFile.read(configuration.algorithms());
    measureProcess();
    ReadyFile ready = takeFolder();
    Foundation foundation = foundation(algorithms);
    DataKey personsKey = People.key(configuration.keys());
    CertificateWatch certificates = new CertificateWatch(foundation.keys()::certificates, clock);
    certificates.look();
    Doors doors =
        Doors.take(
            configuration.doors(),
            configuration.traffic(),
            configuration.stop().requests(),
            foundation.keys().tls(),
            started);
    doors.operator().answerProbes(readiness);
    Servers servers = servers();
    Core core = core(foundation, servers, doors);
    People people = people(foundation, personsKey, core);
    Timers timers = started.add("timers", new Timers());
    people.seal(timers, foundation.directory());
    new Rounds(timers, foundation.directory(), foundation.keys())
        .begin(
            core.database(),
            core.store(),
            core.store().sealer(algorithms),
            configuration.sealAfter(),
            configuration.brokerSettings().retention(),
            certificates);
    addNationalDoor(doors, foundation, core);
    LocalRequests requests = addLocalDoor(doors, foundation, core, people);
    addOperatorDoor(doors, foundation, core, people);
    doors.open(started);
    started.add("local door's waiting callers", requests);
    probe(foundation, servers, core);
    tellReady(ready, doors);
  }

  private People people(Foundation foundation, DataKey key, Core core) {
    return People.of(
        core.database(),
        configuration,
        key,
        foundation.keys()::of,
        core.permissions(),
        core.layouts(),
        foundation.algorithms(),
        started.add("operators' code", MachineCode.write(configuration.data())),
        clock);
  }

  /** Begins last and ends first: what has not started, or is stopping, is not called away. */
  private void probe(Foundation foundation, Servers servers, Core core) {
    Probes probes = started.add("probes", new Probes(health));
    core.network().beProbed(probes);
    PartProbes parts = new PartProbes(probes);
    parts.begin(servers);
    parts.beginDisk(configuration.data(), metrics);
    parts.beginKeys(() -> foundation.keys().certificates().keySet(), clock);
  }

  private void measureProcess() {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new FileDescriptorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
    JvmGcMetrics collector = started.add("metrics of the collector", new JvmGcMetrics());
    collector.bindTo(metrics);
  }

  /** Returns when the database is what was acknowledged, or somebody takes it as it is. */
  private Servers servers() {
    DatabaseRestarts restarts = new DatabaseRestarts(alarms);
    Servers servers =
        Servers.start(configuration, new Servers.Needs(wish, restarts, alarms), started);
    DatabaseWitness witness =
        started.add(
            "witness of the database",
            new DatabaseWitness(servers.database(), configuration.data(), alarms, metrics, clock));
    started
        .add("check for damage", new DatabaseDamage(servers.database(), alarms, metrics))
        .begin();
    readiness.ask(() -> Optional.of(witness.undecided().orElse(Readiness.STARTING)));
    witness.awaitConsent();
    started
        .add(
            "sizes of tables",
            new StoreSizes(
                servers.database(),
                Map.of(
                    "database", configuration.data().resolve("postgres/data/pg_wal"),
                    "message-broker", configuration.data().resolve("artemis")),
                metrics))
        .begin();
    restarts.then(witness::doubt);
    witness.begin();
    undecided = witness::undecided;
    return servers;
  }

  private ReadyFile takeFolder() {
    DurableFiles.makeFolder(configuration.data());
    started.add("folder lock", FolderLock.take(configuration.data()));
    ReadyFile ready = ReadyFile.in(configuration.data());
    ready.remove();
    return ready;
  }

  private Foundation foundation(AlgorithmTable algorithms) {
    AgencyDirectory directory = DirectoryFile.read(configuration.agencies());
    if (configuration.keys().demonstration()
        && new DemonstrationPki(
                configuration.keys().folder(), clock, configuration.doors().addresses())
            .makeIfMissing(directory)) {
      log.warn("made demonstration keys; production needs real ones, see keys.directory");
    }
    LiveKeys keys =
        started.add(
            "watch over keys",
            new LiveKeys(
                new KeyFolderReader(configuration.keys(), directory, algorithms, clock),
                alarms,
                metrics,
                clock));
    keys.begin();
    return new Foundation(algorithms, directory, keys);
  }

  private Core core(Foundation foundation, Servers servers, Doors doors) {
    Database database = servers.database();
    AgencyDirectory directory = foundation.directory();
    LiveKeys keys = foundation.keys();
    RowAlarms rowAlarms = new RowAlarms(metrics);
    Function<TenantId, TenantKeys> tenantKeys =
        tenant -> keys.of(tenant).telling(rowAlarms.of(tenant));
    Function<TenantId, ColumnKeys> columnKeys = tenant -> tenantKeys.apply(tenant).columns();
    CodeVaults vaults = PostgresCodebook.codeVaults(directory, columnKeys, clock, random);
    Permissions permissions =
        started.add("permissions", PostgresCodebook.permissions(database, directory, clock));
    measure(permissions);
    LayoutShelf layouts = layouts(foundation, database);
    TenantStore store =
        new PostgresTenantStore(
            database, layouts, tenantKeys, configuration.loadShares(), clock, random);
    XmlVerifier verifier = XmlVerifier.trusting(keys.trust(), foundation.algorithms(), clock);
    SignedMessages messages =
        new SignedMessages(
            configuration.environment(),
            tenant -> keys.of(tenant).identity(),
            foundation.algorithms(),
            clock);
    SoapNetwork network =
        started.add(
            "network",
            new SoapNetwork(
                new SoapNetwork.Parts(routes(doors), keys.tls(), verifier, health, clock),
                SoapNetwork.Limits.USUAL));
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
                new TenantAnswers(store),
                new TenantLedger(store, configuration.environment()),
                new TenantShelf(store, clock),
                messages,
                network));
    broker.start();
    started.add("broker", () -> drain(broker, configuration.stop().work()));
    return new Core(
        database, vaults, permissions, store, layouts, verifier, messages, network, broker);
  }

  /** Layouts that the core signed, or whoever the configuration names. */
  private LayoutShelf layouts(Foundation foundation, Database database) {
    Set<AgencyCode> publishers =
        Stream.concat(
                foundation.directory().agencies().stream()
                    .filter(agency -> agency.kind() == AgencyKind.CORE)
                    .map(Agency::code),
                configuration.layoutPublisher().stream())
            .collect(Collectors.toUnmodifiableSet());
    LayoutShelf shelf =
        PostgresTenantStore.layouts(
            database,
            new LayoutShelf.Publishers(
                foundation.keys().trust(),
                foundation.algorithms(),
                signer -> publishers.stream().anyMatch(agency -> PartyNames.isOf(agency, signer))),
            clock);
    if (configuration.keys().demonstration()) {
      new DemonstrationLayouts(shelf, database, foundation.algorithms(), clock)
          .publish(configuration.keys().folder(), foundation.directory());
    }
    return shelf;
  }

  /** So that people see which permission list decides. */
  private void measure(Permissions permissions) {
    Gauge.builder("renkei.permission.list.version", permissions, CompositionRoot::versionInForce)
        .description("Version of the permission list in force; 0 if there is none")
        .strongReference(true)
        .register(metrics);
  }

  private static double versionInForce(Permissions permissions) {
    return permissions.state().map(PermissionListState::version).orElse(0L);
  }

  private Map<String, URI> routes(Doors doors) {
    Map<String, URI> routes = new HashMap<>(configuration.routes());
    routes.putIfAbsent(Configuration.PLATFORM_ROUTE, nationalAddress(doors));
    return routes;
  }

  private static URI nationalAddress(Doors doors) {
    return Configuration.DoorPlaces.url(doors.places().national()).resolve("/national");
  }

  private static void drain(Broker broker, Duration atMost) {
    if (!broker.drainAndStop(atMost)) {
      log.warn("work in hand was not finished within {}; it is done at the next start", atMost);
    }
  }

  private void addNationalDoor(Doors doors, Foundation foundation, Core core) {
    Refusals refusals = new Refusals(metrics, "national");
    doors.national().reportTo(refusals);
    NationalDoor door =
        new NationalDoor(
            new NationalDoor.Parts(
                foundation.directory(),
                NationalDoor.callersOf(foundation.directory()),
                core.verifier(),
                foundation.keys().trust(),
                core.messages(),
                core.broker(),
                core.vaults(),
                core.permissions(),
                routes(doors).keySet(),
                foundation.keys()::findFault,
                clock,
                metrics,
                refusals),
            nationalAddress(doors));
    doors.national().messages(NATIONAL_PATH, door, door.entrance(NATIONAL_PATH));
  }

  private LocalRequests addLocalDoor(Doors doors, Foundation foundation, Core core, People people) {
    Refusals refusals = new Refusals(metrics, "local");
    LocalRequests requests =
        new LocalRequests(
            new LocalRequests.Parts(
                foundation.directory(),
                foundation.keys()::findFault,
                core.database(),
                core.vaults(),
                core.permissions(),
                core.store(),
                core.store().sealer(foundation.algorithms()),
                core.layouts(),
                foundation.algorithms(),
                core.broker(),
                people.staff(),
                health,
                clock),
            refusals);
    RestDoor rest =
        new RestDoor(requests, refusals, Configuration.DoorPlaces.url(doors.places().local()));
    doors.local().rest(rest.resources(), rest.providers(), rest.entrance());
    doors.local().reportTo(refusals);
    return requests;
  }

  private Optional<String> databaseAway() {
    return health.isDown(Component.DATABASE)
        ? Optional.of("the database is away")
        : Optional.empty();
  }

  private void addOperatorDoor(Doors doors, Foundation foundation, Core core, People people) {
    Refusals refusals = new Refusals(metrics, "operator");
    OperatorConsole console =
        started.add(
            "console",
            new OperatorConsole(
                new OperatorConsole.Seen(
                    core.broker()::queues,
                    health,
                    core.permissions()::state,
                    foundation.directory()),
                new OperatorConsole.Lists(
                    core.permissions(),
                    foundation.directory(),
                    new Replay(core.database(), core.store(), foundation.directory())),
                people.operators(),
                metrics,
                foundation.keys().operatorToken(),
                refusals,
                clock));
    console.addTo(doors.operator());
    console.start();
    doors.operator().reportTo(refusals);
  }

  private void tellReady(ReadyFile ready, Doors doors) {
    readiness.ask(() -> undecided.get().or(this::databaseAway));
    started.add("ready file", ready::remove);
    ready.write(ProcessHandle.current().pid(), doors.places());
    log.atInfo()
        .addKeyValue("national", doors.national().port())
        .addKeyValue("local", doors.local().port())
        .addKeyValue("operator", doors.operator().port())
        .log("ready");
  }
}
