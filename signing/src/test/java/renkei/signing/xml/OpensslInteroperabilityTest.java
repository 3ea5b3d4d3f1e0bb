package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import renkei.signing.ExternalTool;
import renkei.signing.Pem;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.Unchecked;

/**
 * {@code openssl} verifies the values of our message signatures, and we verify the values it makes,
 * by the algorithms that Debian's {@code xmlsec1} does not know. What is digested and in which form
 * is the same for all algorithms; {@link XmlsecInteroperabilityTest} shows that others agree on it.
 */
class OpensslInteroperabilityTest {

  @TempDir private Path folder;

  private ExternalTool openssl;

  @BeforeEach
  void findOpenssl() {
    openssl = ExternalTool.orSkip("openssl");
  }

  private ExternalTool.Run pkeyutl(Kind kind, Path data, Object... arguments) {
    List<Object> command = new ArrayList<>(List.of("pkeyutl", "-rawin", "-in", data));
    if (kind == Kind.RSA3072) {
      command.addAll(
          List.of(
              "-digest",
              "sha256",
              "-pkeyopt",
              "rsa_padding_mode:pss",
              "-pkeyopt",
              "rsa_pss_saltlen:digest",
              "-pkeyopt",
              "rsa_mgf1_md:sha256"));
    }
    command.addAll(List.of(arguments));
    return openssl.run(folder, command.toArray());
  }

  private static Element only(Element parent, String name) {
    return Elements.children(parent, Namespaces.DS, name).getFirst();
  }

  private Path signedInfo(Element payload) throws IOException, CanonicalizationException {
    return Files.write(
        folder.resolve("info.xml"),
        Canonical.bytes(only(only(payload, "Signature"), "SignedInfo"), null));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RSA3072", "ED25519"})
  void opensslVerifiesTheValuesWeMake(Kind kind) throws IOException, CanonicalizationException {
    SigningIdentity identity = Samples.ISSUER.identity("Signer", kind);
    Element payload = Samples.root(Samples.signed(Samples.MESSAGE, identity));
    Path info = signedInfo(payload);
    Path changed =
        Files.writeString(
            folder.resolve("changed.xml"), Files.readString(info).replace("#m-1", "#m-2"));
    Path value =
        Files.write(
            folder.resolve("value.bin"),
            Base64.getDecoder()
                .decode(only(only(payload, "Signature"), "SignatureValue").getTextContent()));
    Path key = Pem.publicKey(folder, "key.pem", identity.certificate());

    ExternalTool.Run run =
        pkeyutl(kind, info, "-verify", "-pubin", "-inkey", key, "-sigfile", value);

    assertThat(run.output()).contains("Signature Verified Successfully");
    assertThat(
            pkeyutl(kind, changed, "-verify", "-pubin", "-inkey", key, "-sigfile", value).status())
        .isNotZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RSA3072", "ED25519"})
  void weVerifyTheValuesOpensslMakes(Kind kind) throws IOException, CanonicalizationException {
    SigningIdentity identity = Samples.ISSUER.identity("Signer", kind);
    Element payload = Samples.root(Samples.signed(Samples.MESSAGE, identity));
    Path key = Pem.privateKey(folder, "key.pem", Unchecked.key(identity));
    Path value = folder.resolve("value.bin");

    ExternalTool.Run run =
        pkeyutl(kind, signedInfo(payload), "-sign", "-inkey", key, "-out", value);
    Element held = only(only(payload, "Signature"), "SignatureValue");
    held.setTextContent("");
    assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW))
        .isEqualTo(new Verification.Rejected(Verification.Reason.SIGNATURE));
    assertThat(run.status()).as(run.output()).isZero();
    held.setTextContent(Base64.getEncoder().encodeToString(Files.readAllBytes(value)));

    assertThat(Samples.VERIFIER.verify(payload, TestAuthority.NOW))
        .isInstanceOf(Verification.Genuine.class);
  }
}
