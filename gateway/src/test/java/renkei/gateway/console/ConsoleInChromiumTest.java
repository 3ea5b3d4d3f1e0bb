package renkei.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.console.ConsoleUnderTest.queue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.broker.Direction;
import renkei.broker.QueueState;
import renkei.codebook.Lane;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Component;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Right;

/** The console in the system's Chromium. */
class ConsoleInChromiumTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir static Path folder;
  private static Playwright playwright;
  private static Browser browser;

  private ConsoleUnderTest console;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startChromium() {
    if (!Files.isExecutable(CHROMIUM)) {
      System.out.println("SKIPPED: the console is not tested, there is no " + CHROMIUM);
      Assumptions.abort("no Chromium");
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void stopChromium() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    console = new ConsoleUnderTest(folder);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void showsWhatTheQueuesDoWhileTheyDoIt() {
    console.show(List.of(queue("990019", Direction.IN, Lane.COUNTER, 3, 1.5)));
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = logIn(context);
      assertThat(figure(page, "COUNTER", "depth")).hasText("3");
      assertThat(figure(page, "COUNTER", "rate")).hasText("1.5");
      assertThat(page.locator("#rows tr")).hasCount(1);
      assertThat(page.locator("#rows tr")).containsText("Test City A 990019");
      assertThat(page.locator("#rows tr")).containsText("Incoming");

      console.show(
          List.of(
              queue("990019", Direction.IN, Lane.COUNTER, 0, 2),
              queue("990027", Direction.OUT, Lane.BULK, 12345, 40)));

      assertThat(figure(page, "COUNTER", "depth")).hasText("0");
      assertThat(figure(page, "BULK", "depth")).hasText("12,345");
      assertThat(page.locator("#rows tr")).hasCount(2);
      page.getByLabel("Only queues with messages").check();
      assertThat(page.locator("#rows tr")).hasCount(1);
      assertThat(page.locator("#chart-depth path.line")).hasCount(3);
      assertThat(page.locator("#chart-rate path.line")).hasCount(3);
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void saysThatTheQueuesCannotBeSeenAndRecovers() {
    console.show(List.of());
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = logIn(context);
      assertThat(page.locator("#status")).hasText("Live");

      console.goAway();
      assertThat(page.locator("#status"))
          .hasText(
              Pattern.compile("The queues cannot be seen · figures of \\d\\d:\\d\\d:\\d\\d JST"));
      assertThat(page.locator("#figures")).hasClass("stale");

      console.show(List.of());
      assertThat(page.locator("#status")).hasText("Live");
      assertThat(page.locator("#figures")).hasClass("");
    }
  }

  private static final Component CORE = Component.route("core");

  /** A core that refuses connections, seen by the sender. */
  private void coreGoesAway() {
    console.health.works(Component.DATABASE);
    console.health.fails(CORE, new Cause("ConnectException"));
    console.health.look();
  }

  @Test
  void namesTheRouteThatIsAwayWithItsCauseAndTurnsRed() {
    console.show(List.of(queue("990019", Direction.OUT, Lane.COUNTER, 0, 0)));
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = logIn(context);
      assertThat(page.locator("#situation")).hasAttribute("data-level", "GOOD");

      coreGoesAway();

      assertThat(page.locator("#situation")).hasAttribute("data-level", "BAD");
      assertThat(page.locator("#causes li")).hasCount(1);
      assertThat(page.locator("#causes li"))
          .hasText(
              Pattern.compile(
                  "National network \\(core\\) Down \\d\\d:\\d\\d:\\d\\d \\(\\d+ s\\) ConnectException"
                      + "Messages are kept .*"));
      assertThat(page.locator("#components tr").first()).containsText("National network (core)");
      assertThat(page.locator("#permission-list"))
          .hasText("No permission list has arrived: everything is refused");
      assertThat(page).hasTitle(Pattern.compile("^Outage · .*"));

      console.health.works(CORE);
      console.health.look();
      assertThat(page.locator("#situation")).hasAttribute("data-level", "GOOD");
      assertThat(page.locator("#components tr[data-name=core]")).containsText("ConnectException");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void isRedWhenPeopleWaitAtCountersWhateverTheCause() {
    console.show(List.of(queue("990019", Direction.OUT, Lane.COUNTER, 300, 0)));
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = logIn(context);

      assertThat(page.locator("#situation")).hasAttribute("data-level", "BAD");
      assertThat(page.locator("#situation-text"))
          .containsText("At counters 300 wait, the oldest for 12 s.");
    }
  }

  @Test
  void isNotRedWhenOnlyBulkWorkWaits() {
    console.show(List.of(queue("990019", Direction.OUT, Lane.BULK, 30_000, 0)));
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = logIn(context);

      assertThat(page.locator("#situation")).hasAttribute("data-level", "GOOD");
    }
  }

  @Test
  void tellsJapanTimeWhereverTheBrowserIs() {
    console.stopClockAt(Instant.parse("2026-11-30T22:30:05Z"));
    console.show(List.of());
    console.look();
    coreGoesAway();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT, "America/New_York")) {
      Page page = logIn(context);

      assertThat(page.locator("#clock")).hasText("07:30:05 JST");
      assertThat(page.locator("#causes .since")).hasText("07:30:05 (0 s)");
    }
  }

  @Test
  void showsTheBusiestOfTheWholeCountryAndFindsTheOthers() throws IOException {
    try (ConsoleUnderTest country = new ConsoleUnderTest(folder, ConsoleUnderTest.wholeCountry());
        BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      List<QueueState> queues = new ArrayList<>(ConsoleUnderTest.countryAt(Instant.EPOCH));
      queues.add(queue(ConsoleUnderTest.tenant(1_000), Direction.OUT, Lane.COUNTER, 300, 0));
      country.show(queues);
      country.watch();
      Page page = logIn(context, country);
      assertThat(page.locator("#rows tr")).hasCount(Figures.MOST_ROWS);
      assertThat(page.locator("#tenants")).hasText("1,788");
      assertThat(page.locator("#rows tr").first()).containsText("Test City No. 1001 ");

      page.getByLabel("Find a municipality").fill("No. 1788");

      assertThat(page.locator("#rows tr")).hasCount(6);
      assertThat(page.locator("#rows tr").first())
          .containsText("Test City No. 1788 " + ConsoleUnderTest.tenant(1_787));
      page.getByLabel("Find a municipality").fill("nowhere");
      assertThat(page.locator("#rows")).hasText("No such municipality");
      assertThat(complaints).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ja-JP, LIGHT, 1280",
    "ja-JP, LIGHT, 390",
    "ja-JP, DARK, 390",
    "en-GB, LIGHT, 1280",
    "en-GB, LIGHT, 390"
  })
  void fitsTheWholeCountryAndAnOutageOnAScreenAndATelephone(
      String locale, ColorScheme colours, int width) throws IOException {
    Instant now = Clock.systemUTC().instant();
    try (ConsoleUnderTest country = new ConsoleUnderTest(folder, ConsoleUnderTest.wholeCountry());
        BrowserContext context = context(locale, colours)) {
      for (int ago = 600; ago > 0; ago--) {
        country.look(Duration.ofSeconds(ago), ConsoleUnderTest.dayAt(now.minusSeconds(ago)));
      }
      List<QueueState> queues =
          new ArrayList<>(ConsoleUnderTest.countryAt(now.minusSeconds(now.getEpochSecond() % 30)));
      queues.set(0, queue(ConsoleUnderTest.tenant(0), Direction.IN, Lane.COUNTER, 300, 0));
      country.show(queues);
      for (String part : List.of("database", "message-broker", "cluster", "keys")) {
        country.health.works(Component.part(part));
      }
      country.health.works(Component.route("agencies"));
      country.health.works(Component.route("platform"));
      country.health.fails(CORE, new Cause("ConnectException"));
      country.health.limps(Component.DISK, new Cause("LittleRoom"));
      country.health.look();
      country.watch();
      Page page = newPage(context);
      page.setViewportSize(width, 900);
      page.navigate(country.address("/console").toString());
      fillIn(page);
      assertThat(page.locator("#rows tr")).hasCount(Figures.MOST_ROWS);
      assertThat(page.locator("#causes li")).hasCount(2);
      Files.createDirectories(SCREENSHOTS);
      page.screenshot(options("country-%s-%s-%d".formatted(locale, colours, width)));

      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing sticks out to the right")
          .isTrue();
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void canBeUsedWithTheKeyboardAlone() {
    console.show(List.of(queue("990019", Direction.IN, Lane.COUNTER, 0, 0)));
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = newPage(context);
      page.navigate(console.address("/console").toString());
      assertThat(page.locator("#login")).isFocused();
      page.keyboard().type(ConsoleUnderTest.LOGIN);
      page.keyboard().press("Tab");
      page.keyboard().type(ConsoleUnderTest.PASSWORD);
      page.keyboard().press("Tab");
      page.keyboard().type(ConsoleUnderTest.code());
      page.keyboard().press("Enter");
      assertThat(page.locator("#rows tr")).hasCount(1);

      page.keyboard().press("Tab");
      assertThat(page.locator("a.skip")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("#figures")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator(".health .scroll")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator("#chart-depth")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator("#chart-rate")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator("#search")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator("#busy")).isFocused();
      page.keyboard().press("Space");
      assertThat(page.locator("#rows")).hasText("No queue to show");
      for (int back = 0; back < 5; back++) {
        page.keyboard().press("Shift+Tab");
      }
      assertThat(page.getByText("Log out")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.getByLabel("One-time code")).isVisible();
    }
  }

  @Test
  void isNotCalledLiveBeforeThereAreFigures() {
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      context.route("**/console/now*", route -> {});
      Page page = logIn(context);

      assertThat(page.locator("#status")).hasText("Connecting …");
    }
  }

  @Test
  void readsTheChartsOutToTheKeyboard() {
    Instant now = Clock.systemUTC().instant();
    for (int ago = 120; ago > 0; ago--) {
      console.look(
          Duration.ofSeconds(ago),
          List.of(queue("990019", Direction.IN, Lane.COUNTER, 1000 + ago, ago)));
    }
    console.stopClockAt(now);
    console.show(List.of(queue("990019", Direction.IN, Lane.COUNTER, 1000, 7)));
    console.look();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
      Page page = logIn(context);
      var depth = page.getByRole(AriaRole.SLIDER).first();
      var time = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d JST, Counter 1,000, Routine 0, Bulk 0$");
      assertThat(depth).hasAttribute("aria-valuetext", time);

      depth.focus();
      page.keyboard().press("ArrowLeft");
      assertThat(depth).hasAttribute("aria-valuetext", Pattern.compile(" Counter 1,001,"));
      assertThat(page.locator("#chart-depth text.told").first()).hasText("1,001");
      page.keyboard().press("PageDown");
      assertThat(depth).hasAttribute("aria-valuetext", Pattern.compile(" Counter 1,061,"));
      page.keyboard().press("Home");
      assertThat(depth).hasAttribute("aria-valuetext", Pattern.compile(" Counter 1,120,"));
      page.keyboard().press("Tab");
      page.keyboard().press("ArrowLeft");
      assertThat(page.locator("#chart-rate"))
          .hasAttribute("aria-valuetext", Pattern.compile(" Counter 1.0,"));
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void showsTheFiguresThatTheMetricsSay() throws Exception {
    console.show(
        List.of(
            queue("990019", Direction.IN, Lane.COUNTER, 3, 1.5),
            queue("990019", Direction.OUT, Lane.BULK, 12345, 41.5)));
    console.watch();
    try (BrowserContext context = context("en-GB", ColorScheme.LIGHT);
        HttpClient client = HttpClient.newBuilder().sslContext(console.tls).build()) {
      Page page = logIn(context);
      assertThat(page.locator("#rows tr")).hasCount(2);
      HttpRequest request =
          HttpRequest.newBuilder(console.address("/metrics"))
              .header("Authorization", "Bearer " + ConsoleUnderTest.TOKEN)
              .build();
      String metrics = client.send(request, BodyHandlers.ofString()).body();

      for (String row : page.locator("#rows tr").allInnerTexts()) {
        String[] cells = row.strip().split("\\s*\\t\\s*", -1);
        String rate =
            "renkei_queue_rate{direction=\"%s\",lane=\"%s\",tenant=\"990019\"} %s\n"
                .formatted(
                    cells[1].equals("Incoming") ? "in" : "out",
                    cells[2].toLowerCase(Locale.ROOT),
                    cells[5]);
        assertThat(metrics).contains(rate);
      }
      assertThat(metrics).contains("renkei_queues_seen 1.0");
    }
  }

  @Test
  void tellsOfAWrongCredential() {
    try (BrowserContext context = context("ja-JP", ColorScheme.LIGHT)) {
      Page page = newPage(context);
      page.navigate(console.address("/console").toString());
      page.getByLabel("ログイン名").fill(ConsoleUnderTest.LOGIN);
      page.getByLabel("パスワード").fill("違うパスワード");
      page.getByLabel("ワンタイムコード").fill("000000");
      page.getByLabel("ワンタイムコード").press("Enter");

      assertThat(page.getByRole(AriaRole.ALERT)).containsText("いずれかが正しくありません");
    }
  }

  @ParameterizedTest
  @CsvSource({"ja-JP, 3分10秒", "en-GB, 3 min 10 s"})
  void writesAnAgeAsItsLanguageDoes(String locale, String age) {
    console.show(List.of(queue("990019", Direction.IN, Lane.BULK, 4_728, 1)));
    console.watch();
    try (BrowserContext context = context(locale, ColorScheme.LIGHT)) {
      Page page = newPage(context);
      page.navigate(console.address("/console").toString());
      fillIn(page);

      assertThat(figure(page, "BULK", "oldest")).hasText(age);
    }
  }

  @ParameterizedTest
  @CsvSource({"ja-JP, LIGHT, 1440", "ja-JP, DARK, 1440", "en-GB, LIGHT, 1440", "en-GB, DARK, 390"})
  void fitsTheScreenInEveryLanguageAndColour(String locale, ColorScheme colours, int width)
      throws IOException {
    Instant now = Clock.systemUTC().instant();
    for (int ago = 600; ago > 0; ago--) {
      console.look(Duration.ofSeconds(ago), ConsoleUnderTest.dayAt(now.minusSeconds(ago)));
    }
    List<QueueState> last = ConsoleUnderTest.dayAt(now);
    console.show(last);
    console.watch();
    try (BrowserContext context = context(locale, colours)) {
      Page page = newPage(context);
      page.setViewportSize(width, 1000);
      page.navigate(console.address("/console").toString());
      Files.createDirectories(SCREENSHOTS);
      String name = "%s-%s-%d".formatted(locale, colours, width);
      page.screenshot(options("login-" + name));
      fillIn(page);
      assertThat(page.locator("#rows tr")).hasCount(last.size());
      assertThat(page.locator("#chart-depth path.line")).hasCount(3);
      page.locator("#chart-depth").hover();
      page.screenshot(options("console-" + name));

      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing sticks out to the right")
          .isTrue();
      assertThat(complaints).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"ja-JP, LIGHT, 1280", "ja-JP, DARK, 390", "en-GB, LIGHT, 390", "en-GB, DARK, 1280"})
  void letsAnOperatorEnrolWithTheKeyboardAlone(String locale, ColorScheme colours, int width)
      throws IOException {
    PersonsUnderTest people = ConsoleUnderTest.people();
    String login = "mori" + Long.toString(System.nanoTime(), 36);
    String enrolment = people.addByTwo(people.operator(login, Right.OBSERVE));
    try (BrowserContext context = context(locale, colours)) {
      Page page = newPage(context);
      page.setViewportSize(width, 900);
      String name = "%s-%s-%d".formatted(locale, colours, width);
      page.navigate(console.address("/console/enrol").toString());
      assertThat(page.locator("#enrolment")).isFocused();
      shoot(page, "enrol-" + name);
      page.keyboard().type(enrolment);
      page.keyboard().press("Enter");
      assertThat(page.locator("#password")).isFocused();
      shoot(page, "enrol-credential-" + name);
      byte[] secret =
          PersonsUnderTest.unbase32(page.locator(".secret").innerText().replace(" ", ""));
      typeCredential(page, people.codeNow(new byte[20]));
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      shoot(page, "enrol-wrong-" + name);

      typeCredential(page, people.codeNow(secret));

      assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
      shoot(page, "enrolled-" + name);
      page.keyboard().press("Enter");
      assertThat(page.locator("#login")).isFocused();
      assertThat(complaints).allMatch(text -> text.contains("400"));
    }
  }

  private static void typeCredential(Page page, String code) {
    page.keyboard().type(ConsoleUnderTest.PASSWORD);
    page.keyboard().press("Tab");
    page.keyboard().type(ConsoleUnderTest.PASSWORD);
    page.keyboard().press("Tab");
    page.keyboard().type(code);
    page.keyboard().press("Enter");
  }

  @ParameterizedTest
  @CsvSource({"ja-JP, LIGHT, 1280", "ja-JP, DARK, 390", "en-GB, LIGHT, 390", "en-GB, DARK, 1280"})
  void showsWhoMayActAndWhatWaitsForASecondPerson(String locale, ColorScheme colours, int width)
      throws IOException {
    String name = "%s-%s-%d".formatted(locale, colours, width);
    try (BrowserContext context = context(locale, colours)) {
      Page page = logIn(context);
      page.setViewportSize(width, 900);
      page.navigate(console.address("/console/persons?lang=" + locale.substring(0, 2)).toString());
      page.locator("#new-login").fill("hayashi" + Long.toString(System.nanoTime(), 36));
      page.locator("#new-name").fill("林 <b>花子</b>");
      page.locator("#new-until")
          .fill(ConsoleUnderTest.people().operator("x1").lastDay().toString());
      page.locator("#new-until").press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
      assertThat(page.locator(".proposals li").last()).containsText("林 <b>花子</b>");
      assertThat(page.locator(".proposals li").last().locator("button")).hasCount(1);
      shoot(page, "persons-" + name);

      page.locator(".proposals li").last().locator("button").press("Enter");

      assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
      assertThat(page.locator("section:has(#acts-heading) tbody tr").first())
          .containsText(ConsoleUnderTest.LOGIN);
      assertThat(complaints).isEmpty();
    }
  }

  private static void shoot(Page page, String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    page.screenshot(options(name));
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing sticks out to the right")
        .isTrue();
  }

  private static Page.ScreenshotOptions options(String name) {
    return new Page.ScreenshotOptions()
        .setPath(SCREENSHOTS.resolve(name + ".png"))
        .setFullPage(true);
  }

  private static com.microsoft.playwright.Locator figure(Page page, String lane, String figure) {
    return page.locator(".lane[data-lane=" + lane + "] [data-figure=" + figure + "]");
  }

  private BrowserContext context(String locale, ColorScheme colours) {
    return context(locale, colours, "Asia/Tokyo");
  }

  private BrowserContext context(String locale, ColorScheme colours, String zone) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setIgnoreHTTPSErrors(true)
            .setLocale(locale)
            .setTimezoneId(zone)
            .setColorScheme(colours));
  }

  private Page newPage(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    return page;
  }

  private Page logIn(BrowserContext context) {
    return logIn(context, console);
  }

  private Page logIn(BrowserContext context, ConsoleUnderTest shown) {
    Page page = newPage(context);
    page.navigate(shown.address("/console").toString());
    fillIn(page);
    return page;
  }

  private static void fillIn(Page page) {
    page.locator("#login").fill(ConsoleUnderTest.LOGIN);
    page.locator("#password").fill(ConsoleUnderTest.PASSWORD);
    page.locator("#code").fill(ConsoleUnderTest.code());
    page.locator("#code").press("Enter");
  }
}
