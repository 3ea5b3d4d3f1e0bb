package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import javax.xml.XMLConstants;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import renkei.signing.Samples;

/** What a signature's value signs is the canonical form, however that form was come by. */
class SignedInfoTest {

  private static final Logger LOG = LoggerFactory.getLogger(SignedInfoTest.class);

  private static Element signature(String signed) {
    return Elements.children(Samples.root(signed), Namespaces.DS, "Signature").getFirst();
  }

  private static void assertCanonical(SignatureProfile read, String round) throws Exception {
    assertThat(read.signedBytes()).as(round).isEqualTo(Canonical.bytes(read.signedInfo(), null));
  }

  @Test
  void whatWeWriteIsKnownWithoutCanonicalising() throws Exception {
    Element element = signature(Samples.signed(Samples.MESSAGE, Samples.ALICE));
    SignatureProfile read = SignatureProfile.read(element, "m-1");

    assertThat(read.reference().isWrittenIn(read.signedInfo())).isTrue();
    assertCanonical(read, "once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ds:Reference URI='#m-1'>\n",
        "<ds:Reference xmlns:ds='http://www.w3.org/2000/09/xmldsig#' URI='#m-1'>",
        "<ds:Reference xmlns:other='urn:other' URI='#m-1'>"
      })
  void whatDeclaresOrSpacesIsLeftToSantuario(String reference) throws Exception {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    String plain = "<ds:Reference URI=\"#m-1\">";
    assertThat(signed).contains(plain);
    SignatureProfile read =
        SignatureProfile.read(signature(signed.replace(plain, reference)), "m-1");

    assertThat(read.reference().isWrittenIn(read.signedInfo())).isFalse();
    assertCanonical(read, "once");
  }

  @Test
  void aRelativeNamespaceHasNoCanonicalForm() throws Exception {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    String relative = signed.replace("<ds:Reference ", "<ds:Reference xmlns:o=\"relative\" ");
    assertThat(relative).isNotEqualTo(signed);

    SignatureProfile read = SignatureProfile.read(signature(relative), "m-1");

    assertThatThrownBy(read::signedBytes).isInstanceOf(CanonicalizationException.class);
    assertThat(Samples.verify(relative))
        .isEqualTo(new Verification.Rejected(Verification.Reason.OUT_OF_BOUNDS));
  }

  @Test
  void aPrefixThatNothingDeclaresIsLeftToSantuario() throws Exception {
    Element element = signature(Samples.signed(Samples.MESSAGE, Samples.ALICE));
    element.removeAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "ds");

    SignatureProfile read = SignatureProfile.read(element, "m-1");

    assertThat(read.reference().isWrittenIn(read.signedInfo())).isFalse();
  }

  @Test
  void everyWayToWriteItHasItsOwnCanonicalForm() throws Exception {
    long seed = Long.getLong("renkei.seed", System.nanoTime());
    LOG.info("seed {}", seed);
    Random random = new Random(seed);
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    int asWritten = 0;
    for (int i = 0; i < 2_000; i++) {
      Element element = signature(signed);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        change(element, random);
      }
      SignatureProfile read;
      try {
        read = SignatureProfile.read(element, "m-1");
      } catch (SignatureProfile.Broken _) {
        continue;
      }
      asWritten += read.reference().isWrittenIn(read.signedInfo()) ? 1 : 0;
      assertCanonical(read, "seed " + seed + ", round " + i);
    }
    assertThat(asWritten).as("written as we write it").isBetween(400, 1_900);
  }

  /** One change somewhere below SignedInfo, most of which the profile lets pass. */
  private static void change(Element signature, Random random) {
    Node node = signature.getFirstChild();
    for (int steps = random.nextInt(14); steps > 0; steps--) {
      Node next = XmlIds.next(node, signature.getFirstChild());
      node = next == null ? signature.getFirstChild() : next;
    }
    switch (node) {
      case Element element when random.nextInt(4) == 0 ->
          element.setPrefix(List.of("ds", "d", "a").get(random.nextInt(3)));
      case Element element when random.nextInt(3) == 0 ->
          element.insertBefore(
              element.getOwnerDocument().createTextNode(random.nextBoolean() ? " \n" : ""),
              element.getFirstChild());
      case Element element when random.nextBoolean() -> declare(element, random);
      case Element element ->
          element.appendChild(element.getOwnerDocument().createComment("a comment"));
      case Text text when random.nextBoolean() ->
          text.splitText(random.nextInt(1 + text.getLength()));
      default -> node.setNodeValue(" " + node.getNodeValue() + "\n");
    }
  }

  private static void declare(Element element, Random random) {
    String prefix = List.of("ds", "d", "other").get(random.nextInt(3));
    element.setAttributeNS(
        XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
        "xmlns:" + prefix,
        prefix.equals("other") ? "urn:other" : Namespaces.DS);
  }
}
