package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.xml.XMLConstants;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.xml.Verification.Genuine;
import renkei.signing.xml.Verification.Reason;
import renkei.signing.xml.Verification.Rejected;

class XmlSignatureTest {

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"P256", "P384", "RSA3072", "ED25519"})
  void handsBackTheSignedElementAndItsSigner(Kind kind) {
    SigningIdentity identity = Samples.ISSUER.identity("Signer", kind);

    Verification verification = Samples.verify(Samples.signed(Samples.MESSAGE, identity));

    assertThat(verification)
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine -> {
              assertThat(genuine.signer()).isEqualTo(identity.certificate());
              assertThat(Samples.text(genuine.content())).isEqualTo(canonicalMessage());
            });
  }

  private static String canonicalMessage() {
    return """
        <m:message xmlns:m="urn:example:message" Id="m-1" a="1" b="2">
          <m:name lang="ja">山田 𠮷子 &amp; &lt;co&gt;</m:name>
          <o:amount xmlns:o="urn:example:other" o:unit="yen">1000</o:amount>
          <plain xmlns="urn:example:plain">line one
        line two</plain>
        </m:message>""";
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RSA2048", "P521"})
  void refusesKeysThatFitNoAcceptedAlgorithm(Kind kind) {
    assertThatThrownBy(() -> Samples.ISSUER.identity("Weak", kind))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAKeyThatIsNotTheCertificates() {
    assertThatThrownBy(
            () -> SigningIdentity.of(Kind.P256.keys().getPrivate(), Samples.ALICE.chain()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("belong together");
  }

  @Test
  void verifiesInsideAnEnvelope() {
    Document envelope = Samples.parse("<e:envelope xmlns:e='urn:e'><e:body/></e:envelope>");
    Element payload = (Element) envelope.importNode(Samples.root(Samples.MESSAGE), true);
    envelope.getDocumentElement().getFirstChild().appendChild(payload);
    XmlSigner.of(Samples.ALICE).sign(payload);

    Document received = Samples.parse(Samples.text(envelope.getDocumentElement()));
    Element signed = (Element) received.getDocumentElement().getFirstChild().getFirstChild();

    assertThat(Samples.VERIFIER.verify(signed, TestAuthority.NOW)).isInstanceOf(Genuine.class);
  }

  @Test
  void signsNothingThatNeedsOnePrefixForTwoNamespaces() {
    Element twice = XmlDocuments.newDocument().createElementNS("urn:a", "p:payload");
    twice.setAttributeNS(null, "Id", "m-1");
    twice.setAttributeNS("urn:b", "p:unit", "yen");
    Element declared = XmlDocuments.newDocument().createElementNS(null, "payload");
    declared.setAttributeNS(null, "Id", "m-1");
    declared.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns", "urn:a");

    for (Element payload : List.of(twice, declared)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> XmlSigner.of(Samples.ALICE).sign(payload))
          .withMessageContaining("one prefix for two namespaces");
    }
  }

  @Test
  void signsWhatAProgramBuiltWithoutNamespaceDeclarations() {
    Document document = XmlDocuments.newDocument();
    Element payload = document.createElementNS("urn:a", "a:payload");
    payload.setAttributeNS(null, "Id", "x");
    payload.setAttributeNS("urn:b", "b:kind", "k");
    payload.appendChild(document.createElementNS("urn:c", "c"));
    document.appendChild(payload);
    XmlSigner.of(Samples.ALICE).sign(payload);

    assertThat(Samples.verify(Samples.text(payload))).isInstanceOf(Genuine.class);
  }

  @Test
  void declaresEveryNamespaceThatAProgramLeftOut() {
    Document document = XmlDocuments.newDocument();
    Element payload = document.createElementNS(null, "payload");
    payload.setAttributeNS(null, "Id", "x");
    payload.setAttributeNS("urn:y", "y:one", "1");
    payload.setAttributeNS("urn:z", "z:two", "2");
    payload.appendChild(document.createElementNS("urn:inner", "y:inner"));
    payload.appendChild(document.createElementNS("urn:y", "y:outer"));
    document.appendChild(payload);
    XmlSigner.of(Samples.ALICE).sign(payload);

    assertThat(Samples.text(payload))
        .contains("<y:inner xmlns:y=\"urn:inner\">", "<y:outer>")
        .satisfies(signed -> assertThat(Samples.verify(signed)).isInstanceOf(Genuine.class));
  }

  @Test
  void signsAnElementWhoseIdWasSetWithoutANamespace() {
    Document document = XmlDocuments.newDocument();
    Element payload = document.createElementNS("urn:a", "a:payload");
    payload.setAttribute("Id", "x");
    document.appendChild(payload);
    XmlSigner.of(Samples.ALICE).sign(payload);

    assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW)).isInstanceOf(Genuine.class);
    assertThat(Samples.verify(Samples.text(payload))).isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Id", "ID", "xml:id", "u:Id"})
  void findsDuplicateIdsThatWereSetWithoutANamespace(String attribute) {
    Element payload = Samples.root("<a Id='x'><b/></a>");
    ((Element) payload.getFirstChild()).setAttribute(attribute, "x");
    XmlSigner signer = XmlSigner.of(Samples.ALICE);

    assertThatThrownBy(() -> signer.sign(payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void rejectsChangedContent() {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);

    assertThat(Samples.verify(signed.replace(">1000<", ">9000<")))
        .isEqualTo(new Rejected(Reason.DIGEST));
  }

  @Test
  void rejectsAChangedSignatureValue() {
    Element payload = Samples.root(Samples.signed(Samples.MESSAGE, Samples.ALICE));
    Element value =
        (Element) payload.getElementsByTagNameNS(Namespaces.DS, "SignatureValue").item(0);
    String text = value.getTextContent();
    value.setTextContent((text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1));

    assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW))
        .isEqualTo(new Rejected(Reason.SIGNATURE));
  }

  @Test
  void rejectsEmptyAndZeroSignatureValues() {
    for (String value :
        List.of("", "AA==", "A".repeat(85) + "A==".substring(0, 3), "A".repeat(86) + "==")) {
      Element payload = Samples.root(Samples.signed(Samples.MESSAGE, Samples.ALICE));
      payload.getElementsByTagNameNS(Namespaces.DS, "SignatureValue").item(0).setTextContent(value);

      assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW)).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void rejectsSignersOfAnotherRoot() {
    SigningIdentity stranger = TestAuthority.root("Another Root").identity("Stranger");

    assertThat(Samples.verify(Samples.signed(Samples.MESSAGE, stranger)))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void looksAtTheContentBeforeTheSigner() {
    SigningIdentity stranger = TestAuthority.root("Another Root").identity("Stranger");
    String changed = Samples.signed(Samples.MESSAGE, stranger).replace(">1000<", ">9000<");
    String unreadable =
        changed.replaceFirst(
            "<ds:X509Certificate>[^<]*", "<ds:X509Certificate>" + "AAAA".repeat(100));

    assertThat(Samples.verify(changed)).isEqualTo(new Rejected(Reason.DIGEST));
    assertThat(Samples.verify(unreadable)).isEqualTo(new Rejected(Reason.DIGEST));
    assertThat(Samples.verify(unreadable.replace(">9000<", ">1000<")))
        .isEqualTo(new Rejected(Reason.CERTIFICATE));
  }

  @Test
  void rejectsSignersOutsideTheirCertificatesLife() {
    Element payload = Samples.root(Samples.signed(Samples.MESSAGE, Samples.ALICE));

    assertThat(Samples.VERIFIER.verify(payload, TestAuthority.END.plusSeconds(1)))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW.minus(Duration.ofDays(31))))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void rejectsCertificatesThatAreNotForSigning() throws CertificateEncodingException {
    KeyPair keys = Kind.P256.keys();
    List<X509Certificate> chain = chain(keys, Usage.PARTY);
    String signed = Samples.signed(Samples.MESSAGE, SigningIdentity.of(keys.getPrivate(), chain));
    String forAgreement =
        signed.replace(
            base64(chain.getFirst()), base64(chain(keys, Usage.AGREEMENT_ONLY).getFirst()));

    assertThat(Samples.verify(signed)).isInstanceOf(Genuine.class);
    assertThat(forAgreement).isNotEqualTo(signed);
    assertThat(Samples.verify(forAgreement)).isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  private static List<X509Certificate> chain(KeyPair keys, Usage usage) {
    return Samples.ISSUER.chainOf(new TestAuthority.Request(new X500Name("CN=Party"), keys, usage));
  }

  private static String base64(X509Certificate certificate) throws CertificateEncodingException {
    return Base64.getEncoder().encodeToString(certificate.getEncoded());
  }

  @Test
  void rejectsUnsignedContent() {
    assertThat(Samples.verify(Samples.MESSAGE)).isEqualTo(new Rejected(Reason.NOT_SIGNED));
  }

  @Test
  void refusesToSignWithoutAnIdOrTwice() {
    XmlSigner signer = XmlSigner.of(Samples.ALICE);

    assertThatThrownBy(() -> signer.sign(Samples.root("<a/>")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> signer.sign(Samples.root("<a Id='x'><b Id='x'/></a>")))
        .isInstanceOf(IllegalArgumentException.class);
    Element once = Samples.root(Samples.MESSAGE);
    signer.sign(once);
    assertThatThrownBy(() -> signer.sign(once)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String withAmount(int amount) {
    return Samples.MESSAGE.replace(">1000<", ">" + amount + "<");
  }

  @Test
  void worksOnManyVirtualThreadsAtOnce() throws InterruptedException, ExecutionException {
    XmlSigner signer = XmlSigner.of(Samples.ALICE);
    List<Future<Verification>> verifications = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        Element payload = Samples.root(withAmount(i));
        verifications.add(
            threads.submit(
                () -> {
                  signer.sign(payload);
                  return Samples.VERIFIER.verify(payload, TestAuthority.NOW);
                }));
      }
    }
    for (int i = 0; i < 200; i++) {
      assertThat(verifications.get(i).get()).isInstanceOf(Genuine.class);
      Genuine genuine = (Genuine) verifications.get(i).get();
      assertThat(Samples.text(genuine.content())).contains(">" + i + "<");
    }
  }

  @Test
  void signsBytesThatNeedNoXmlDeclaration() {
    byte[] signed = Samples.signed(Samples.MESSAGE, Samples.ALICE).getBytes(StandardCharsets.UTF_8);

    assertThat(new String(signed, StandardCharsets.UTF_8)).doesNotContain("&#xD;").startsWith("<m");
  }
}
