package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
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
            "operation deliverPermissionListManifest",
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
    return List.of("env", "PYTHONPATH=" + ForeignTool.pip("zeep", "zeep==4.3.3"), "python3");
  }

  @Test
  void nodeSoapLoadsIt() {
    // The last one for Node 18, which Debian 12 has.
    Path modules = ForeignTool.npm("node-soap", "soap@1.6.1");

    loads(run(List.of("env", "NODE_PATH=" + modules, "node", script("load.cjs").toString(), wsdl)));
  }

  @Test
  void cxfMakesClassesOfIt() {
    Path libraries =
        ForeignTool.jars(
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
        ForeignTool.jars(
            "jax-ws", "com.sun.xml.ws:jaxws-tools:4.0.3", "com.sun.xml.ws:jaxws-rt:4.0.3");

    makesClasses(
        libraries,
        // Its word for SOAP 1.2; without it there are messages, and nobody to send them to.
        List.of(
            "com.sun.tools.ws.WsImport",
            "-extension",
            "-Xnocompile",
            "-s",
            scratch.toString(),
            wsdl));
  }

  private void makesClasses(Path libraries, List<String> generator) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", libraries + "/*"));
    command.addAll(generator);
    ForeignTool.Ran ran = run(command);
    assertThat(ran.exit()).as(ran.out()).isZero();

    List<String> sources = files(scratch, ".java");
    assertThat(sources)
        .anyMatch(file -> file.endsWith("PermittedInquiry.java"))
        .anyMatch(file -> file.endsWith("SignatureType.java"));
    assertThat(compiled(libraries, sources)).isZero();
    assertThat(contentOf(sources))
        .contains("deliverAnswer(", "deliverPermissionListManifest(", wsdl);
  }

  private static List<String> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(ending)).sorted().toList();
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

  /** The compiler's own exit code; unlike its command, it knows no {@code *} in a class path. */
  private int compiled(Path libraries, List<String> sources) {
    String classPath = String.join(File.pathSeparator, files(libraries, ".jar"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-cp", classPath, "-d", scratch.toString()));
    arguments.addAll(sources);
    return ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
  }
}
