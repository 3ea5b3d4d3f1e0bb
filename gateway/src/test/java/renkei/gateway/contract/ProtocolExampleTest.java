package renkei.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import renkei.codebook.ItemCode;
import renkei.codebook.RecordKey;
import renkei.gateway.testing.Parties;
import renkei.signing.SigningIdentity;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlVerifier;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.RecordContent;

/**
 * The signed example of docs/protocol.md. {@code -Drenkei.example=write} makes it anew with
 * throw-away keys.
 */
class ProtocolExampleTest {

  private static final Logger LOG = LoggerFactory.getLogger(ProtocolExampleTest.class);
  private static final Path FOLDER = Path.of("..", "docs", "example");
  private static final Path MESSAGE = FOLDER.resolve("permitted-inquiry.xml");
  private static final Path ROOT = FOLDER.resolve("root.pem");

  @TempDir private Path scratch;

  @BeforeAll
  static void writeWhenAsked() throws IOException, GeneralSecurityException {
    if (!"write".equals(System.getProperty("renkei.example"))) {
      return;
    }
    Parties parties = Parties.shared();
    SigningIdentity inquirer = parties.agency(KITA_AGENCY);
    Element message =
        new Composer(Clock.systemUTC())
            .permittedInquiry(KITA_AGENCY, MINAMI_AGENCY, inquirer.chain());
    Files.createDirectories(FOLDER);
    Files.write(MESSAGE, Composer.signed(parties.agency(CORE), message));
    Files.writeString(ROOT, pem("CERTIFICATE", parties.root().getEncoded()));
    writeSeal(inquirer);
  }

  /** A seal as it lies in an answer, what it holds, and the key that opens it. */
  private static void writeSeal(SigningIdentity receiver) throws IOException {
    byte[] content =
        new ContentXml.Records(
                List.of(
                    new ContentXml.OneRecord(
                        RecordKey.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        LocalDate.of(2026, 11, 1),
                        1,
                        new RecordContent(
                            List.of(
                                new ItemValue(new ItemCode("TK00000000010001"), "架空　花子"),
                                new ItemValue(new ItemCode("TK00000000010005"), "1980-02-29")),
                            List.of()))))
            .write();
    SealContext context =
        new SealContext(
            UUID.randomUUID() + "/" + UUID.randomUUID(),
            MINAMI_AGENCY.value(),
            KITA_AGENCY.value());
    Files.write(FOLDER.resolve("content.xml"), content);
    Files.write(
        FOLDER.resolve("seal.xml"),
        XmlDocuments.serialize(
            Sealer.create().seal(content, context, List.of(receiver.certificate()))));
    Files.writeString(
        FOLDER.resolve("receiver-key.pem"), pem("PRIVATE KEY", receiver.exposeKey().getEncoded()));
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }

  private static Element example() throws IOException {
    assertThat(XmlDocuments.parse(Files.readAllBytes(MESSAGE), XmlBounds.MESSAGE))
        .isInstanceOf(Parsing.Parsed.class);
    return XmlDocuments.parse(Files.readAllBytes(MESSAGE), XmlBounds.MESSAGE)
            instanceof Parsing.Parsed(var document)
        ? document.getDocumentElement()
        : ElementWriter.signedRoot("Nothing", "m-0").element();
  }

  private static Instant sentAt(Element message) {
    return Instant.parse(Composer.find(message, "SentAt").getTextContent());
  }

  @Test
  void followsTheSchema() throws IOException {
    Element message = example();

    assertThatCode(() -> new NationalSchema().validate(message)).doesNotThrowAnyException();
  }

  @Test
  void isVerifiedByOurselves() throws IOException, GeneralSecurityException {
    Element message = example();
    Instant at = sentAt(message);
    X509Certificate root;
    try (var pem = Files.newInputStream(ROOT)) {
      root = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
    CertificateTrust trust =
        CertificateTrust.anchoredAt(Set.of(root), Clock.fixed(at, ZoneOffset.UTC));

    assertThat(XmlVerifier.trusting(trust).verify(message, at))
        .isInstanceOf(Verification.Genuine.class);
  }

  @Test
  void isVerifiedByXmlsec() throws IOException, InterruptedException {
    assertThat(xmlsec(MESSAGE)).isZero();
  }

  @Test
  void isRejectedByXmlsecOnceChanged() throws IOException, InterruptedException {
    String changed = Files.readString(MESSAGE).replace(">COUNTER<", ">BULK<");
    assertThat(changed).contains(">BULK<");

    assertThat(xmlsec(Files.writeString(scratch.resolve("changed.xml"), changed))).isNotZero();
  }

  private int xmlsec(Path message) throws IOException, InterruptedException {
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "xmlsec1")))) {
      LOG.warn("skipped: xmlsec1 is not installed");
      Assumptions.abort("xmlsec1 is not installed");
    }
    String time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneOffset.UTC)
            .format(sentAt(example()));
    ProcessBuilder builder =
        new ProcessBuilder(
            "xmlsec1",
            "--verify",
            "--enabled-key-data",
            "x509",
            "--trusted-pem",
            ROOT.toString(),
            "--verification-time",
            time,
            "--id-attr:Id",
            "urn:renkei:national:2:PermittedInquiry",
            message.toString());
    builder.environment().put("TZ", "UTC");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("xmlsec.out").toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("xmlsec1 hangs");
    }
    LOG.info(
        "xmlsec1: {}",
        Files.readString(scratch.resolve("xmlsec.out"), StandardCharsets.ISO_8859_1).strip());
    return process.exitValue();
  }
}
