package renkei.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of docs/integrate.md that check the signed and the sealed example, to the letter.
 */
class IntegrationExampleTest {

  private static final Logger LOG = LoggerFactory.getLogger(IntegrationExampleTest.class);
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");

  @TempDir private Path scratch;

  private static List<String> blocks(String document) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(DOCS.resolve(document)));
    return block.results().map(found -> found.group(1)).toList();
  }

  private static String block(String word) throws IOException {
    List<String> found =
        blocks("integrate.md").stream().filter(block -> block.contains(word)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static void needs(String tool) {
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool)))) {
      LOG.warn("skipped: {} is not installed", tool);
      Assumptions.abort(tool + " is not installed");
    }
  }

  private record Ran(int exit, String out) {}

  /** Runs commands in a folder that has the examples, as a reader does in the project's. */
  private Ran run(String commands) throws IOException, InterruptedException {
    Path out = scratch.resolve("out");
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!shell.waitFor(60, TimeUnit.SECONDS)) {
      shell.destroyForcibly();
      throw new AssertionError("the commands hang");
    }
    return new Ran(shell.exitValue(), Files.readString(out, UTF_8));
  }

  private Path copyOfExamples() throws IOException {
    Path examples = Files.createDirectories(scratch.resolve("docs").resolve("example"));
    try (Stream<Path> files = Files.list(DOCS.resolve("example"))) {
      for (Path file : files.toList()) {
        Files.copy(file, examples.resolve(file.getFileName()));
      }
    }
    return examples;
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void theJapaneseDocumentHasTheSameCommands() throws IOException {
    assertThat(blocks("integrate.ja.md")).isEqualTo(blocks("integrate.md")).hasSizeGreaterThan(8);
  }

  @Test
  void theSignatureIsVerifiedByTheCommandOfTheDocument() throws Exception {
    needs("xmlsec1");
    Path _ = copyOfExamples();

    Ran ran = run(block("xmlsec1"));

    assertThat(ran.exit()).as(ran.out()).isZero();
  }

  @Test
  void theSignatureOfAChangedCopyIsNot() throws Exception {
    needs("xmlsec1");
    change(copyOfExamples().resolve("permitted-inquiry.xml"), ">COUNTER<", ">BULK<");

    assertThat(run(block("xmlsec1")).exit()).isNotZero();
  }

  @Test
  void theSealIsOpenedByTheCommandsOfTheDocument() throws Exception {
    needs("openssl");
    Path examples = copyOfExamples();

    Ran ran = run(block("openssl kdf"));

    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(ran.out()).isEqualTo(Files.readString(examples.resolve("content.xml")));
  }

  @Test
  void theSealOfAnotherMessageDoesNotOpen() throws Exception {
    needs("openssl");
    Path seal = copyOfExamples().resolve("seal.xml");
    Matcher info = Pattern.compile("SuppPubInfo=\"([^\"]*)\"").matcher(Files.readString(seal));
    assertThat(info.find()).isTrue();
    String parts = info.group(1);
    change(seal, parts, parts.substring(0, parts.length() - 2) + "00");

    assertThat(run(block("openssl kdf")).exit()).isNotZero();
  }

  @Test
  void whatTheSealHoldsIsContentOfTheContract() throws IOException {
    assertThat(ContentXml.read(Files.readAllBytes(DOCS.resolve("example").resolve("content.xml"))))
        .isPresent();
  }
}
