package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.xml.security.Init;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.SignatureAlgorithm;

/** Santuario's own signature code, which ours does not use, agrees with ours in both directions. */
class SantuarioInteroperabilityTest {

  @BeforeAll
  static void initialise() {
    Init.init();
  }

  private static boolean santuarioVerifies(Element payload, SigningIdentity identity)
      throws XMLSecurityException {
    payload.setIdAttributeNS(null, XmlIds.ATTRIBUTE, true);
    Element signature = Elements.children(payload, Namespaces.DS, "Signature").getFirst();
    return new XMLSignature(signature, "")
        .checkSignatureValue(identity.certificate().getPublicKey());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"P256", "P384", "RSA3072", "ED25519"})
  void santuarioVerifiesWhatWeSign(Kind kind) throws XMLSecurityException {
    SigningIdentity identity = Samples.ISSUER.identity("Signer", kind);
    String signed = Samples.signed(Samples.MESSAGE, identity);

    assertThat(santuarioVerifies(Samples.root(signed), identity)).isTrue();
    assertThat(santuarioVerifies(Samples.root(signed.replace(">1000<", ">9000<")), identity))
        .isFalse();
  }

  private static Element signedBySantuario(SigningIdentity identity) throws XMLSecurityException {
    Element payload = Samples.root(Samples.MESSAGE);
    payload.setIdAttributeNS(null, XmlIds.ATTRIBUTE, true);
    SignatureAlgorithm algorithm = identity.signingKey().algorithm();
    XMLSignature signature =
        new XMLSignature(payload.getOwnerDocument(), "", algorithm.uri(), Canonical.URI);
    payload.appendChild(signature.getElement());
    Transforms transforms = new Transforms(payload.getOwnerDocument());
    transforms.addTransform(SignedInfo.ENVELOPED);
    transforms.addTransform(Canonical.URI);
    signature.addDocument("#m-1", transforms, algorithm.digest().uri());
    signature.addKeyInfo(identity.chain().get(0));
    signature.addKeyInfo(identity.chain().get(1));
    signature.sign(Unchecked.key(identity));
    return payload;
  }

  /** Santuario writes one X509Data for each certificate; the profile has all in one. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"P256", "P384", "RSA3072", "ED25519"})
  void weVerifyWhatSantuarioSigns(Kind kind) throws XMLSecurityException {
    Element payload = signedBySantuario(Samples.ISSUER.identity("Signer", kind));
    assertThat(Samples.verify(Samples.text(payload)))
        .isEqualTo(new Verification.Rejected(Verification.Reason.PROFILE));

    joinX509Data(payload);

    assertThat(Samples.verify(Samples.text(payload))).isInstanceOf(Verification.Genuine.class);
  }

  private static void joinX509Data(Element payload) {
    Element signature = Elements.children(payload, Namespaces.DS, "Signature").getFirst();
    Element keyInfo = Elements.children(signature, Namespaces.DS, "KeyInfo").getFirst();
    var data = Elements.children(keyInfo, Namespaces.DS, "X509Data");
    for (Element other : data.subList(1, data.size())) {
      data.getFirst()
          .appendChild(Elements.children(other, Namespaces.DS, "X509Certificate").getFirst());
      keyInfo.removeChild(other);
    }
  }

  @Test
  void keepsEvenSantuariosLineBreaksOut() {
    assertThat(Samples.signed(Samples.MESSAGE, Samples.ALICE)).doesNotContain("&#xD;");
  }
}
