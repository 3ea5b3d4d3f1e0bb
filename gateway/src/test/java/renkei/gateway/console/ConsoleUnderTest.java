package renkei.gateway.console;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import renkei.broker.Direction;
import renkei.broker.QueueState;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.Permissions;
import renkei.codebook.postgres.PostgresCodebook;
import renkei.gateway.health.Health;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.logging.Refusals;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.replay.Replay;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.Persons;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Sessions;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.ShippedEditions;
import renkei.signing.KeyStoreFile;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** A console on a door of its own, over queues the test makes up. */
final class ConsoleUnderTest implements AutoCloseable {

  static final String TOKEN = "a-token-made-up-for-a-test";

  /** The operator who may do everything, and by whom the password is {@link #PASSWORD}. */
  static final String LOGIN = "sato";

  static final String PASSWORD = PersonsUnderTest.PASSWORD;

  /** Made once: hashing passwords costs time. */
  private static final class Shared {
    static final PersonsUnderTest PEOPLE = new PersonsUnderTest();
    static final byte[] SECRET = PEOPLE.enrol(Place.PLATFORM, PEOPLE.add(PEOPLE.operator(LOGIN)));

    static {
      PEOPLE.add(PersonsUnderTest.withKey(PEOPLE.operator("kato"), PersonsUnderTest.someKey(1)));
    }
  }

  static final int MUNICIPALITIES = 1_788;

  final SSLContext tls;
  private final HttpsDoor door;
  private final OperatorConsole console;
  final Health health;
  private volatile InstantSource time = InstantSource.system();
  private volatile List<QueueState> queues = List.of();
  private volatile Optional<PermissionListState> list = Optional.empty();
  private volatile boolean away;
  final Permissions permissions;

  ConsoleUnderTest(Path folder) throws IOException {
    this(folder, directory());
  }

  /**
   * @param directory whose names the console shows; keys are made for three tenants in any case
   */
  ConsoleUnderTest(Path folder, AgencyDirectory directory) throws IOException {
    Path pki = folder.resolve("pki");
    new DemonstrationPki(pki, Clock.systemUTC()).makeIfMissing(directory());
    char[] password = Files.readString(pki.resolve("password")).toCharArray();
    tls =
        Tls.context(
            KeyStoreFile.open(pki.resolve("platform.p12"), password).identity("identity"),
            CertificateTrust.anchoredAt(
                KeyStoreFile.open(pki.resolve("anchors.p12"), password).trusted(),
                Clock.systemUTC()));
    door =
        new HttpsDoor(
            "operator",
            Loopback.free(),
            tls,
            HttpsDoor.ClientCertificate.ASKED,
            new HttpsDoor.Limits(50, 20, 20, 65_536));
    InstantSource changing = () -> time.instant();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    health = new Health(metrics, changing.withZone(ZoneOffset.UTC));
    Refusals refusals = new Refusals(metrics, "operator");
    permissions = PostgresCodebook.permissions(people().database, directory, Clock.systemUTC());
    door.reportTo(refusals);
    console =
        new OperatorConsole(
            new OperatorConsole.Seen(this::queues, health, () -> list, directory),
            new OperatorConsole.Lists(permissions, directory, replay(directory)),
            people(folder),
            metrics,
            TOKEN,
            refusals,
            changing.withZone(ZoneOffset.UTC));
    console.addTo(door);
    door.open();
  }

  private static Replay replay(AgencyDirectory directory) {
    return new Replay(
        people().database,
        new PostgresTenantStore(
            people().database,
            ShippedEditions.shelfAsItIs(people().database),
            Parties.shared()::keys,
            Clock.systemUTC(),
            new SecureRandom()),
        directory);
  }

  private static OperatorConsole.People people(Path folder) {
    PersonsUnderTest people = people();
    people.clock.advance(Duration.ofMinutes(1));
    return new OperatorConsole.People(
        // Who counts wrong tries anew: those of another test are none of this one's.
        new Persons(people.database, people.secrets, people.clock),
        people.enrolments,
        people.changes,
        people.proposals,
        people.acts,
        new Sessions(people.clock),
        people.desk,
        MachineCode.write(folder));
  }

  /** Who there is: {@link #LOGIN}, and another who may do everything too. */
  static PersonsUnderTest people() {
    return Shared.PEOPLE;
  }

  /** A one-time code of {@link #LOGIN} that was not used yet. */
  static String code() {
    people().clock.advance(Duration.ofSeconds(30));
    return people().codeNow(Shared.SECRET);
  }

  /** Which permission list is in force from now on. */
  void show(PermissionListState now) {
    list = Optional.of(now);
  }

