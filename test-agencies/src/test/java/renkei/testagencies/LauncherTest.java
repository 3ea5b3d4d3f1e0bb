package renkei.testagencies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two scripts a newcomer starts with, on a path that has no Maven unless the test puts one. */
@Timeout(60)
class LauncherTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String MAVEN = "apache-maven-3.9.11";
  private static final String PLACE =
      "/org/apache/maven/apache-maven/3.9.11/" + MAVEN + "-bin.tar.gz";

  /** Says which JDK it got and what it was asked to do. */
  private static final String FAKE_MAVEN = "#!/bin/sh\necho \"$JAVA_HOME | $*\"\n";

  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cut",
          "dirname",
          "grep",
          "gzip",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sha512sum",
          "tar");

  @TempDir Path folder;
  private Path path;
  private Path cache;

  /** What became of a call. */
  private record Called(int exitCode, String out, String errors) {}

  @BeforeEach
  void makePath() throws IOException {
    path = Files.createDirectory(folder.resolve("path"));
    cache = folder.resolve("cache");
    for (String tool : TOOLS) {
      pass(tool, found(tool).orElseThrow());
    }
  }

  @Test
  void saysHowItIsUsedToWhoNamesNoVerb() throws Exception {
    Called called = call("renkei", Map.of());

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.out()).isEqualTo(text("renkei.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void listsItsVerbs(String asked) throws Exception {
    Called called = call("renkei", Map.of(), asked);

    assertThat(called).isEqualTo(new Called(0, text("renkei.txt"), ""));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEveryVerbWithoutJdkAndBuild(String verb, String text) throws Exception {
    hideEveryJdk();

    assertThat(call("renkei", Map.of(), words(verb, "--help")))
        .isEqualTo(new Called(0, text(text), ""));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpsWithEveryVerb(String verb, String text) throws Exception {
    hideEveryJdk();

    assertThat(call("renkei", Map.of(), words("help", verb)))
        .isEqualTo(new Called(0, text(text), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "serve --version", "bench signing -V"})
  void saysItsVersionWithoutJdkAndBuild(String asked) throws Exception {
    hideEveryJdk();

    assertThat(call("renkei", Map.of(), words(asked)))
        .isEqualTo(new Called(0, text("version.txt"), ""));
  }

  @Test
  void printsTheCompletionWithoutJdkAndBuild() throws Exception {
    hideEveryJdk();

    assertThat(call("renkei", Map.of(), "generate-completion"))
        .isEqualTo(new Called(0, text("completion.bash"), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "renkei, serve records operators database demo world bench help generate-completion",
    "renkei bench, provision signing",
    "renkei records, verify verify-acts",
    "renkei layouts, activate list load sign withdraw",
    "renkei permissions, difference list replay",
    "renkei operators, acts add approve decline end list proposals reset withdraw-list",
    "renkei database, accept",
    "renkei world, people"
  })
  void theCompletionKnowsEveryVerb(String typed, String verbs) throws Exception {
    Path bash = found("bash").orElse(null);
    assumeTrue(bash != null, "skipped: bash is not on this machine");
    String asked =
        "source docs/help/completion.bash; COMP_WORDS=(%1$s ''); COMP_CWORD=%2$d; _complete_renkei;"
                .formatted(typed, typed.split(" ").length)
            + " echo \"${COMPREPLY[@]}\"";
    Process process =
        new ProcessBuilder(String.valueOf(bash), "--norc", "-c", asked)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip().split("\\s+"))
        .contains(verbs.split(" "));
  }

  /** The best of several: what else the machine does is not the launcher's. */
  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "bench provision --help", "help serve"})
  void answersInLessThanHalfASecond(String asked) throws Exception {
    Duration shortest = Duration.ofDays(1);
    for (int n = 0; n < 10 && shortest.toMillis() >= 500; n++) {
      long begun = System.nanoTime();
      call("renkei", Map.of(), words(asked));
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      shortest = taken.compareTo(shortest) < 0 ? taken : shortest;
    }

    assertThat(shortest).isLessThan(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "fly, there is no verb 'fly', renkei.txt",
        "help fly, there is no verb 'fly', renkei.txt",
        "--json, there is no verb '--json', renkei.txt",
        "../renkei, there is no verb '../renkei', renkei.txt",
        "bench, 'bench' needs one word more, renkei-bench.txt",
        "bench fly, there is no verb 'bench fly', renkei-bench.txt",
        "records --json, there is no verb 'records --json', renkei-records.txt"
      })
  void namesAVerbThatThereIsNot(String asked, String told, String text) throws Exception {
    Called called = call("renkei", Map.of(), words(asked));

    assertThat(called).isEqualTo(new Called(2, "", "renkei: " + told + ".\n\n" + text(text)));
  }

  @Test
  void usesTheMavenOnThePathUnderJdk25() throws Exception {
    executable(path.resolve("mvn"), FAKE_MAVEN);

    Called called =
        call("mvnw", Map.of("JAVA_HOME", folder.toString(), "JAVA25_HOME", jdk()), "-B", "verify");

    assertThat(called.exitCode()).as(called.errors()).isZero();
    assertThat(called.out())
        .isEqualTo(jdk() + " | -f " + PROJECT.resolve("pom.xml") + " -B verify\n");
  }

  /** As systemd starts a process; the JVM could name no file beyond ASCII. */
  @ParameterizedTest
  @CsvSource({"'', '', C.UTF-8", "C, '', C.UTF-8", "C.UTF-8, C.UTF-8, ''"})
  void setsALocaleOnlyWhereThereIsNone(String given, String charset, String set) throws Exception {
    executable(
        path.resolve("locale"),
        charset.isEmpty() ? "#!/bin/sh\necho ANSI_X3.4-1968\n" : "#!/bin/sh\necho UTF-8\n");
    // Ends before anything is built: the launcher makes its folder once it knows the locale.
    executable(
        path.resolve("mkdir"), "#!/bin/sh\necho \"LC_ALL=${LC_ALL:-} LANG=${LANG:-}\"\nexit 1\n");

    Called called = call("renkei", given.isEmpty() ? Map.of() : Map.of("LANG", given), "serve");

    assertThat(called.out()).isEqualTo("LC_ALL=" + set + " LANG=" + given + "\n");
  }

  /** Every JDK there is looks like another version. */
  @ParameterizedTest
  @CsvSource({"renkei, serve", "mvnw, verify"})
  void saysPlainlyThatThereIsNoJdk(String script, String verb) throws Exception {
    hideEveryJdk();

    Called called = call(script, Map.of("JAVA_HOME", jdk()), verb);

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.errors())
        .hasLineCount(1)
        .contains("Renkei needs a JDK 25 and found none; install one");
  }

  @Test
  void saysInOneSentenceWhatToInstall() throws Exception {
    Called called = call("mvnw", Map.of(), "verify");

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.errors())
        .hasLineCount(1)
        .contains("No Maven found: install Maven 3.8.7 or later, or set MVNW_REPOURL");
    assertThat(cache).doesNotExist();
  }

  @Test
  void fetchesMavenOnceFromTheNamedRepositoryOnly() throws Exception {
    linkFetcher();
    byte[] archive = archive();
    try (Repository repository = new Repository(archive, sha512(archive))) {
      Called first = call("mvnw", Map.of("MVNW_REPOURL", repository.url()), "verify");
      Called second = call("mvnw", Map.of("MVNW_REPOURL", repository.url()), "verify");

      assertThat(first.exitCode()).as(first.errors()).isZero();
      assertThat(first.out()).endsWith("-f " + PROJECT.resolve("pom.xml") + " verify\n");
      assertThat(second.out()).isEqualTo(first.out());
      assertThat(repository.asked).containsExactly(PLACE, PLACE + ".sha512");
    }
  }

  @Test
  void doesNotRunAMavenThatDoesNotMatchItsChecksum() throws Exception {
    linkFetcher();
    byte[] archive = archive();
    try (Repository repository = new Repository(archive, sha512("another".getBytes(UTF_8)))) {
      Called called = call("mvnw", Map.of("MVNW_REPOURL", repository.url()), "verify");

      assertThat(called.exitCode()).isEqualTo(1);
      assertThat(called.out()).isEmpty();
      assertThat(called.errors()).contains("does not match its checksum");
    }
    try (Stream<Path> left = Files.list(cache.resolve("renkei"))) {
      assertThat(left).isEmpty();
    }
  }

  /** With the text about each: {@code bench provision, renkei-bench-provision.txt}. */
  static Stream<Arguments> commands() {
    return WholeCommandLine.commands()
        .map(
            command ->
                Arguments.of(
                    WholeCommandLine.words(command),
                    command.getCommandSpec().qualifiedName("-") + ".txt"));
  }

  private static String[] words(String... parts) {
    return String.join(" ", parts).strip().split(" ");
  }

  private static String text(String name) throws IOException {
    return Files.readString(PROJECT.resolve("docs").resolve("help").resolve(name));
  }

  private void hideEveryJdk() throws IOException {
    Files.delete(path.resolve("grep"));
    executable(path.resolve("grep"), "#!/bin/sh\nexit 1\n");
  }

  private Called call(String script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path errors = Files.createTempFile(folder, "errors", "");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of("/bin/sh", PROJECT.resolve(script).toString()), Stream.of(arguments))
                .toList());
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().put("JAVA_HOME", jdk());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(errors.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(script + " ends").isTrue();
    return new Called(process.exitValue(), Files.readString(out), Files.readString(errors));
  }

  private static String jdk() {
    return System.getProperty("java.home");
  }

  private void linkFetcher() throws IOException {
    Optional<Path> fetcher = found("curl").or(() -> found("wget"));
    assumeTrue(fetcher.isPresent(), "skipped: neither curl nor wget is on this machine");
    Path tool = fetcher.orElseThrow();
    pass(tool.getFileName().toString(), tool);
  }

  private static Optional<Path> found(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void pass(String name, Path tool) throws IOException {
    executable(path.resolve(name), "#!/bin/sh\nexec " + tool + " \"$@\"\n");
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private byte[] archive() throws IOException, InterruptedException {
    Path maven = Files.createDirectories(folder.resolve(MAVEN).resolve("bin"));
    executable(maven.resolve("mvn"), FAKE_MAVEN);
    Path archive = folder.resolve("maven.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-czf", archive.toString(), "-C", folder.toString(), MAVEN)
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return Files.readAllBytes(archive);
  }

  private static String sha512(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
  }

  /** A Maven repository with one archive in it. */
  private static final class Repository implements AutoCloseable {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Repository(byte[] archive, String checksum) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Map<String, byte[]> files =
          Map.of(PLACE, archive, PLACE + ".sha512", checksum.getBytes(UTF_8));
      server.createContext(
          "/",
          exchange -> {
            String wanted = exchange.getRequestURI().getPath();
            asked.add(wanted);
            byte[] file = files.getOrDefault(wanted, new byte[0]);
            exchange.sendResponseHeaders(
                file.length > 0 ? 200 : 404, file.length > 0 ? file.length : -1);
            exchange.getResponseBody().write(file);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
