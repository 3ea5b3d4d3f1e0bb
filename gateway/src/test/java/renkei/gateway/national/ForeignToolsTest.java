package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import renkei.gateway.testing.ForeignTool;

/**
 * What the national door publishes, loaded by the tools people have (case D16). The door's own
 * bytes are handed to them over plain HTTP: what they make of them is the question, not their TLS.
 */
@Tag("long")
@Timeout(600)
class ForeignToolsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static NationalBench bench;
  private static HttpServer plain;
  private static String wsdl;

  @TempDir private Path scratch;

  @BeforeAll
  static void open() throws IOException {
    bench = new NationalBench();
    plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext("/", ForeignToolsTest::handOn);
    plain.start();
    wsdl = "http://127.0.0.1:" + plain.getAddress().getPort() + "/national?wsdl";
  }

  @AfterAll
  static void close() {
    plain.stop(0);
    bench.close();
  }

  private static void handOn(HttpExchange exchange) throws IOException {
    var published = bench.core().send("GET", exchange.getRequestURI().toString(), "", new byte[0]);
    byte[] body = published.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
    exchange.sendResponseHeaders(published.statusCode(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private ForeignTool.Ran run(List<String> command) {
    return ForeignTool.run(scratch, PATIENCE, command);
  }

  /** A script of the tests, as a file. */
  private Path script(String name) {
    try (InputStream in =
        Objects.requireNonNull(ForeignToolsTest.class.getResourceAsStream(name), name)) {
      Path file = scratch.resolve(name);
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void loads(ForeignTool.Ran ran) {
    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(ran.out())
        .contains(
            "address " + NationalBench.ADDRESS,
            "operation deliverAnswer",
            "operation deliverPermissionListDelivery",
            "signature of a receipt is known");
  }

  @Test
  void zeepLoadsIt() {
    List<String> python = python();
    List<String> command = new ArrayList<>(python);
    command.addAll(List.of(script("load.py").toString(), wsdl));

    loads(run(command));
  }

  /** With zeep on this machine, or installed for this build. */
  private List<String> python() {
    for (String python : List.of("/usr/bin/python3", "python3")) {
      if (run(List.of(python, "-c", "import zeep")).exit() == 0) {
        return List.of(python);
      }
    }
    Path folder = ForeignTool.folder("zeep");
    ForeignTool.install(
        "zeep",
        folder.resolve("zeep"),
        List.of("python3", "-m", "pip", "install", "-q", "--target", ".", "zeep==4.3.3"));
    return List.of("env", "PYTHONPATH=" + folder, "python3");
  }

  @Test
  void nodeSoapLoadsIt() {
    Path folder = ForeignTool.folder("node-soap");
    ForeignTool.install(
        "node soap",
        folder.resolve("node_modules").resolve("soap"),
        List.of("npm", "install", "--no-audit", "--no-fund", "--silent", "soap@1.13.0"));

    loads(
        run(
            List.of(
                "env",
                "NODE_PATH=" + folder.resolve("node_modules"),
                "node",
                script("load.cjs").toString(),
                wsdl)));
  }

  @Test
  void cxfMakesClassesOfIt() {
    Path libraries =
        libraries(
            "cxf",
            "org.apache.cxf:cxf-tools-wsdlto-frontend-jaxws:4.2.3",
            "org.apache.cxf:cxf-tools-wsdlto-databinding-jaxb:4.2.3");

    makesClasses(
        libraries,
        List.of("org.apache.cxf.tools.wsdlto.WSDLToJava", "-d", scratch.toString(), wsdl));
  }

  @Test
  void theReferenceImplementationMakesClassesOfIt() {
    Path libraries =
        libraries("jax-ws", "com.sun.xml.ws:jaxws-tools:4.0.3", "com.sun.xml.ws:jaxws-rt:4.0.3");

    makesClasses(
        libraries,
        List.of("com.sun.tools.ws.WsImport", "-Xnocompile", "-s", scratch.toString(), wsdl));
  }

  private void makesClasses(Path libraries, List<String> generator) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", libraries + "/*"));
    command.addAll(generator);
    ForeignTool.Ran ran = run(command);
    assertThat(ran.exit()).as(ran.out()).isZero();

    List<String> sources = sources();
    assertThat(sources)
        .anyMatch(file -> file.endsWith("PermittedInquiry.java"))
        .anyMatch(file -> file.endsWith("SignatureType.java"));
    assertThat(compiled(libraries, sources)).isZero();
    assertThat(contentOf(sources)).contains(NationalBench.ADDRESS.getHost());
  }

  private List<String> sources() {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentOf(List<String> sources) {
    StringBuilder all = new StringBuilder();
    for (String source : sources) {
      try {
        all.append(Files.readString(Path.of(source)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }

  private int compiled(Path libraries, List<String> sources) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-cp", libraries + "/*", "-d", scratch.toString()));
    arguments.addAll(sources);
    return ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
  }

  /** Libraries with all that they need, from the repository that this build uses. */
  private static Path libraries(String tool, String... artifacts) {
    Path folder = ForeignTool.folder(tool);
    Path libraries = folder.resolve("lib");
    try {
      Files.writeString(folder.resolve("pom.xml"), pom(artifacts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ForeignTool.install(
        tool,
        libraries,
        List.of("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"));
    return libraries;
  }

  private static String pom(String... artifacts) {
    StringBuilder dependencies = new StringBuilder();
    for (String artifact : artifacts) {
      String[] parts = artifact.split(":");
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
              .formatted((Object[]) parts));
    }
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>renkei.tools</groupId><artifactId>tools</artifactId><version>1</version>
          <dependencies>%s</dependencies>
        </project>
        """
        .formatted(dependencies);
  }
}
