package renkei.gateway.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.broker.BrokerSettings;
import renkei.codebook.AgencyCode;
import renkei.codebook.Environment;
import renkei.tenantstore.load.LoadShares;

/**
 * What an operator decides about one gateway. Read once at start; nothing is looked up later.
 *
 * @param environment what the installation works for: said in every message of the national network
 * @param data the folder below which everything of this gateway lies
 * @param database the PostgreSQL to use; empty means the embedded one
 * @param broker the Artemis to use; empty means the embedded one
 * @param agencies the directory of public bodies; empty means the demonstration's
 * @param algorithms the dated table of algorithms; empty means the standard one
 * @param layoutPublisher whose layouts are taken beside the core's; empty if nobody else's
 * @param routes where the names of routes lead; {@code platform} may be missing and then means this
 *     gateway's own national door
 * @param counterRate how many COUNTER inquiries a second one tenant may hand in
 * @param arrivalsAtOnce how many messages of a lane may be dealt with at the national door; 0 if
 *     every message is to go through its queue
 * @param inquiryDeadline how long an inquiry may take that names no deadline of its own
 * @param inquiryRetention how long a finished inquiry and its result are kept for the local system
 * @param sealAfter how long an exchange record waits for its seal where few come; at most a day
 * @param loadShares from which a load of replicas needs the approval of two members of staff
 * @param hazelcastPort of this member of the cluster; 0 means any free one
 */
