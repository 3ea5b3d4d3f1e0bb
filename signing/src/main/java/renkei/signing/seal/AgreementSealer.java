package renkei.signing.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.DataKey;
import renkei.signing.KeyId;
import renkei.signing.KeyUsages;
import renkei.signing.ProviderCall;
import renkei.signing.SigningUnavailableException;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.Ecdh;
import renkei.signing.algorithm.NamedCurve;
import renkei.signing.algorithm.SealAlgorithms;
import renkei.signing.xml.ElementBuilder;
import renkei.signing.xml.Namespaces;
import renkei.signing.xml.XmlDocuments;

/** Seals with one fresh content key, wrapped for each receiver under a fresh agreement. */
final class AgreementSealer implements Sealer {

  private static final int KEY_LENGTH = 32;

  private final SecureRandom random = new SecureRandom();
  private final Runnable algorithms;

  /** Runs {@code algorithms} before each sealing; it throws if the suite has ended. */
  AgreementSealer(Runnable algorithms) {
    this.algorithms = algorithms;
  }

  @Override
  public Element seal(byte[] content, SealContext context, List<X509Certificate> receivers) {
    if (receivers.isEmpty() || receivers.size() > Seal.MOST_RECEIVERS) {
      throw new IllegalArgumentException(
          "a seal has 1 to " + Seal.MOST_RECEIVERS + " receivers, not " + receivers.size());
    }
    algorithms.run();
    byte[] contentKey = new byte[KEY_LENGTH];
    random.nextBytes(contentKey);
    SecretKey key = new SecretKeySpec(contentKey, "AES");
    Document document = XmlDocuments.newDocument();
    ElementBuilder data = ElementBuilder.root(document, Namespaces.XENC, "xenc:EncryptedData");
    document.appendChild(data.element());
    declare(data, "xmlns:xenc", Namespaces.XENC);
    declare(data, "xmlns:xenc11", Namespaces.XENC11);
    declare(data, "xmlns:ds", Namespaces.DS);
    declare(data, "xmlns:dsig11", Namespaces.DS11);
    data.child("xenc:EncryptionMethod").algorithm(SealAlgorithms.CONTENT);
    ElementBuilder keys = data.child(Namespaces.DS, "ds:KeyInfo");
    for (X509Certificate receiver : receivers) {
      ElementBuilder _ =
          ProviderCall.orThrow(
              () -> wrap(key, KeyWrapping.tiedTo(context), receiver, keys),
              e -> new SigningUnavailableException("cannot seal now", e));
    }
    data.child("xenc:CipherData")
        .child("xenc:CipherValue")
        .base64(DataKey.of(key).encrypt(content, new byte[0]));
    return data.element();
  }

  private static void declare(ElementBuilder data, String name, String namespace) {
    data.element().setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, name, namespace);
  }

  private static ElementBuilder wrap(
      SecretKey contentKey, KeyWrapping wrapping, X509Certificate receiver, ElementBuilder keys)
      throws GeneralSecurityException {
    ECPublicKey receiverKey = agreementKey(receiver);
    NamedCurve curve =
        NamedCurve.of(receiverKey.getParams())
            .orElseThrow(
                () -> new IllegalArgumentException("a receiver's key must be on P-256 or P-384"));
    KeyPair ephemeral = Ecdh.ephemeral(curve);
    byte[] secret =
        Ecdh.secret(
            ephemeral.getPrivate(), Ecdh.key(receiverKey), CryptoProviders.ellipticCurves());
    byte[] wrapped = AesKeyWrap.wrap(wrapping.key(secret), contentKey);

    ElementBuilder encryptedKey = keys.child(Namespaces.XENC, "xenc:EncryptedKey");
    encryptedKey.child("xenc:EncryptionMethod").algorithm(SealAlgorithms.WRAP);
    ElementBuilder agreement =
        encryptedKey
            .child(Namespaces.DS, "ds:KeyInfo")
            .child(Namespaces.XENC, "xenc:AgreementMethod")
            .algorithm(SealAlgorithms.AGREEMENT);
    agreement
        .child(Namespaces.XENC11, "xenc11:KeyDerivationMethod")
        .algorithm(SealAlgorithms.DERIVATION)
        .child("xenc11:ConcatKDFParams")
        .attribute("AlgorithmID", wrapping.algorithmId())
        .attribute("PartyUInfo", wrapping.partyU())
        .attribute("PartyVInfo", wrapping.partyV())
        .attribute("SuppPubInfo", wrapping.publicInfo())
        .child(Namespaces.DS, "ds:DigestMethod")
        .algorithm(DigestAlgorithm.SHA256.uri());
    ElementBuilder value =
        agreement
            .child("xenc:OriginatorKeyInfo")
            .child(Namespaces.DS, "ds:KeyValue")
            .child(Namespaces.DS11, "dsig11:ECKeyValue");
    value.child("dsig11:NamedCurve").attribute("URI", curve.uri());
    value.child("dsig11:PublicKey").base64(Ecdh.point(ephemeral.getPublic(), curve));
    agreement
        .child("xenc:RecipientKeyInfo")
        .child(Namespaces.DS, "ds:X509Data")
        .child(Namespaces.DS11, "dsig11:X509Digest")
        .algorithm(DigestAlgorithm.SHA256.uri())
        .text(KeyId.of(receiver).base64());
    encryptedKey.child("xenc:CipherData").child("xenc:CipherValue").base64(wrapped);
    return encryptedKey;
  }

  private static ECPublicKey agreementKey(X509Certificate receiver) {
    if (!KeyUsages.allowAgreement(receiver)) {
      throw new IllegalArgumentException("a receiver's certificate does not allow key agreement");
    }
    if (receiver.getPublicKey() instanceof ECPublicKey key) {
      return key;
    }
    throw new IllegalArgumentException("a receiver's key must be on P-256 or P-384");
  }
}
