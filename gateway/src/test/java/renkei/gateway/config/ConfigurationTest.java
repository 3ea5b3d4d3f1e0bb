package renkei.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.Environment;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.load.LoadShares;

class ConfigurationTest {

  private static final Path DATA = Path.of("/var/lib/renkei");

  @TempDir Path folder;

  @Test
  void needsNoFile() {
    Configuration configuration = Configuration.from(Settings.none(), DATA);

    assertThat(configuration.data()).isEqualTo(DATA);
    assertThat(configuration.database()).isEmpty();
    assertThat(configuration.broker()).isEmpty();
    assertThat(configuration.doors()).isEqualTo(places("127.0.0.1", 8443, 8444, 8445));
    assertThat(configuration.keys())
        .isEqualTo(
            new Configuration.KeyFolder(DATA.resolve("pki"), DATA.resolve("pki/password"), true));
    assertThat(configuration.routes())
        .isEqualTo(
            Map.of(
                "core", URI.create("https://127.0.0.1:9443/core"),
                "agencies", URI.create("https://127.0.0.1:9443/agencies")));
    assertThat(configuration.bulk().ratePerSecond()).isEqualTo(300);
    assertThat(configuration.arrivalsAtOnce()).isEqualTo(6);
    assertThat(configuration.loadShares()).isEqualTo(LoadShares.STANDARD);
    assertThat(configuration.inquiryDeadline()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void takesConnectionsAndBalancersOfEachDoor() {
    Configuration configuration =
        Configuration.from(
            new Settings(
                Map.of(
                    "door.local.connections", "300",
                    "door.local.balancers", "10.1.2.3, ::1"),
                folder),
            DATA);

    assertThat(configuration.traffic().local())
        .isEqualTo(
            new Configuration.Traffic(
                300, Set.of(InetAddress.ofLiteral("10.1.2.3"), InetAddress.ofLiteral("::1"))));
    assertThat(configuration.traffic().national())
        .isEqualTo(new Configuration.Traffic(2_000, Set.of()));
  }

  @Test
  void refusesABalancerThatIsNoAddress() {
    Settings settings = new Settings(Map.of("door.national.balancers", "balancer.local"), folder);

    assertThatThrownBy(() -> Configuration.from(settings, DATA))
        .hasMessageContaining("door.national.balancers must be IP addresses");
  }

  private static Configuration.DoorPlaces places(
      String address, int national, int local, int operator) {
    InetAddress here = InetAddress.ofLiteral(address);
    return new Configuration.DoorPlaces(
        new InetSocketAddress(here, national),
        new InetSocketAddress(here, local),
        new InetSocketAddress(here, operator));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, https://127.0.0.1:8443",
    "0.0.0.0, https://127.0.0.1:8443",
    "::, https://127.0.0.1:8443",
    "127.0.0.2, https://127.0.0.2:8443",
    "::1, https://[::1]:8443",
    "10.1.2.3, https://10.1.2.3:8443",
    "2001:db8::1, https://[2001:db8:0:0:0:0:0:1]:8443"
  })
  void saysHowADoorIsReachedFromThisMachine(String address, URI url) {
    assertThat(Configuration.DoorPlaces.url(places(address, 8443, 1, 2).national())).isEqualTo(url);
  }

  @Test
  void aByteOrderMarkInAConfigurationMeansNothing() throws IOException {
    Path file = folder.resolve("bom.properties");
    Files.writeString(file, "\uFEFFdata=d1\r\ndoor.national.port=0\r\n");

    Configuration configuration = Configuration.from(Settings.read(file), DATA);

    assertThat(configuration.data()).isEqualTo(folder.resolve("d1"));
  }

  @Test
  void aByteOrderMarkInTheFilesAConfigurationNamesMeansNothing() throws IOException {
    Path agencies = folder.resolve("agencies.json");
    Files.writeString(agencies, "\uFEFF[]");
    Path algorithms = folder.resolve("algorithms");
    Files.writeString(
        algorithms,
        "\uFEFFhttp://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256  2051-01-01  2059-01-01\n");

    assertThat(DirectoryFile.read(Optional.of(agencies)).agencies()).isEmpty();
    assertThat(AlgorithmsFile.read(Optional.of(algorithms))).isNotNull();
  }

  /** As any name beyond ASCII is where the process has no locale. */
  @Test
  void namesTheKeyOfAFileThatCannotBeNamedHere() {
    Settings settings = Settings.none().with("data", "a\u0000b");

    assertThatThrownBy(() -> Configuration.from(settings, DATA))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("data cannot be named in this locale; start with LC_ALL=C.UTF-8");
  }

  @Test
  void takesNoNameForAnAddress() {
    Settings settings = Settings.none().with("door.local.address", "door.example");

    assertThatThrownBy(() -> Configuration.from(settings, DATA))
        .hasMessageContaining("door.local.address must be an IP address");
  }

  @Test
  void hidesTheAddressOfAnExternalServer() {
    var server =
        new Configuration.ExternalServer(
            "tcp://mq.example:61616?trustStorePassword=in-url", "renkei", Path.of("secret"));

    assertThat(server.toString()).contains("renkei").doesNotContain("in-url");
  }

  private static final String EVERY_KEY =
      """
      data = 連携
      installation.environment = PRODUCTION
      database.url = jdbc:postgresql://db.example:5432/renkei?sslmode=verify-full
      database.user = renkei
      database.password-file = db-password
      broker.url = tcp://mq.example:61616?sslEnabled=true;verifyHost=true
      broker.user = renkei
      broker.password-file = db-password
      door.national.address = 10.1.2.3
      door.local.address = 10.1.2.3
      door.operator.address = 10.1.2.3
      door.national.port = 0
      door.local.port = 1
      door.operator.port = 65535
      keys.directory = /etc/renkei/keys
      keys.password-file = /run/secrets/keys
      agencies.file = agencies.json
      algorithms.file = algorithms.txt
      route.core = https://core.example/core
      route.north = https://north.example/
      arrivals.at-once = 0
      counter.rate-per-second = 5
      bulk.rate-per-second = 20
      bulk.window = 20:00-06:30
      inquiry.deadline = PT30S
      inquiry.retention = P2D
      records.seal-after = PT5S
      loads.changes-percent = 100
      loads.ends-percent = 1
      loads.names-percent = 50
      stop.requests = PT40S
      stop.work = PT1M
      hazelcast.port = 0
      """;

  private Configuration everyKey() throws IOException {
    Files.writeString(folder.resolve("db-password"), "x");
    Path file = folder.resolve("renkei.properties");
    Files.writeString(file, EVERY_KEY);
    return Configuration.from(Settings.read(file), DATA);
  }

  @Test
  void readsWhereDataAndKeysLie() throws IOException {
    Configuration configuration = everyKey();

    assertThat(configuration.data()).isEqualTo(folder.resolve("連携"));
    assertThat(configuration.keys())
        .isEqualTo(
            new Configuration.KeyFolder(
                Path.of("/etc/renkei/keys"), Path.of("/run/secrets/keys"), false));
    assertThat(configuration.agencies()).contains(folder.resolve("agencies.json"));
    assertThat(configuration.algorithms()).contains(folder.resolve("algorithms.txt"));
  }

  @Test
  void isInProductionWhereItSaysSo() throws IOException {
    assertThat(everyKey().environment()).isEqualTo(Environment.PRODUCTION);
  }

  @Test
  void isATestWithKeysOfTheDemonstration() {
    assertThat(Configuration.from(Settings.none(), DATA).environment()).isEqualTo(Environment.TEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRODUCTION |      | installation.environment cannot be PRODUCTION with keys of the demonstration",
        "''         | keys | installation.environment is missing",
        "production | keys | installation.environment must be PRODUCTION or TEST, was: production",
      })
  void doesNotStartWithoutHavingSaidWhatItWorksFor(
      String environment, @Nullable String keys, String problem) {
    Settings settings = Settings.none();
    settings =
        environment.isEmpty() ? settings : settings.with("installation.environment", environment);
    Settings all = keys == null ? settings : settings.with("keys.directory", keys);

    assertThatThrownBy(() -> Configuration.from(all, DATA)).hasMessageContaining(problem);
  }

  @Test
  void readsTheServersOfOthers() throws IOException {
    Configuration configuration = everyKey();

    assertThat(configuration.database())
        .contains(
            new Configuration.ExternalServer(
                "jdbc:postgresql://db.example:5432/renkei?sslmode=verify-full",
                "renkei",
                folder.resolve("db-password")));
    assertThat(configuration.broker()).isPresent();
    assertThat(configuration.hazelcastPort()).isZero();
  }

  @Test
  void readsDoorsAndRoutes() throws IOException {
    Configuration configuration = everyKey();

    assertThat(configuration.doors()).isEqualTo(places("10.1.2.3", 0, 1, 65535));
    assertThat(configuration.routes())
        .containsEntry("core", URI.create("https://core.example/core"))
        .containsEntry("north", URI.create("https://north.example/"));
  }

  @Test
  void readsBoundsAndTimes() throws IOException {
    Configuration configuration = everyKey();

    assertThat(configuration.brokerSettings().inline()).isZero();
    assertThat(configuration.brokerSettings().bounds().counterRate()).isEqualTo(5);
    assertThat(configuration.bulk().window())
        .isEqualTo(new TimeWindow(Duration.ofHours(20), Duration.ofMinutes(6 * 60 + 30)));
    assertThat(configuration.inquiryDeadline()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.brokerSettings().retention()).isEqualTo(Duration.ofDays(2));
    assertThat(configuration.sealAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(configuration.loadShares()).isEqualTo(new LoadShares(1, 0.01, 0.5));
    assertThat(configuration.stop())
        .isEqualTo(new Configuration.StopLimits(Duration.ofSeconds(40), Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          door.local.port        | 80a              | door.local.port must be a number from 0 to 65535, was: 80a
          door.national.port     | 65536            | door.national.port must be a number from 0 to 65535, was: 65536
          door.natoinal.port     | 8443             | door.natoinal.port is no key of the configuration
          route.core             | http://core/     | route.core must be an https address, was: http://core/
          route.                 | https://core/    | route. is no key of the configuration
          arrivals.at-once       | 9                | arrivals.at-once must be a number from 0 to 8, was: 9
          counter.rate-per-second | 0               | counter.rate-per-second must be a number from 1 to 10000, was: 0
          bulk.rate-per-second   | 0                | bulk.rate-per-second must be a number from 1 to 1000000, was: 0
          bulk.window            | 8-25             | bulk.window must be a part of the day like 20:00-06:00, was: 8-25
          bulk.window            | 24:00-24:00      | bulk.window must be a part of the day like 20:00-06:00, was: 24:00-24:00
          inquiry.deadline       | PT0S             | inquiry.deadline must be a positive ISO 8601 duration like PT10M, was: PT0S
          inquiry.deadline       | ten minutes      | inquiry.deadline must be a positive ISO 8601 duration like PT10M, was: ten minutes
          loads.ends-percent     | 0                | loads.ends-percent must be a number from 1 to 100, was: 0
          records.seal-after     | P2D              | records.seal-after must be at most PT24H, was: PT48H
          database.url           | mysql://x        | database.url must begin with jdbc:postgresql:
          database.user          | renkei           | database.user means nothing without database.url
          """)
  void refusesABadKeyByName(String key, String value, String message) {
    assertThatThrownBy(() -> Configuration.from(new Settings(Map.of(key, value), folder), DATA))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void readsTheTableOfAlgorithmsOrSaysWhatIsWrongWithIt() throws IOException {
    Path file = folder.resolve("algorithms.txt");
    assertThat(AlgorithmsFile.read(Optional.empty()).rows())
        .isEqualTo(AlgorithmTable.standard().rows());
    assertThatThrownBy(() -> AlgorithmsFile.read(Optional.of(file)))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage("algorithms.file: there is no file " + file);
    String row = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256 2030-01-01 2037-01-01";
    Files.writeString(file, "; ours\n" + row);
    assertThat(AlgorithmsFile.read(Optional.of(file)).rows()).hasSize(1);

    Files.writeString(file, row + " later");

    assertThatThrownBy(() -> AlgorithmsFile.read(Optional.of(file)))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage("algorithms.file: wrong line in the algorithm table: " + row + " later");
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws IOException {
    Path missing = folder.resolve("missing.properties");
    assertThatThrownBy(() -> Settings.read(missing))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage("there is no file " + missing);
    Path shiftJis = folder.resolve("shift-jis.properties");
    Files.write(shiftJis, new byte[] {'d', '=', (byte) 0x98, (byte) 0x41});
    assertThatThrownBy(() -> Settings.read(shiftJis))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage(shiftJis + ": line 1 is not UTF-8; save it as UTF-8");
  }

  @Test
  void tellsEveryProblemAtOnce() {
    Settings settings =
        new Settings(
            Map.of("database.url", "jdbc:postgresql://127.0.0.1/renkei", "hazelcast.port", "-1"),
            folder);

    assertThatThrownBy(() -> Configuration.from(settings, DATA))
        .hasMessageContaining("database.user is missing")
        .hasMessageContaining("database.password-file is missing")
        .hasMessageContaining("hazelcast.port must be");
  }
}