public record Configuration(
    Environment environment,
    Path data,
    Optional<ExternalServer> database,
    Optional<ExternalServer> broker,
    DoorPlaces doors,
    DoorTraffic traffic,
    StopLimits stop,
    KeyFolder keys,
    Optional<Path> agencies,
    Optional<Path> algorithms,
    Optional<AgencyCode> layoutPublisher,
    Map<String, URI> routes,
    BulkLimits bulk,
    int counterRate,
    int arrivalsAtOnce,
    Duration inquiryDeadline,
    Duration inquiryRetention,
    Duration sealAfter,
    LoadShares loadShares,
    int hazelcastPort) {

  public static final String CORE_ROUTE = "core";
  public static final String PLATFORM_ROUTE = "platform";
  public static final String AGENCIES_ROUTE = "agencies";

  private static final String ENVIRONMENT = "installation.environment";

  private static final String ROUTE_PREFIX = "route.";

  /** As many transactions as a lane has. */
  private static final int MOST_AT_ONCE = BrokerSettings.defaults().workers().transactions();

  /** What is not sealed can still be changed by whoever has the database. */
  private static final Duration LONGEST_UNSEALED = Duration.ofDays(1);

  public Configuration {
    routes = Map.copyOf(routes);
  }

  /**
   * A server that somebody else runs.
   *
   * @param url as its driver wants it
   */
  public record ExternalServer(String url, String user, Path passwordFile) {

    /** Hides the URL, which may hold a password. */
    @Override
    public String toString() {
      return "ExternalServer[****, " + user + ", " + passwordFile + "]";
    }
  }

  /** Where the doors listen; port 0 means a free one. */
  public record DoorPlaces(
      InetSocketAddress national, InetSocketAddress local, InetSocketAddress operator) {

    /**
     * How a process of this machine reaches one of them: the one source of the address for all who
     * are told, by {@code ready.json}, by {@code route.platform} and on the screen.
     */
    public static URI url(InetSocketAddress door) {
      String host = host(door.getAddress());
      return URI.create(
          "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + door.getPort());
    }

    private static String host(InetAddress address) {
      if (address.isAnyLocalAddress()) {
        return "127.0.0.1";
      }
      // The other loopback address has only this one form that anybody knows.
      return address instanceof Inet6Address && address.isLoopbackAddress()
          ? "::1"
          : address.getHostAddress();
    }

    /** The addresses at which the doors listen, each once. */
    public Set<InetAddress> addresses() {
      return Stream.of(national, local, operator)
          .map(InetSocketAddress::getAddress)
          .collect(Collectors.toSet());
    }
  }

  /** What may come to each door. */
  public record DoorTraffic(Traffic national, Traffic local, Traffic operator) {}

  /**
   * How long a gateway that is told to stop goes on with what it has.
   *
   * @param requests those in hand at the doors, which answer nothing new by then
   * @param work what the broker has in hand, once the doors are closed
   */
  public record StopLimits(Duration requests, Duration work) {}

  /**
   * What may come to a door.
   *
   * @param connections of callers that have finished the TLS handshake, at once
   * @param balancers from where connections are passed on by the PROXY protocol, with the address
   *     of whoever calls
   */
  public record Traffic(int connections, Set<InetAddress> balancers) {

    public Traffic {
      balancers = Set.copyOf(balancers);
    }
  }

  /**
   * Where the key stores lie.
   *
   * @param passwordFile holds the password of all of them
   * @param demonstration whether keys may be made up there: only in the folder nobody named
   */
  public record KeyFolder(Path folder, Path passwordFile, boolean demonstration) {}

  /**
   * What the bulk lane may take.
   *
   * @param ratePerSecond messages a second, over all gateways
   */
  public record BulkLimits(int ratePerSecond, TimeWindow window) {}

  /**
   * Reads every key; see {@code docs/operations.md} for what each means.
   *
   * @throws BadConfigurationException naming each bad or unknown key
   */
  public static Configuration from(Settings settings, Path dataIfUnset) {
    Path data = settings.file("data").orElse(dataIfUnset).toAbsolutePath().normalize();
    Optional<Path> ownKeys = settings.file("keys.directory");
    Path keys = ownKeys.orElse(data.resolve("pki"));
    Configuration configuration =
        new Configuration(
            settings.environment(ENVIRONMENT, ownKeys.isEmpty()),
            data,
            server(settings, "database", "jdbc:postgresql:", ServerAddress::missingOfDatabase),
            server(settings, "broker", "tcp:", ServerAddress::missingOfBroker),
            new DoorPlaces(
                door(settings, "national", 8443),
                door(settings, "local", 8444),
                door(settings, "operator", 8445)),
            new DoorTraffic(
                traffic(settings, "national", 2_000),
                traffic(settings, "local", 2_000),
                traffic(settings, "operator", 200)),
            new StopLimits(
                settings.duration("stop.requests", Duration.ofSeconds(5)),
                settings.duration("stop.work", Duration.ofSeconds(10))),
            new KeyFolder(
                keys,
                settings.file("keys.password-file").orElse(keys.resolve("password")),
                ownKeys.isEmpty()),
            settings.file("agencies.file"),
            settings.file("algorithms.file"),
            settings.agency("layouts.publisher"),
            routes(settings),
            new BulkLimits(
                settings.number("bulk.rate-per-second", 300, 1, 1_000_000),
                settings.window("bulk.window", "00:00-24:00")),
            settings.number(
                "counter.rate-per-second",
                BrokerSettings.defaults().bounds().counterRate(),
                1,
                10_000),
            settings.number(
                "arrivals.at-once", BrokerSettings.defaults().inline(), 0, MOST_AT_ONCE),
            settings.duration("inquiry.deadline", Duration.ofMinutes(10)),
            settings.duration("inquiry.retention", BrokerSettings.defaults().retention()),
            settings.duration("records.seal-after", Duration.ofMinutes(1), LONGEST_UNSEALED),
            new LoadShares(
                share(settings, "changes", LoadShares.STANDARD.changes()),
                share(settings, "ends", LoadShares.STANDARD.deletes()),
                share(settings, "names", LoadShares.STANDARD.names())),
            settings.port("hazelcast.port", 5701));
    settings.refuseProblems();
    return configuration;
  }

  /** The data folder unless another is named: {@code data/serve} in the project. */
  public static Path usualData() {
    return Path.of(System.getProperty("renkei.home", "")).resolve("data").resolve("serve");
  }

  /** What the broker is told. */
  public BrokerSettings brokerSettings() {
    BrokerSettings usual = BrokerSettings.defaults();
    return new BrokerSettings(
        inquiryDeadline,
        LocalTime.MIDNIGHT.plus(bulk.window().from()),
        LocalTime.MIDNIGHT.plus(bulk.window().to()),
        new BrokerSettings.Bounds(
            usual.bounds().counter(), usual.bounds().routine(), usual.bounds().bulk(), counterRate),
        usual.workers(),
        arrivalsAtOnce,
        CORE_ROUTE,
        inquiryRetention);
  }

  private static InetSocketAddress door(Settings settings, String name, int port) {
    return new InetSocketAddress(
        settings.ip("door." + name + ".address", "127.0.0.1"),
        settings.port("door." + name + ".port", port));
  }

  private static double share(Settings settings, String what, double unset) {
    int percent =
        settings.number("loads." + what + "-percent", (int) Math.round(unset * 100), 1, 100);
    return percent / 100.0;
  }

  private static Traffic traffic(Settings settings, String name, int connections) {
    return new Traffic(
        settings.number("door." + name + ".connections", connections, 20, 1_000_000),
        settings.ips("door." + name + ".balancers"));
  }

  private static Optional<ExternalServer> server(
      Settings settings, String name, String scheme, Function<String, Optional<String>> missing) {
    String user = name + ".user";
    String passwordFile = name + ".password-file";
    Optional<String> url = settings.address(name + ".url", scheme, missing);
    if (url.isEmpty()) {
      settings.refuseWithout(name + ".url", user, passwordFile);
      return Optional.empty();
    }
    return Optional.of(
        new ExternalServer(
            url.get(), settings.required(user), settings.requiredFile(passwordFile)));
  }

  private static Map<String, URI> routes(Settings settings) {
    Map<String, URI> routes = new LinkedHashMap<>();
    routes.put(CORE_ROUTE, URI.create("https://127.0.0.1:9443/core"));
    routes.put(AGENCIES_ROUTE, URI.create("https://127.0.0.1:9443/agencies"));
    routes.putAll(settings.addressesBelow(ROUTE_PREFIX));
    return routes;
  }
}
