package renkei.testagencies;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher and this JDK, in a project whose modules are small: a demonstration that ends as it
 * is told, and a platform that it starts. Its folder's name has a blank in it.
 */
@Timeout(120)
class StartUpNotesTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String NOTING =
      "Noting what later starts can begin with (once after a build) ...\n";

  /** A JVM that can begin with no notes does not start at all. */
  private static final String ONLY_WITH_NOTES = "-XX:AOTMode=on";

  private static final String DEMONSTRATION =
      """
      package renkei.testagencies;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          String home = System.getProperty("renkei.home");
          new ProcessBuilder(home + "/renkei", "serve").inheritIO().start().waitFor();
          System.out.println("played by " + ProcessHandle.current().pid());
          if (arguments[1].equals("long")) {
            Thread.sleep(Long.MAX_VALUE);
          }
          System.exit(Integer.parseInt(arguments[1]));
        }
      }
      """;

  private static final String PLATFORM =
      """
      package renkei.gateway;
      public class Main {
        public static void main(String[] arguments) {
          System.out.println("served");
        }
      }
      """;

  @TempDir static Path folder;
  private static Path project;
  private static Path target;

  /** What became of a call. */
  private record Called(int exitCode, String out, String errors) {}

  @BeforeAll
  static void makeProject() throws IOException {
    project = Files.createDirectory(folder.resolve("the project"));
    target = Files.createDirectory(project.resolve("target"));
    Files.copy(PROJECT.resolve("renkei"), project.resolve("renkei"));
    Files.copy(PROJECT.resolve("pom.xml"), project.resolve("pom.xml"));
    Files.createSymbolicLink(project.resolve(".mvn"), PROJECT.resolve(".mvn"));
    Files.createSymbolicLink(project.resolve("docs"), PROJECT.resolve("docs"));
    jar("gateway", "renkei.gateway", PLATFORM);
    jar("test-agencies", "renkei.testagencies", DEMONSTRATION);
  }

  @AfterEach
  void throwNotesAway() throws IOException {
    for (String name : left()) {
      Files.delete(target.resolve(name));
    }
  }

  /** Notes as a demonstration has left them; made once and kept for other tests. */
  private static void beginWithNotes() throws IOException, InterruptedException {
    Path kept = folder.resolve("kept");
    if (!Files.exists(kept)) {
      assertThat(call("", "demo", "0").exitCode()).isZero();
      Files.createDirectory(kept);
      for (String name : left()) {
        Files.copy(target.resolve(name), kept.resolve(name));
      }
    }
    try (Stream<Path> notes = Files.list(kept)) {
      for (Path note : notes.toList()) {
        Files.copy(note, target.resolve(note.getFileName()), REPLACE_EXISTING);
      }
    }
  }

  @Test
  void aDemonstrationThatEndedWellLeavesThem() throws Exception {
    Called demonstration = call("", "demo", "0");

    assertThat(demonstration.exitCode()).as(demonstration.errors()).isZero();
    assertThat(demonstration.out()).matches("served\nplayed by [0-9]+\n");
    assertThat(demonstration.errors()).isEqualTo(NOTING);
    assertThat(left())
        .satisfiesExactlyInAnyOrder(
            name -> assertThat(name).matches("gateway-[0-9]+\\.aot"),
            name -> assertThat(name).matches("test-agencies-[0-9]+\\.aot"));
  }

  @Test
  void laterStartsBeginWithThem() throws Exception {
    beginWithNotes();

    assertThat(call(ONLY_WITH_NOTES, "serve")).isEqualTo(new Called(0, "served\n", ""));
    assertThat(call(ONLY_WITH_NOTES, "demo", "0").errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void aDemonstrationThatDidNotEndWellLeavesNone(String exitCode) throws Exception {
    Called demonstration = call("", "demo", exitCode);

    assertThat(demonstration.exitCode()).isEqualTo(Integer.parseInt(exitCode));
    assertThat(demonstration.errors()).isEmpty();
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo --help", "demo --version", "help demo", "serve"})
  void whatIsNoDemonstrationLeavesNone(String words) throws Exception {
    Called called = call("", words.split(" "));

    assertThat(called.exitCode()).as(called.errors()).isZero();
    assertThat(called.errors()).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void aStoppedDemonstrationLeavesNoneAndRunsNoLonger() throws Exception {
    Path out = folder.resolve("out");
    Process launcher = start(out, folder.resolve("errors"), "", "demo", "long");
    while (!Files.readString(out).matches("served\nplayed by [0-9]+\n")) {
      assertThat(launcher.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    long demonstration = Long.parseLong(Files.readString(out).replaceAll("[^0-9]", ""));

    launcher.destroy();

    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(143);
    assertThat(ProcessHandle.of(demonstration).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(left()).isEmpty();
  }

  /** What can be wrong with notes. */
  enum Fault {
    EMPTY,
    CUT_SHORT,
    OVERWRITTEN,
    OF_ANOTHER_JVM
  }

  @ParameterizedTest
  @EnumSource
  void notesThatDoNotFitAreIgnoredInSilence(Fault fault) throws Exception {
    beginWithNotes();
    spoil(fault);

    assertThat(call("", "serve")).isEqualTo(new Called(0, "served\n", ""));
    assertThat(call(ONLY_WITH_NOTES, "serve").exitCode()).isEqualTo(1);
  }

  @Test
  void notesThatDoNotFitAreMadeAnew() throws Exception {
    beginWithNotes();
    spoil(Fault.OVERWRITTEN);

    assertThat(call("", "demo", "0").errors()).isEqualTo(NOTING);
    assertThat(call(ONLY_WITH_NOTES, "serve")).isEqualTo(new Called(0, "served\n", ""));
  }

  /** The JVM itself would go on with the classes that it has noted. */
  @Test
  void runsTheJarsAsTheyAreThoughTheyHaveChangedSinceTheNotes() throws Exception {
    beginWithNotes();
    Path jar = project.resolve("gateway").resolve("target").resolve("gateway.jar");
    Path original = folder.resolve("gateway.jar");
    Files.copy(jar, original, COPY_ATTRIBUTES);
    jar("gateway", "renkei.gateway", PLATFORM.replace("served", "better"));
    try {
      assertThat(call("", "serve")).isEqualTo(new Called(0, "better\n", ""));
      assertThat(call("", "demo", "0").errors()).isEqualTo(NOTING);
      assertThat(left()).hasSize(2);
    } finally {
      Files.copy(original, jar, COPY_ATTRIBUTES, REPLACE_EXISTING);
    }
  }

  private static void spoil(Fault fault) throws IOException {
    String name = left().stream().filter(it -> it.startsWith("gateway")).findFirst().orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(target.resolve(name).toFile(), "rw")) {
      switch (fault) {
        case EMPTY -> file.setLength(0);
        case CUT_SHORT -> file.setLength(file.length() / 2);
        case OVERWRITTEN -> {
          byte[] rubbish = new byte[(int) file.length() / 4];
          new Random(20260601).nextBytes(rubbish);
          file.seek(file.length() / 2);
          file.write(rubbish);
        }
        case OF_ANOTHER_JVM -> {
          byte[] head = new byte[4096];
          file.readFully(head);
          file.seek(new String(head, ISO_8859_1).indexOf("OpenJDK"));
          file.write("ClosedJ".getBytes(ISO_8859_1));
        }
      }
    }
  }

  private static Called call(String options, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path errors = Files.createTempFile(folder, "errors", "");
    Process process = start(out, errors, options, words);
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
    return new Called(process.exitValue(), Files.readString(out), Files.readString(errors));
  }

  private static Process start(Path out, Path errors, String options, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(project.resolve("renkei").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("RENKEI_AS_BUILT", "1");
    builder.environment().put("RENKEI_JAVA_OPTIONS", options);
    return builder.redirectOutput(out.toFile()).redirectError(errors.toFile()).start();
  }

  private static List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void jar(String module, String name, String source) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    Boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                null,
                List.of("-d", classes.toString()),
                null,
                List.of(new Source(source)))
            .call();
    assertThat(compiled).isTrue();
    Path folder = Files.createDirectories(project.resolve(module).resolve("target"));
    String entry = name.replace('.', '/') + "/Main.class";
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve(module + ".jar")))) {
      jar.putNextEntry(new ZipEntry(entry));
      Files.copy(classes.resolve(entry), jar);
    }
  }

  /** A class named Main, as text. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Main.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
