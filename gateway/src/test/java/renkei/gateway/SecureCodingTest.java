package renkei.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.SAXParser;
import org.junit.jupiter.api.Test;

/** What the platform's own code leaves alone, because it is where injections begin. */
@AnalyzeClasses(
    packages = "renkei",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      SecureCodingTest.WithoutScaffolding.class
    })
class SecureCodingTest {

  /** What other modules' tests share comes in a jar of its own. */
  static final class WithoutScaffolding implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final Path PROJECT = Path.of("..");

  @ArchTest
  static final ArchRule startsProgramsForTheDatabaseAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.gateway.postgres")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule readsNoSerializedObjects =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  /** LDAP among them. */
  @ArchTest
  static final ArchRule looksUpNamesInNoDirectory =
      noClasses().should().dependOnClassesThat(resideInAnyPackage("javax.naming.."));

  /** Scripts, expressions, style sheets; benchmarks start no compiler either. */
  @ArchTest
  static final ArchRule runsNoTextAsCode =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "javax.script..",
                  "javax.tools..",
                  "java.lang.classfile..",
                  "javax.xml.xpath..",
                  "javax.xml.transform..",
                  "jakarta.el.."));

  @ArchTest
  static final ArchRule readsXmlInOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.signing.xml")
          .should()
          .dependOnClassesThat(resideInAnyPackage("javax.xml.stream..", "org.xml.sax.."))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(SAXParser.class);

  /** The one room reads by a stream reader without document types. */
  @ArchTest
  static final ArchRule readsXmlByNoParserOfDocuments =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "a document is parsed",
                  call ->
                      call.getTargetOwner().isAssignableTo(DocumentBuilder.class)
                          && call.getName().equals("parse")));

  /** Artemis' number within the process is no secret. */
  @ArchTest
  static final ArchRule drawsChanceFromSecureRandomAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.broker.artemis")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class)
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(Random.class, long.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule touchesNoMemoryByAddress =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.lang.foreign..", "sun.misc.."));

  /**
   * Connections begin in the client of the national network (by CXF), in the watch over its
   * configured routes, in what fetches revocation information, in the adapters of database, message
   * broker and cluster, and in the verbs that talk to a gateway that runs.
   */
  @ArchTest
  static final ArchRule opensConnectionsInFewRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "renkei.signing.http", "renkei.signing.tls", "renkei.gateway.postgres")
          .and()
          .doNotHaveSimpleName("RouteWatch")
          .and()
          .doNotHaveSimpleName("OperatorDoorClient")
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.net.http.."))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Socket.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(SocketChannel.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ServerSocket.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(URLConnection.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(HttpURLConnection.class);

  @ArchTest
  static final ArchRule callsByHttpFromOneRoomOfTheGateway =
      noClasses()
          .that()
          .resideInAPackage("renkei.gateway..")
          .and()
          .resideOutsideOfPackage("renkei.gateway.national")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.cxf.transport.http.asyncclient..",
                  "org.apache.cxf.transports.http.configuration..",
                  "org.apache.cxf.configuration.jsse.."));

  /** A regular expression made of input could be one that never ends. */
  @Test
  void everyRegularExpressionIsWrittenInTheSource() throws IOException {
    List<String> first = arguments(Pattern.compile("\\bPattern\\.compile\\(\\s*([^\\s;]*)"));

    assertThat(first).hasSizeGreaterThan(20);
    assertThat(first)
        .allMatch(
            each ->
                each.startsWith("\"")
                    || each.matches("[A-Z_]+[,)].*")
                    // Paths of our own resources, and a name of our own in front of an expression.
                    || each.startsWith("Pattern.quote(path)")
                    || List.of("form.toString()),", "TOKEN").contains(each));
  }

  /** What the page of the operators is made of is set as text. */
  @Test
  void thePageSetsTextAndNoMarkupAndKeepsNothing() throws IOException {
    Path pages = PROJECT.resolve("gateway/src/main/resources/renkei/gateway/console");
    try (Stream<Path> files = Files.list(pages)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".js")).toList();

      assertThat(scripts).isNotEmpty();
      for (Path script : scripts) {
        assertThat(Files.readString(script))
            .contains("textContent")
            .doesNotContainPattern(
                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function")
            .doesNotContainPattern("localStorage|sessionStorage|indexedDB|document\\.cookie")
            .doesNotContainPattern("postMessage|onmessage|WebSocket|EventSource");
      }
    }
  }

  private static List<String> arguments(Pattern call) throws IOException {
    StringBuilder sources = new StringBuilder();
    for (Path source : sources()) {
      sources.append(Files.readString(source));
    }
    return call.matcher(sources).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** The main code of the platform; the world outside is none of it. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("signing", "codebook", "tenant-store", "broker", "gateway")) {
      try (Stream<Path> all = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
