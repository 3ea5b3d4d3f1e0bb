package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.ExternalTool;
import renkei.signing.Pem;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.SignatureAlgorithm;

/**
 * {@code xmlsec1} verifies what we sign, and we verify what it signs, by every algorithm that the
 * installed version lists. Debian's version 1.2 has neither RSA-PSS nor Ed25519: these are checked
 * by others in {@link OpensslInteroperabilityTest} and {@link SantuarioInteroperabilityTest}.
 */
class XmlsecInteroperabilityTest {

  private static final Logger LOG = LoggerFactory.getLogger(XmlsecInteroperabilityTest.class);

  private static final Map<Kind, String> TRANSFORMS =
      Map.of(
          Kind.P256, "ecdsa-sha256",
          Kind.P384, "ecdsa-sha384",
          Kind.RSA3072, "rsa-pss-sha256",
          Kind.ED25519, "eddsa-ed25519");

  private static final String INSTANT = "2026-06-01 00:00:00";

  @TempDir static Path shared;

  @TempDir private Path folder;

  private ExternalTool xmlsec;
  private Path anchor;

  @BeforeEach
  void findXmlsec() throws IOException, GeneralSecurityException {
    xmlsec = ExternalTool.orSkip("xmlsec1");
    anchor = Pem.certificate(folder, "root.pem", Samples.ROOT.certificate());
  }

  /** The keys for messages whose algorithm the installed version has a name for. */
  static List<Kind> kinds() {
    String known = ExternalTool.orSkip("xmlsec1").run(shared, "--list-transforms").output();
    List<Kind> kinds =
        TRANSFORMS.entrySet().stream()
            .filter(transform -> known.contains("\"" + transform.getValue() + "\""))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    LOG.info("the installed xmlsec1 is asked about {}", kinds);
    assertThat(kinds).as("what every version knows").contains(Kind.P256, Kind.P384);
    return kinds;
  }

  private ExternalTool.Run verify(String signed) throws IOException {
    Path file = Files.writeString(folder.resolve("signed.xml"), signed);
    return xmlsec.run(
        folder,
        "--verify",
        "--enabled-key-data",
        "x509",
        "--trusted-pem",
        anchor,
        "--verification-time",
        INSTANT,
        "--id-attr:Id",
        "urn:example:message:message",
        file);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void xmlsecVerifiesWhatWeSign(Kind kind) throws IOException {
    SigningIdentity identity = Samples.ISSUER.identity("Signer", kind);

    ExternalTool.Run run = verify(Samples.signed(Samples.MESSAGE, identity));

    assertThat(run.output()).startsWith("OK");
    assertThat(run.status()).isZero();
  }

  @Test
  void xmlsecRejectsWhatWasChanged() throws IOException {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);

    assertThat(verify(signed.replace(">1000<", ">9000<")).status()).isNotZero();
  }

  /** Signs a template there; the output is beside it. */
  private ExternalTool.Run signThere(SigningIdentity identity)
      throws IOException, GeneralSecurityException {
    Path key = Pem.privateKey(folder, "key.pem", Unchecked.key(identity));
    Path leaf = Pem.certificate(folder, "leaf.pem", identity.chain().get(0));
    Path issuer = Pem.certificate(folder, "issuer.pem", identity.chain().get(1));
    Files.writeString(folder.resolve("template.xml"), template(identity));
    String arguments =
        "--sign --output output.xml --privkey-pem %s,%s,%s --id-attr:Id urn:example:message:message template.xml"
            .formatted(key, leaf, issuer);
    return xmlsec.run(folder, (Object[]) arguments.split(" ", -1));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void weVerifyWhatXmlsecSigns(Kind kind) throws IOException, GeneralSecurityException {
    SigningIdentity identity = Samples.ISSUER.identity("Signer", kind);

    ExternalTool.Run run = signThere(identity);

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(Samples.verify(Files.readString(folder.resolve("output.xml"))))
        .isInstanceOfSatisfying(
            Verification.Genuine.class,
            genuine -> assertThat(genuine.signer()).isEqualTo(identity.certificate()));
  }

  /** A template with line breaks and indentation, as people write them. */
  private static String template(SigningIdentity identity) {
    SignatureAlgorithm algorithm = identity.signingKey().algorithm();
    return Samples.MESSAGE.replace(
        "</m:message>",
        """
          <Signature xmlns="http://www.w3.org/2000/09/xmldsig#">
            <SignedInfo>
              <CanonicalizationMethod Algorithm="%s"/>
              <SignatureMethod Algorithm="%s"/>
              <Reference URI="#m-1">
                <Transforms>
                  <Transform Algorithm="%s"/>
                  <Transform Algorithm="%s"/>
                </Transforms>
                <DigestMethod Algorithm="%s"/>
                <DigestValue/>
              </Reference>
            </SignedInfo>
            <SignatureValue/>
            <KeyInfo><X509Data><X509Certificate/></X509Data></KeyInfo>
          </Signature>
        </m:message>"""
            .formatted(
                Canonical.URI,
                algorithm.uri(),
                SignedInfo.ENVELOPED,
                Canonical.URI,
                algorithm.digest().uri()));
  }
}
