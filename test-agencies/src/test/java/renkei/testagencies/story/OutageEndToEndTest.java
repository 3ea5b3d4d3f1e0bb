package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import renkei.signing.tls.Tls;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Reply;
import renkei.testagencies.municipality.LocalId;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;

/**
 * The core is away while people stand at counters, and then the database hangs. What is away is
 * named within five seconds, a change is one line of the log, and everything that was asked is
 * answered afterwards with what the files say.
 *
 * <p>A check of every change has a short outage; {@code -Drenkei.outage=PT10M} has the long one.
 */
@Timeout(1_800)
@EnabledIfSystemProperty(named = "renkei.clock", matches = "true")
class OutageEndToEndTest {

  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("renkei.outage", "PT15S"));

  private static final Duration NAMED_WITHIN = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TWO = Duration.ofMillis(100);
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern METRIC = Pattern.compile("\\b(?:renkei|jvm)_[a-z_]+[a-z]\\b");

  /** A question of somebody at a counter, and who it is about. */
  private record Asked(
      Municipality here,
      Municipality there,
      LocalInquiry inquiry,
      ResidentCode citizen,
      InquiryId id) {}

  /** What operators see. */
  private record Operator(HttpClient http, Stage stage, String token) {

    static Operator of(Stage stage) throws IOException {
      Path pki = stage.platform().data().resolve("pki");
      WorldKeys keys = WorldKeys.open(pki.resolve("world"), Clock.systemUTC());
      HttpClient http =
          HttpClient.newBuilder()
              .sslContext(Tls.context(keys.agency(stage.world().core().code()), keys.trust()))
              .build();
      return new Operator(http, stage, Files.readString(pki.resolve("operator-token")).strip());
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request) {
      try {
        return http.send(
            request
                .uri(URI.create(OperatorView.origin(stage) + path))
                .timeout(Duration.ofSeconds(10))
                .build(),
            BodyHandlers.ofString());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    String metrics() {
      return send("/metrics", HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
          .body();
    }

    boolean shows(String metric) {
      return metrics().lines().anyMatch(metric::equals);
    }
  }

  @Test
  void namesWhatIsAwayWithinFiveSecondsAndAnswersEverythingAfterwards() throws Exception {
    try (Relay line = new Relay();
        Stage stage = stage(line)) {
      Operator operator = Operator.of(stage);
      List<Asked> asked = new ArrayList<>();
      ask(stage, asked, BEFORE);
      int before = logged(stage).size();

      line.cut();
      long cut = System.nanoTime();
      Thread clerks = Thread.ofVirtual().start(() -> ask(stage, asked, OUTAGE));
      within(cut, () -> operator.shows("renkei_route_up{route=\"core\"} 0.0"));
      clerks.join();
      assertThat(operator.metrics()).containsPattern("renkei_route_failures_total\\{cause=\"Conn");

      line.mend(stage.platform().worldPort());
      assertAllAnswered(stage, asked);
      await("the route is up", () -> operator.shows("renkei_route_up{route=\"core\"} 1.0"));
      List<String> lines = logged(stage).subList(before, logged(stage).size());
      assertThat(lines)
          .as("of the whole outage")
          .filteredOn(line2 -> line2.contains("route core"))
          .hasSize(2);
      assertThat(lines).as("of anything else").hasSizeLessThan(10);

      freezeTheDatabase(stage, operator);
      assertThat(namedInDocuments()).isSubsetOf(names(operator.metrics()));
    }
  }

  private static Stage stage(Relay line) throws InterruptedException {
    Stage stage =
        TestStage.set(
            "core-away",
            120,
            Map.of(
                "route.core",
                "https://127.0.0.1:" + line.port() + "/core",
                "inquiry.deadline",
                "PT1H"));
    line.mend(stage.platform().worldPort());
    Preparation preparation = new Preparation(stage);
    preparation.deliverPermissions();
    assertThat(preparation.acquireCodes()).allMatch(Preparation.Codes::asExpected);
    assertThat(preparation.loadWithFaults(stage.city(0), DemoCodes.REGISTER).asExpected()).isTrue();
    for (Municipality city : stage.municipalities()) {
      preparation.load(city, DemoCodes.REGISTER);
    }
    return stage;
  }

  /** Somebody comes to a counter ten times a second. */
  private static void ask(Stage stage, List<Asked> asked, Duration during) {
    List<ResidentCode> moved =
        stage
            .population()
            .knownInBoth(stage.city(0).backend().tenant(), stage.city(1).backend().tenant());
    long end = System.nanoTime() + during.toNanos();
    for (long next = System.nanoTime(); next < end; next += BETWEEN_TWO.toNanos()) {
      LockSupport.parkNanos(next - System.nanoTime());
      int number = asked.size();
      Municipality here = stage.city(number % 2);
      Municipality there = stage.city(1 - number % 2);
      ResidentCode citizen = moved.get(number % moved.size());
      LocalInquiry inquiry =
          new LocalInquiry(
              new LocalId("outage-" + number),
              here.files().find(citizen).orElseThrow().addresseeNumber(),
              DemoCodes.CITY_ASKS_CITY,
              DemoCodes.REGISTER,
              there.code(),
              Lane.COUNTER,
              Optional.empty());
      asked.add(new Asked(here, there, inquiry, citizen, here.backend().ask(inquiry)));
    }
  }

  private static void assertAllAnswered(Stage stage, List<Asked> asked) {
    Ledger ledger = new Ledger(stage);
    for (Asked one : asked) {
      LocalResult result = one.here().backend().outcome(one.id(), Duration.ofMinutes(3));
      ledger.note(one.here(), one.inquiry(), one.citizen(), result);
      Reply expected = stage.truth().reply(one.there().code(), DemoCodes.REGISTER, one.citizen());
      assertThat(result.reply()).contains(expected);
    }
    assertThat(asked).hasSizeGreaterThan(100);
    assertThat(ledger.reconcile().findings()).isEmpty();
  }

  /** The postmaster stands still: whoever logs in gets no answer. */
  private static void freezeTheDatabase(Stage stage, Operator operator) throws Exception {
    Path pidFile = stage.platform().data().resolve("postgres/data/postmaster.pid");
    String pid = Files.readAllLines(pidFile).getFirst().strip();
    signal("-STOP", pid);
    try {
      await("the database is down", () -> operator.shows("renkei_part_up{part=\"database\"} 0.0"));
    } finally {
      signal("-CONT", pid);
    }
    await("the database is up", () -> operator.shows("renkei_part_up{part=\"database\"} 1.0"));
  }

  private static void signal(String signal, String pid) throws Exception {
    new ProcessBuilder("kill", signal, pid).start().waitFor();
  }

  private static void within(long begun, BooleanSupplier condition) {
    await("it is named", condition);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println("named after " + took.toMillis() + " ms");
    assertThat(took).isLessThan(NAMED_WITHIN);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static List<String> logged(Stage stage) throws IOException {
    return Files.readAllLines(stage.platform().log());
  }

  /** Every metric that rules, dashboard and the explanation of alarms name. */
  private static Set<String> namedInDocuments() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file :
        List.of(
            DOCS.resolve("monitoring").resolve("renkei-alerts.yaml"),
            DOCS.resolve("monitoring").resolve("renkei-dashboard.json"),
            DOCS.resolve("alarms.md"),
            DOCS.resolve("operations.md"))) {
      METRIC.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group()));
    }
    assertThat(names).hasSizeGreaterThan(12);
    return names;
  }

  private static Set<String> names(String metrics) {
    Set<String> names = new TreeSet<>();
    metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
    return names;
  }
}
