package renkei.signing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlSigner;
import renkei.signing.xml.XmlVerifier;

/** Documents and parties that many tests use. */
public final class Samples {

  public static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
  public static final TestAuthority ROOT = TestAuthority.root("Test Root");
  public static final TestAuthority ISSUER = ROOT.subordinate("Test Issuer");
  public static final SigningIdentity ALICE = ISSUER.identity("Alice");
  public static final SigningIdentity BOB = ISSUER.identity("Bob");
  public static final CertificateTrust TRUST = CertificateTrust.anchoredAt(ROOT.anchors(), CLOCK);
  public static final XmlVerifier VERIFIER = XmlVerifier.trusting(TRUST);

  public static final String MESSAGE =
      """
      <m:message xmlns:m="urn:example:message" xmlns:o="urn:example:other" Id="m-1" b="2" a="1">
        <m:name lang="ja">山田 𠮷子 &amp; &lt;co&gt;</m:name>
        <o:amount o:unit="yen">1000</o:amount>
        <plain xmlns="urn:example:plain">line one
      line two</plain>
      </m:message>""";

  private Samples() {}

  public static Document parse(String xml) {
    return switch (XmlDocuments.parse(xml.getBytes(StandardCharsets.UTF_8), XmlBounds.MESSAGE)) {
      case Parsing.Parsed(Document document) -> document;
      case Parsing.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  public static Element root(String xml) {
    return parse(xml).getDocumentElement();
  }

  public static String text(Element element) {
    return new String(XmlDocuments.serialize(element), StandardCharsets.UTF_8);
  }

  public static String signed(String xml, SigningIdentity identity) {
    Element payload = root(xml);
    XmlSigner.of(identity).sign(payload);
    return text(payload);
  }

  public static Verification verify(String xml) {
    return VERIFIER.verify(root(xml), TestAuthority.NOW);
  }
}
