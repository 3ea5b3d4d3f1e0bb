package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.Samples;
import renkei.signing.SharedData;
import renkei.signing.StatedTable;
import renkei.signing.TestAuthority;

/**
 * The interoperability vectors of Apache Santuario, the W3C, Baltimore, Phaos and IAIK under our
 * profile. {@code docs/signing-vectors.md} has the verdict on each file; {@code
 * -Drenkei.tables=write} writes it anew.
 */
class InteroperabilityVectorsTest {

  private static final String VECTORS = "xmldsig/src/test/resources";

  private static final ProfileVerifier VERIFIER =
      new ProfileVerifier(Samples.TRUST, (_, _) -> true);

  @Test
  void hasAStatedVerdictOnEveryFile() throws IOException {
    Path folder = SharedData.orSkip(VECTORS);
    Map<String, String> verdicts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".xml"))
          .forEach(
              file ->
                  verdicts.put(
                      folder.relativize(file).toString().replace('\\', '/'), verdict(file)));
    }
    assertThat(verdicts).hasSizeGreaterThan(500);
    assertThat(verdicts.values()).noneMatch(verdict -> verdict.contains("VERIFIED"));
    StatedTable.of("signing-vectors.md").assertStates(table(verdicts));
  }

  private static String table(Map<String, String> verdicts) {
    Map<String, Integer> counts = new TreeMap<>();
    verdicts.values().forEach(verdict -> counts.merge(verdict, 1, Integer::sum));
    StringBuilder text = new StringBuilder("| files | verdict |\n|---:|---|\n");
    counts.forEach((verdict, count) -> text.append("| %d | %s |\n".formatted(count, verdict)));
    text.append("\n| file | verdict |\n|---|---|\n");
    verdicts.forEach((file, verdict) -> text.append("| %s | %s |\n".formatted(file, verdict)));
    return text.toString();
  }

  private static String verdict(Path file) {
    return switch (XmlDocuments.parse(read(file), XmlBounds.MESSAGE)) {
      case Parsing.Unreadable(String reason) -> "not read: " + reason.replaceAll(" at line.*", "");
      case Parsing.Parsed(Document document) -> verdict(document);
    };
  }

  private static String verdict(Document document) {
    Set<String> verdicts = new TreeSet<>();
    for (Node node = document; node != null; node = XmlIds.next(node, document)) {
      if (Elements.is(node, Namespaces.DS, "Signature")) {
        verdicts.add(verdictOn(node));
      }
    }
    return verdicts.isEmpty() ? "no signature in it" : String.join("; ", verdicts);
  }

  private static String verdictOn(Node signature) {
    if (!(signature.getParentNode() instanceof Element payload)) {
      return "refused: NOT_SIGNED, the signature is not enveloped" + taken((Element) signature);
    }
    try {
      return switch (VERIFIER.check(payload, TestAuthority.NOW)) {
        case Verification.Genuine _ -> "VERIFIED";
        case Verification.Rejected(Verification.Reason reason) -> "refused: " + reason;
      };
    } catch (SignatureProfile.Broken e) {
      return "refused: " + e.reason() + ", " + e.rule() + taken((Element) signature);
    } catch (CanonicalizationException e) {
      return "refused: " + Verification.Reason.OUT_OF_BOUNDS;
    }
  }

  /** What the profile says of the signature taken by itself, whatever it refers to. */
  private static String taken(Element signature) {
    Node reference = signature.getElementsByTagNameNS(Namespaces.DS, "Reference").item(0);
    String uri = reference instanceof Element element ? element.getAttribute("URI") : "";
    try {
      SignatureProfile.read(signature, uri.startsWith("#") ? uri.substring(1) : "");
      return "";
    } catch (SignatureProfile.Broken e) {
      return "; its structure: " + e.reason() + ", " + e.rule();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The examples of Exclusive XML Canonicalization, section 2.2. */
  @ParameterizedTest
  @CsvSource({
    "example2_2_1.xml, elem2, example2_2_c14nized_exclusive.xml",
    "example2_2_2.xml, elem2, example2_2_c14nized_exclusive.xml",
    "example2_2_3.xml, p, example2_2_3_c14nized_exclusive.xml"
  })
  void canonicalisesAsTheStandardsExamples(String input, String element, String expected)
      throws CanonicalizationException {
    Path folder = SharedData.orSkip(VECTORS + "/org/apache/xml/security/c14n/inExcl");
    Document document =
        Samples.parse(new String(read(folder.resolve(input)), StandardCharsets.UTF_8));
    Element found = (Element) document.getElementsByTagNameNS("*", element).item(0);

    assertThat(Canonical.bytes(found, null))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(new String(read(folder.resolve(expected)), StandardCharsets.UTF_8));
  }
}
