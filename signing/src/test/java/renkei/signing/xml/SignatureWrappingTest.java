package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.Samples;
import renkei.signing.TestAuthority;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.xml.Verification.Genuine;
import renkei.signing.xml.Verification.Rejected;

/**
 * Signature wrapping and everything near it: a genuine message is re-arranged, and whichever
 * element of the result a receiver may ask about is either rejected or handed back as the original
 * to the byte.
 */
class SignatureWrappingTest {

  private static final String SIGNED = Samples.signed(Samples.MESSAGE, Samples.ALICE);
  private static final String SIGNATURE =
      SIGNED.substring(SIGNED.indexOf("<ds:Signature "), SIGNED.lastIndexOf("</m:message>"));
  private static final String BARE = SIGNED.replace(SIGNATURE, "");
  private static final String EVIL = BARE.replace(">1000<", ">666<");
  private static final String END = "</m:message>";
  private static final String ORIGINAL = original();

  private static String original() {
    return switch (Samples.verify(SIGNED)) {
      case Genuine(Element content, _) -> Samples.text(content);
      case Rejected(Verification.Reason reason) -> throw new AssertionError(reason);
    };
  }

  /** Asks about every element of the document; how many were handed back as genuine. */
  private static int assertHarmless(String attack) {
    Document document;
    switch (XmlDocuments.parse(attack.getBytes(StandardCharsets.UTF_8), XmlBounds.MESSAGE)) {
      case Parsing.Parsed parsed -> document = parsed.document();
      case Parsing.Unreadable _ -> {
        return 0;
      }
    }
    return assertHarmless(document);
  }

  private static int assertHarmless(Document document) {
    int genuine = 0;
    List<Element> elements = elements(document);
    for (Element element : elements) {
      switch (Samples.VERIFIER.verify(element, TestAuthority.NOW)) {
        case Genuine(Element content, var signer) -> {
          assertThat(Samples.text(content)).isEqualTo(ORIGINAL);
          assertThat(signer).isEqualTo(Samples.ALICE.certificate());
          genuine++;
        }
        case Rejected _ -> {}
      }
    }
    return genuine;
  }

