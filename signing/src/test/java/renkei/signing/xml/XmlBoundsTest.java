package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.Allocated;
import renkei.signing.Samples;
import renkei.signing.TestAuthority;
import renkei.signing.xml.Verification.Genuine;
import renkei.signing.xml.Verification.Reason;
import renkei.signing.xml.Verification.Rejected;

/** What is within bounds when it comes in must stay so while it is worked on. */
class XmlBoundsTest {

  /** Elements of a signature by a leaf, its issuer and a root. */
  private static final int ELEMENTS_OF_SIGNATURE = 13 + 3;

  private static final XmlSigner SIGNER = XmlSigner.of(Samples.ALICE);

  /** Each child has the whole namespace in its canonical form. */
  private static String growing(int namespace, int children, String signature) {
    return "<r Id=\"m-1\" xmlns:p=\"urn:"
        + "x".repeat(namespace)
        + "\">"
        + "<p:a/>".repeat(children)
        + signature
        + "</r>";
  }

  private static String wide(int elements) {
    return "<r Id=\"m-1\">" + "<a/>".repeat(elements - 1) + "</r>";
  }

  private static String signature() {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    return signed.substring(signed.indexOf("<ds:Signature "), signed.lastIndexOf("</m:message>"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"30000, 5000, 40", "450000, 75000, 160"})
  void stopsAtACanonicalFormThatGrowsBeyondTheBounds(int namespace, int children, int mebibytes) {
    byte[] xml = utf8(growing(namespace, children, signature()));
    assertThat(xml.length).isLessThan(XmlBounds.MESSAGE.maxBytes());

    long allocated =
        Allocated.bytesOf(
            () ->
                assertThat(Samples.VERIFIER.verify(xml, TestAuthority.NOW))
                    .isEqualTo(new Rejected(Reason.OUT_OF_BOUNDS)));

    assertThat(allocated).as("for %s bytes", xml.length).isLessThan(mebibytes * 1024L * 1024);
  }

  @ParameterizedTest
  @CsvSource({"30000, 5000, 40", "450000, 75000, 160"})
  void signsNoCanonicalFormThatGrowsBeyondTheBounds(int namespace, int children, int mebibytes) {
    byte[] xml = utf8(growing(namespace, children, ""));

    long allocated =
        Allocated.bytesOf(
            () ->
                assertThatThrownBy(() -> SIGNER.sign(xml))
                    .isInstanceOf(IllegalArgumentException.class));

    assertThat(allocated).as("for %s bytes", xml.length).isLessThan(mebibytes * 1024L * 1024);
  }

  @Test
  void leavesRoomForTheSignature() {
    int most = XmlBounds.MESSAGE.maxElements() - ELEMENTS_OF_SIGNATURE;

    byte[] signed = SIGNER.sign(utf8(wide(most)));

    assertThat(Samples.VERIFIER.verify(signed, TestAuthority.NOW)).isInstanceOf(Genuine.class);
    assertThatThrownBy(() -> SIGNER.sign(utf8(wide(most + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bounds");
  }

  @Test
  void signsNothingThatIsTooLongOnceItIsSigned() {
    int room = XmlBounds.MESSAGE.maxBytes() - 100;
    assertThatThrownBy(() -> SIGNER.sign(utf8("<r Id='m-1'>" + "x".repeat(room) + "</r>")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SIGNER.sign(utf8("<r Id='m-1'>" + ">".repeat(room / 2) + "</r>")))
        .as("characters that grow as references")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signsNothingThatAProgramBuiltBeyondTheBounds() {
    Document document = XmlDocuments.newDocument();
    Element deep = document.createElement("a");
    for (int i = 0; i < 99_000; i++) {
      Element outer = document.createElement("a");
      outer.appendChild(deep);
      deep = outer;
    }
    deep.setAttributeNS(null, "Id", "x");
    Element payload = deep;

    assertThatThrownBy(() -> SIGNER.sign(payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bounds");
  }

  /** Each of these attributes needs a declaration that the program left out. */
  @Test
  void countsTheDeclarationsThatItAdds() {
    for (int attributes : new int[] {31, 32}) {
      Element payload = XmlDocuments.newDocument().createElementNS(null, "a");
      payload.setAttributeNS(null, "Id", "x");
      for (int i = 0; i < attributes; i++) {
        payload.setAttributeNS("urn:" + i, "p" + i + ":b", "");
      }
      if (attributes == 31) {
        SIGNER.sign(payload);
        assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW)).isInstanceOf(Genuine.class);
      } else {
        assertThatThrownBy(() -> SIGNER.sign(payload))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("bounds");
      }
    }
  }

  /** So many levels declare so many prefixes each, and below them stands so much that uses one. */
  private static String scoped(int levels, int prefixes, int elements, String signature) {
    StringBuilder xml = new StringBuilder("<r Id=\"m-1\">");
    for (int level = 0; level < levels; level++) {
      xml.append("<l");
      for (int i = 0; i < prefixes; i++) {
        xml.append(" xmlns:n").append(level * prefixes + i).append("=\"u:a\"");
      }
      xml.append('>');
    }
    return xml.append("<n0:a/>".repeat(elements))
        .append("</l>".repeat(levels))
        .append(signature)
        .append("</r>")
        .toString();
  }

  @Test
  void boundsWhatIsInScopeSoThatCanonicalisingStaysCheap() {
    byte[] xml = utf8(scoped(31, 64, 72_000, signature()));

    long allocated =
        Allocated.bytesOf(
            () ->
                assertThat(Samples.VERIFIER.verify(xml, TestAuthority.NOW))
                    .isEqualTo(new Rejected(Reason.OUT_OF_BOUNDS)));

    assertThat(allocated).isLessThan(40L << 20);
    assertThatThrownBy(() -> SIGNER.sign(utf8(scoped(31, 64, 72_000, ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The signature itself declares one more. */
  @Test
  void signsAndVerifiesWithAsManyInScopeAsThereMayBe() {
    byte[] signed = SIGNER.sign(utf8(scoped(3, 21, 100, "")));

    assertThat(Samples.VERIFIER.verify(signed, TestAuthority.NOW)).isInstanceOf(Genuine.class);
    assertThatThrownBy(() -> SIGNER.sign(utf8(scoped(4, 16, 100, ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsAgainWhatCanonicalisingMadeWider() {
    StringBuilder xml = new StringBuilder("<r Id=\"m-1\"");
    for (int i = 0; i < 62; i++) {
      xml.append(" xmlns:n").append(i).append("=\"u:").append(i).append('"');
    }
    xml.append("><x");
    for (int i = 0; i < 64; i++) {
      xml.append(" n").append(i % 62).append(":a").append(i).append("=\"\"");
    }

    byte[] signed = SIGNER.sign(utf8(xml.append("/></r>").toString()));

    assertThat(Samples.VERIFIER.verify(signed, TestAuthority.NOW)).isInstanceOf(Genuine.class);
  }

  @Test
  void signsNothingDeeperThanAnybodyReads() {
    for (int levels : new int[] {64, 65}) {
      Document document = XmlDocuments.newDocument();
      Element deepest = document.createElementNS(null, "a");
      Element payload = deepest;
      for (int i = 1; i < levels; i++) {
        Element outer = document.createElementNS(null, "a");
        outer.appendChild(payload);
        payload = outer;
      }
      payload.setAttributeNS(null, "Id", "x");
      Element root = payload;
      if (levels == 64) {
        SIGNER.sign(root);
        assertThat(Samples.VERIFIER.verify(XmlDocuments.serialize(root), TestAuthority.NOW))
            .isInstanceOf(Genuine.class);
      } else {
        assertThatThrownBy(() -> SIGNER.sign(root)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u001f", "\ufffe", "\uffff"})
  void signsNoCharactersThatNobodyCanRead(String character) {
    Element payload = XmlDocuments.newDocument().createElementNS(null, "a");
    payload.setAttributeNS(null, "Id", "x");
    payload.setTextContent("a" + character + "b");

    assertThatThrownBy(() -> SIGNER.sign(payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("characters");
  }

  @Test
  void keepsNothingOfADocumentOnceItIsDropped() {
    String name = "urn:" + "x".repeat(1_000) + System.nanoTime();
    byte[] xml = utf8("<r xmlns=\"" + name + "\"/>");

    assertThat(namespace(xml)).isEqualTo(name).isNotSameAs(namespace(xml));
  }

  private static String namespace(byte[] xml) {
    return XmlDocuments.parse(xml, XmlBounds.MESSAGE) instanceof Parsing.Parsed(Document document)
        ? document.getDocumentElement().getNamespaceURI()
        : "";
  }
}