  /** What the queues look like from now on. */
  void show(List<QueueState> now) {
    queues = now;
    away = false;
  }

  /** The queues cannot be seen from now on. */
  void goAway() {
    away = true;
  }

  /** Looks at the queues now. */
  void look() {
    console.look();
  }

  /** From now on the platform's clock stands still. */
  void stopClockAt(Instant moment) {
    time = InstantSource.fixed(moment);
  }

  /** Looks at the queues as if it were some time ago. */
  void look(Duration ago, List<QueueState> then) {
    InstantSource before = time;
    time = () -> before.instant().minus(ago);
    show(then);
    console.look();
    time = before;
  }

  /** Looks at the queues once a second from now on. */
  void watch() {
    console.start();
  }

  int port() {
    return door.port();
  }

  URI address(String path) {
    return URI.create("https://localhost:" + door.port() + path);
  }

  @Override
  public void close() {
    console.close();
    door.close();
    permissions.close();
  }

  private List<QueueState> queues() {
    if (away) {
      throw new IllegalStateException("away, as the test wants it");
    }
    return queues;
  }

  static QueueState queue(
      String tenant, Direction direction, Lane lane, long depth, double ratePerSecond) {
    Duration oldest = depth == 0 ? Duration.ZERO : Duration.ofMillis(900 + 40 * depth);
    return new QueueState(new TenantId(tenant), direction, lane, depth, oldest, ratePerSecond);
  }

  /** Three municipalities' queues at a moment of a made-up day with a bulk run in the middle. */
  static List<QueueState> dayAt(Instant moment) {
    double phase = (moment.getEpochSecond() % 600) / 600.0;
    double bulk = Math.max(0, Math.sin(Math.PI * (phase * 1.4 - 0.2)));
    List<QueueState> queues = new ArrayList<>();
    for (String tenant : List.of("990019", "990027", "990035")) {
      for (Direction direction : Direction.values()) {
        double wobble = 1 + Math.sin(moment.getEpochSecond() / 17.0 + tenant.hashCode());
        queues.add(queue(tenant, direction, Lane.COUNTER, (long) wobble, 1.3 * wobble));
        queues.add(queue(tenant, direction, Lane.ROUTINE, (long) (4 * wobble), 3.1 * wobble));
        long deep = tenant.equals("990035") ? 0 : (long) (2600 * bulk);
        queues.add(queue(tenant, direction, Lane.BULK, deep, deep == 0 ? 0 : 48 + 3 * wobble));
      }
    }
    return queues;
  }

  /** As many municipalities as Japan has, of made-up names. */
  static AgencyDirectory wholeCountry() {
    List<Agency> agencies = new ArrayList<>();
    for (int i = 0; i < MUNICIPALITIES; i++) {
      String tenant = tenant(i);
      agencies.add(
          tenant("9%015d".formatted(i), tenant, "試験市第" + (i + 1), "Test City No. " + (i + 1)));
    }
    return new AgencyDirectory(agencies);
  }

  /** The code of a made-up municipality, with its check digit. */
  static String tenant(int number) {
    String digits = "%05d".formatted(10_000 + number);
    int sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += (digits.charAt(i) - '0') * (6 - i);
    }
    return digits + (11 - sum % 11) % 10;
  }

  /** The queues of the whole country: most of them idle, as always. */
  static List<QueueState> countryAt(Instant moment) {
    List<QueueState> queues = new ArrayList<>();
    for (int i = 0; i < MUNICIPALITIES; i++) {
      String tenant = tenant(i);
      long bulk = i % 60 == 7 ? 40L * i % 9_000 + moment.getEpochSecond() % 30 : 0;
      for (Direction direction : Direction.values()) {
        queues.add(queue(tenant, direction, Lane.COUNTER, i % 45 == 3 ? 1 + i % 4 : 0, 0.1));
        queues.add(queue(tenant, direction, Lane.ROUTINE, i % 20 == 1 ? 1 + i % 7 : 0, 0.3));
        queues.add(queue(tenant, direction, Lane.BULK, bulk, bulk == 0 ? 0 : 12));
      }
    }
    return queues;
  }

  private static AgencyDirectory directory() {
    return new AgencyDirectory(
        List.of(
            tenant("9099001900000000", "990019", "試験市甲", "Test City A"),
            tenant("9099002700000000", "990027", "試験市乙", "Test City B"),
            tenant("9099003500000000", "990035", "試験町丙", "Test Town C")));
  }

  private static Agency tenant(String code, String tenant, String nameJa, String nameEn) {
    return new Agency(
        new AgencyCode(code),
        AgencyKind.MUNICIPALITY,
        Optional.of(new TenantId(tenant)),
        nameJa,
        nameEn);
  }
}