  private static List<Element> elements(Document document) {
    List<Element> elements = new ArrayList<>();
    for (Node node = document; node != null; node = XmlIds.next(node, document)) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static String evilWith(String signature) {
    return EVIL.replace(END, signature + END);
  }

  private static String inSignature(String from, String to) {
    String changed = SIGNATURE.replace(from, to);
    assertThat(changed).as("%s occurs", from).isNotEqualTo(SIGNATURE);
    return BARE.replace(END, changed + END);
  }

  private static String otherId(String xml) {
    return xml.replace("Id=\"m-1\"", "Id=\"m-2\"");
  }

  private static String withoutId(String xml) {
    return xml.replace(" Id=\"m-1\"", "");
  }

  @Test
  void rejectsASignatureBehindWhichAnElementStands() {
    for (String astray :
        List.of(
            BARE.replaceFirst("<m:name", SIGNATURE + "<m:name"),
            SIGNED.replace(END, "<m:more/>" + END))) {
      assertThat(Samples.verify(astray)).isEqualTo(new Rejected(Verification.Reason.PROFILE));
    }
  }

  @Test
  void passesOverSpaceAndCommentsBehindTheSignature() {
    assertThat(Samples.verify(SIGNED.replace(END, "<!-- - -->" + END))).isInstanceOf(Genuine.class);
  }

  private static Map<String, String> rearrangements() {
    Map<String, String> attacks = new LinkedHashMap<>();
    Map<String, String> evils =
        Map.of("same id", EVIL, "other id", otherId(EVIL), "no id", withoutId(EVIL));
    Map<String, String> hidden =
        Map.of(
            "signed original", SIGNED,
            "bare original", BARE,
            "original with other id", otherId(SIGNED));
    evils.forEach(
        (evilName, evil) ->
            hidden.forEach(
                (hiddenName, original) -> {
                  String name = evilName + ", " + hiddenName + ": ";
                  String object = "<ds:Object>" + original + "</ds:Object>";
                  String signed = SIGNATURE.replace("</ds:Signature>", object + "</ds:Signature>");
                  attacks.put(name + "object", evil.replace(END, signed + END));
                  attacks.put(
                      name + "before signature", evil.replace(END, original + SIGNATURE + END));
                  attacks.put(
                      name + "after signature", evil.replace(END, SIGNATURE + original + END));
                  attacks.put(name + "child alone", evil.replace(END, original + END));
                  attacks.put(
                      name + "first child",
                      evil.replaceFirst("<m:name", original + "<m:name")
                          .replace(END, SIGNATURE + END));
                  for (String part :
                      List.of("SignedInfo", "Reference", "Transforms", "KeyInfo", "X509Data")) {
                    attacks.put(
                        name + "in " + part,
                        evil.replace(
                            END,
                            SIGNATURE.replace("</ds:" + part + ">", original + "</ds:" + part + ">")
                                + END));
                  }
                  attacks.put(name + "siblings", envelope(evil + original));
                  attacks.put(name + "siblings turned", envelope(original + evil));
                  attacks.put(
                      name + "siblings with signature between",
                      envelope(evil + SIGNATURE + original));
                  attacks.put(
                      name + "both signed",
                      envelope(evil.replace(END, SIGNATURE + END) + original));
                  attacks.put(
                      name + "deep",
                      envelope("<w>" + original + "</w>" + evil.replace(END, SIGNATURE + END)));
                  attacks.put(
                      name + "signature around",
                      "<ds:Signature xmlns:ds='"
                          + Namespaces.DS
                          + "'>"
                          + evil
                          + original
                          + "</ds:Signature>");
                }));
    return attacks;
  }

  private static String envelope(String content) {
    return "<e:envelope xmlns:e='urn:e'><e:header/><e:body>" + content + "</e:body></e:envelope>";
  }

  private static Map<String, String> changes() {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put("signature on other content", evilWith(SIGNATURE));
    attacks.put("signature first", BARE.replaceFirst("<m:name", SIGNATURE + "<m:name"));
    attacks.put("two signatures", BARE.replace(END, SIGNATURE + SIGNATURE + END));
    attacks.put(
        "second signature below",
        BARE.replace("</m:name>", SIGNATURE + "</m:name>").replace(END, SIGNATURE + END));
    String bobs = Samples.signed(Samples.MESSAGE, Samples.BOB);
    String bobsSignature = bobs.substring(bobs.indexOf("<ds:Signature "), bobs.lastIndexOf(END));
    attacks.put("two signers", BARE.replace(END, SIGNATURE + bobsSignature + END));
    attacks.put("two signers turned", BARE.replace(END, bobsSignature + SIGNATURE + END));
    attacks.put("signature detached", envelope(BARE + SIGNATURE));
    attacks.put("id missing", withoutId(BARE).replace(END, SIGNATURE + END));
    for (String attribute :
        List.of("ID='m-1'", "id='m-1'", "xml:id='m-1'", "u:Id='m-1' xmlns:u='urn:u'")) {
      attacks.put(
          "other attribute " + attribute,
          BARE.replace("Id=\"m-1\"", attribute).replace(END, SIGNATURE + END));
      attacks.put("duplicate " + attribute, envelope("<x " + attribute + "/>" + SIGNED));
      attacks.put(
          "two ids " + attribute, SIGNED.replaceFirst("Id=\"m-1\"", "Id=\"m-1\" " + attribute));
    }
    for (String uri :
        List.of(
            "",
            "#",
            "#m-2",
            "m-1",
            "#xpointer(/)",
            "#xpointer(id('m-1'))",
            "#M-1",
            " #m-1",
            "#m-1 ",
            "http://127.0.0.1:1/x#m-1",
            "file:///etc/passwd",
            "cid:m-1",
            "#m%2D1")) {
      attacks.put("reference to " + uri, inSignature("URI=\"#m-1\"", "URI=\"" + uri + "\""));
      attacks.put(
          "evil, reference to " + uri,
          evilWith(SIGNATURE.replace("URI=\"#m-1\"", "URI=\"" + uri + "\"")));
    }
    attacks.put("reference without uri", inSignature(" URI=\"#m-1\"", ""));
    attacks.put(
        "reference with type",
        inSignature("URI=\"#m-1\"", "URI=\"#m-1\" Type=\"" + Namespaces.DS + "Object\""));
    attacks.put(
        "reference in another namespace",
        inSignature("URI=\"#m-1\"", "URI=\"#m-1\" u:URI=\"\" xmlns:u=\"urn:u\""));
    String reference = between("<ds:Reference", "</ds:Reference>");
    attacks.put("two references", inSignature(reference, reference + reference));
    attacks.put("no reference", inSignature(reference, ""));
    attacks.put(
        "manifest",
        inSignature(
            "</ds:Signature>",
            "<ds:Object><ds:Manifest>" + reference + "</ds:Manifest></ds:Object></ds:Signature>"));
    attacks.put("empty object", inSignature("</ds:Signature>", "<ds:Object/></ds:Signature>"));
    attacks.put("signature with id", inSignature("<ds:Signature ", "<ds:Signature Id=\"s\" "));
    attacks.put("signed info with id", inSignature("<ds:SignedInfo>", "<ds:SignedInfo Id=\"s\">"));
    String transforms = between("<ds:Transforms>", "</ds:Transforms>");
    String enveloped = "<ds:Transform Algorithm=\"" + SignedInfo.ENVELOPED + "\"></ds:Transform>";
    String exclusive = "<ds:Transform Algorithm=\"" + Canonical.URI + "\"></ds:Transform>";
    attacks.put("no transforms", inSignature(transforms, ""));
    for (String changed :
        List.of(
            "",
            enveloped,
            exclusive,
            exclusive + enveloped,
            enveloped + exclusive + exclusive,
            enveloped + enveloped + exclusive,
            enveloped
                + transform(
                    "http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>false()</ds:XPath>"),
            enveloped
                + transform(
                    "http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>false()</ds:XPath>")
                + exclusive,
            enveloped
                + transform(
                    "http://www.w3.org/2002/06/xmldsig-filter2",
                    "<x:XPath xmlns:x='http://www.w3.org/2002/06/xmldsig-filter2' Filter='subtract'>/</x:XPath>")
                + exclusive,
            enveloped
                + transform(
                    "http://www.w3.org/TR/1999/REC-xslt-19991116",
                    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'/>")
                + exclusive,
            enveloped + transform(Namespaces.DS + "base64", "") + exclusive,
            enveloped + transform("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", ""),
            enveloped + transform("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", ""),
            enveloped
                + transform(
                    Canonical.URI,
                    "<x:InclusiveNamespaces xmlns:x='" + Canonical.URI + "' PrefixList='m'/>"),
            enveloped + transform("urn:unknown", ""))) {
      attacks.put(
          "transforms " + changed,
          inSignature(transforms, "<ds:Transforms>" + changed + "</ds:Transforms>"));
    }
    for (String algorithm :
        List.of(
            Namespaces.DS + "rsa-sha1",
            Namespaces.DS + "dsa-sha1",
            Namespaces.DS + "hmac-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
            "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
            "",
            "urn:unknown")) {
      attacks.put(
          "algorithm " + algorithm,
          inSignature(SignatureAlgorithm.ECDSA_P256_SHA256.uri(), algorithm));
    }
    attacks.put(
        "truncated hmac",
        inSignature(
            "<ds:SignatureMethod Algorithm=\"" + SignatureAlgorithm.ECDSA_P256_SHA256.uri() + "\">",
            "<ds:SignatureMethod Algorithm=\""
                + Namespaces.DS
                + "hmac-sha1\"><ds:HMACOutputLength>0</ds:HMACOutputLength>"));
    attacks.put(
        "output length on ecdsa",
        inSignature(
            "</ds:SignatureMethod>",
            "<ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>"));
    for (String digest :
        List.of(
            Namespaces.DS + "sha1",
            "http://www.w3.org/2001/04/xmldsig-more#md5",
            "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "")) {
      attacks.put("digest " + digest, inSignature(DigestAlgorithm.SHA256.uri(), digest));
    }
    for (String method :
        List.of(
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
            "urn:unknown")) {
      attacks.put(
          "canonicalisation " + method,
          inSignature(
              "<ds:CanonicalizationMethod Algorithm=\"" + Canonical.URI + "\"",
              "<ds:CanonicalizationMethod Algorithm=\"" + method + "\""));
    }
    String keyInfo = between("<ds:KeyInfo>", "</ds:KeyInfo>");
    attacks.put("no key info", inSignature(keyInfo, ""));
    for (String changed :
        List.of(
            "",
            "<ds:KeyName>Alice</ds:KeyName>",
            "<ds:X509Data/>",
            "<ds:KeyValue/>",
            "<ds:RetrievalMethod URI='#m-1'/>",
            "<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>",
            "<ds:X509Data><ds:X509Certificate/></ds:X509Data>",
            "<ds:X509Data><ds:X509SubjectName>CN=Alice</ds:X509SubjectName></ds:X509Data>")) {
      attacks.put(
          "key info " + changed, inSignature(keyInfo, "<ds:KeyInfo>" + changed + "</ds:KeyInfo>"));
      attacks.put(
          "key info and another " + changed,
          inSignature("</ds:KeyInfo>", changed + "<ds:KeyName/></ds:KeyInfo>"));
    }
    attacks.put(
        "key info of another",
        inSignature(
            keyInfo,
            bobs.substring(bobs.indexOf("<ds:KeyInfo>"), bobs.indexOf("</ds:KeyInfo>") + 13)));
    String value = between("<ds:SignatureValue>", "</ds:SignatureValue>");
    attacks.put("no value", inSignature(value, ""));
    for (String changed :
        List.of("", "AA==", "=", "!", "A".repeat(86) + "==", "A".repeat(88), "&lt;x&gt;")) {
      attacks.put(
          "value " + changed,
          inSignature(value, "<ds:SignatureValue>" + changed + "</ds:SignatureValue>"));
    }
    attacks.put(
        "comment in value", inSignature("</ds:SignatureValue>", "<!-- x --></ds:SignatureValue>"));
    attacks.put(
        "comment in digest", inSignature("</ds:DigestValue>", "<!-- x --></ds:DigestValue>"));
    attacks.put(
        "comment between", inSignature("<ds:SignatureValue>", "<!-- x --><ds:SignatureValue>"));
    attacks.put(
        "instruction between", inSignature("<ds:SignatureValue>", "<?x y?><ds:SignatureValue>"));
    attacks.put("text between", inSignature("<ds:SignatureValue>", "x<ds:SignatureValue>"));
    attacks.put(
        "cdata in value", SIGNED.replace("<ds:SignatureValue>", "<ds:SignatureValue><![CDATA[]]>"));
    attacks.put(
        "element in value", inSignature("</ds:SignatureValue>", "<x/></ds:SignatureValue>"));
    attacks.put(
        "parts in another order",
        inSignature(value, "").replace("<ds:SignedInfo>", value + "<ds:SignedInfo>"));
    attacks.put(
        "signature in another namespace",
        inSignature("xmlns:ds=\"" + Namespaces.DS + "\"", "xmlns:ds=\"urn:not-ds\""));
    attacks.put(
        "signature prefix changed",
        BARE.replace(
            END, SIGNATURE.replace("ds:", "dsx:").replace("xmlns:ds=", "xmlns:dsx=") + END));
    attacks.put("comment in content", SIGNED.replace(">1000<", ">10<!-- x -->00<"));
    attacks.put("comment splits content", SIGNED.replace(">1000<", ">1000<!-- x -->1<"));
    attacks.put("cdata in content", SIGNED.replace(">1000<", "><![CDATA[1000]]><"));
    attacks.put("instruction in content", SIGNED.replace(">1000<", ">10<?x?>00<"));
    attacks.put("character reference in content", SIGNED.replace(">1000<", ">&#49;000<"));
    attacks.put(
        "prefixes swapped",
        SIGNED
            .replace("xmlns:m=\"urn:example:message\"", "xmlns:m=\"urn:swap\"")
            .replace("xmlns:o=\"urn:example:other\"", "xmlns:o=\"urn:example:message\""));
    attacks.put(
        "prefix renamed",
        SIGNED
            .replace("xmlns:o=", "xmlns:q=")
            .replace("o:amount", "q:amount")
            .replace("o:unit", "q:unit"));
    attacks.put(
        "default namespace put in",
        SIGNED.replaceFirst("<m:message ", "<m:message xmlns=\"urn:put-in\" "));
    attacks.put(
        "unused namespace put in",
        SIGNED.replaceFirst("<m:message ", "<m:message xmlns:unused=\"urn:put-in\" "));
    attacks.put("attribute put in", SIGNED.replaceFirst("<m:message ", "<m:message extra=\"1\" "));
    attacks.put("xml attribute above", "<e xml:lang='en' xml:base='urn:b'>" + SIGNED + "</e>");
    attacks.put("namespace above", "<e xmlns='urn:d' xmlns:o='urn:x'>" + SIGNED + "</e>");
    attacks.put("white space put in", SIGNED.replace("<m:name", " <m:name"));
    attacks.put("carriage return put in", SIGNED.replace("<m:name", "&#13;<m:name"));
    attacks.put(
        "null prefix tricks",
        SIGNED.replace("<plain xmlns=\"urn:example:plain\">", "<plain xmlns=\"\">"));
    attacks.put(
        "external entity",
        "<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
            + SIGNED.replace(">1000<", ">&x;<"));
    attacks.put("id by dtd", "<!DOCTYPE m [<!ATTLIST x any ID #IMPLIED>]>" + SIGNED);
    return attacks;
  }

  private static String transform(String algorithm, String content) {
    return "<ds:Transform Algorithm=\"" + algorithm + "\">" + content + "</ds:Transform>";
  }

  private static String between(String from, String to) {
    int start = SIGNATURE.indexOf(from);
    return SIGNATURE.substring(start, SIGNATURE.indexOf(to, start) + to.length());
  }

  /** An attack that changes nothing, or that nobody can read, shows nothing. */
  @Test
  void changesSomethingInEveryAttackAndLeavesAllReadableButThoseByDtd() {
    Map<String, String> attacks = new LinkedHashMap<>(rearrangements());
    attacks.putAll(changes());

    assertThat(attacks.size()).isEqualTo(289);
    assertThat(named(attacks, SIGNED::equals)).isEmpty();
    assertThat(named(attacks, attack -> !isReadable(attack)))
        .containsExactlyInAnyOrder("external entity", "id by dtd");
  }

  private static List<String> named(Map<String, String> attacks, Predicate<String> which) {
    return attacks.entrySet().stream()
        .filter(attack -> which.test(attack.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isReadable(String xml) {
    return XmlDocuments.parse(xml.getBytes(StandardCharsets.UTF_8), XmlBounds.MESSAGE)
        instanceof Parsing.Parsed;
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryRearrangementOrHandsBackTheOriginal() {
    return rearrangements().entrySet().stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.getKey(),
                    () -> assertThat(assertHarmless(attack.getValue())).isLessThanOrEqualTo(1)));
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryChangeOrHandsBackTheOriginal() {
    return changes().entrySet().stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.getKey(),
                    () -> assertThat(assertHarmless(attack.getValue())).isLessThanOrEqualTo(1)));
  }

  private static final List<String> FORBIDDEN =
      List.of(
          "reference ",
          "two references",
          "no reference",
          "transforms ",
          "no transforms",
          "algorithm ",
          "digest ",
          "canonicalisation ",
          "truncated hmac",
          "output length",
          "signed info with id",
          "two signers");

  /** Only the profile stands between these and acceptance: their signature value is right. */
  @TestFactory
  Stream<DynamicTest> refusesForbiddenVariantsThoughTheGenuineKeySignedThem() {
    return changes().entrySet().stream()
        .filter(attack -> FORBIDDEN.stream().anyMatch(attack.getKey()::startsWith))
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.getKey(),
                    () ->
                        assertThat(
                                Samples.VERIFIER.verify(
                                    signedAgain(attack.getValue()), TestAuthority.NOW))
                            .isIn(
                                new Rejected(Verification.Reason.PROFILE),
                                new Rejected(Verification.Reason.ALGORITHM))));
  }

  @Test
  void signsAgainAsTheGenuineSignerDoes() throws CanonicalizationException {
    String broken =
        SIGNED.replaceFirst("<ds:SignatureValue>[^<]*", "<ds:SignatureValue>" + "A".repeat(88));

    assertThat(Samples.verify(broken)).isInstanceOf(Rejected.class);
    assertThat(Samples.VERIFIER.verify(signedAgain(broken), TestAuthority.NOW))
        .isInstanceOf(Genuine.class);
  }

  /** The reference agrees with the root, which carries the id, and is not what stands around it. */
  @Test
  void handsBackNothingForAReferenceToTheRootAroundTheMessage() throws CanonicalizationException {
    String toRoot = SIGNATURE.replace("URI=\"#m-1\"", "URI=\"#e-1\"");
    Element below = signedWithDigest(rootWithId(BARE.replace(END, toRoot + END)));
    Element own = signedWithDigest(rootWithId(BARE + toRoot));
    Element astray = signedWithDigest(rootWithId(BARE + SIGNATURE));

    assertThat(assertHarmless(below.getOwnerDocument())).isZero();
    assertThat(assertHarmless(astray.getOwnerDocument())).isZero();
    assertThat(Samples.VERIFIER.verify(own, TestAuthority.NOW))
        .as("the root's own signature, made in the same way")
        .isInstanceOf(Genuine.class);
  }

  private static String rootWithId(String content) {
    return "<e:envelope xmlns:e='urn:e' Id='e-1'>" + content + "</e:envelope>";
  }

  /** Signed again over the root without the signature, wherever that stands. */
  private static Element signedWithDigest(String xml) throws CanonicalizationException {
    Element root = Samples.root(xml);
    Element signature = (Element) root.getElementsByTagNameNS(Namespaces.DS, "Signature").item(0);
    byte[] digest = DigestAlgorithm.SHA256.create().digest(Canonical.bytes(root, signature));
    signature
        .getElementsByTagNameNS(Namespaces.DS, "DigestValue")
        .item(0)
        .setTextContent(Base64.getEncoder().encodeToString(digest));
    return signedAgain(root);
  }

  private static Element signedAgain(String xml) throws CanonicalizationException {
    return signedAgain(Samples.root(xml));
  }

  private static Element signedAgain(Element payload) throws CanonicalizationException {
    Element info = (Element) payload.getElementsByTagNameNS(Namespaces.DS, "SignedInfo").item(0);
    byte[] value = Samples.ALICE.signingKey().sign(Canonical.bytes(info, null));
    payload
        .getElementsByTagNameNS(Namespaces.DS, "SignatureValue")
        .item(0)
        .setTextContent(Base64.getEncoder().encodeToString(value));
    return payload;
  }

  @Test
  void knowsTheOriginalWhereverItStands() {
    assertThat(assertHarmless(SIGNED)).isEqualTo(1);
    assertThat(assertHarmless(envelope(SIGNED))).isEqualTo(1);
    assertThat(assertHarmless(SIGNED.replace(">1000<", ">10<!-- x -->00<"))).isEqualTo(1);
  }

  @Test
  void refusesThousandsOfRandomRearrangements() {
    Random random = new Random(20260601);
    int genuine = 0;
    for (int i = 0; i < 4_000; i++) {
      Document document = Samples.parse(random.nextBoolean() ? SIGNED : envelope(SIGNED + EVIL));
      int steps = 1 + random.nextInt(4);
      for (int step = 0; step < steps; step++) {
        rearrange(document, random);
      }
      genuine +=
          assertHarmless(
              Samples.parse(new String(XmlDocuments.serialize(document), StandardCharsets.UTF_8)));
    }
    assertThat(genuine).isPositive().isLessThan(4_000);
  }

  private static void rearrange(Document document, Random random) {
    List<Element> elements = elements(document);
    Element moved = elements.get(random.nextInt(elements.size()));
    Element target = elements.get(random.nextInt(elements.size()));
    List<Consumer<Element>> steps =
        List.of(
            element -> insert(element.cloneNode(true), target, random),
            element -> {
              if (!element.isSameNode(document.getDocumentElement())
                  && !contains(element, target)) {
                insert(element, target, random);
              }
            },
            element -> {
              if (!element.isSameNode(document.getDocumentElement())) {
                element.getParentNode().removeChild(element);
              }
            },
            element -> element.setAttributeNS(null, "Id", random.nextBoolean() ? "m-1" : "m-2"),
            element -> element.removeAttributeNS(null, "Id"),
            element -> element.appendChild(document.createComment("x")),
            element ->
                insert(document.createTextNode(random.nextBoolean() ? " " : "x"), target, random),
            element ->
                document.renameNode(element, target.getNamespaceURI(), target.getNodeName()));
    steps.get(random.nextInt(steps.size())).accept(moved);
  }

  private static void insert(Node node, Element target, Random random) {
    target.insertBefore(node, random.nextBoolean() ? target.getFirstChild() : null);
  }

  private static boolean contains(Node ancestor, Node node) {
    for (Node at = node; at != null; at = at.getParentNode()) {
      if (at.isSameNode(ancestor)) {
        return true;
      }
    }
    return false;
  }
}
