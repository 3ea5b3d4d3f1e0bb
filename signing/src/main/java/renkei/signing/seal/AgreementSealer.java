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
import renkei.signing.SigningUnavailableException;
import renkei.signing.algorithm.Agreement;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.NamedCurve;
import renkei.signing.algorithm.SealAlgorithms;
import renkei.signing.xml.Branch;
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
    Branch data = Branch.root(document, Namespaces.XENC, "xenc:EncryptedData");
    document.appendChild(data.element());
    declare(data, "xmlns:xenc", Namespaces.XENC);
    declare(data, "xmlns:xenc11", Namespaces.XENC11);
    declare(data, "xmlns:ds", Namespaces.DS);
    declare(data, "xmlns:dsig11", Namespaces.DS11);
    data.branch("xenc:EncryptionMethod").algorithm(SealAlgorithms.CONTENT);
    Branch keys = data.branch(Namespaces.DS, "ds:KeyInfo");
    try {
      for (X509Certificate receiver : receivers) {
        wrap(key, KeyWrapping.tiedTo(context), receiver, keys);
      }
    } catch (GeneralSecurityException e) {
      throw new SigningUnavailableException("cannot seal now", e);
    }
    data.branch("xenc:CipherData")
        .branch("xenc:CipherValue")
        .base64(DataKey.of(key).encrypt(content, new byte[0]));
    return data.element();
  }

  private static void declare(Branch data, String name, String namespace) {
    data.element().setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, name, namespace);
  }

  private static void wrap(
      SecretKey contentKey, KeyWrapping wrapping, X509Certificate receiver, Branch keys)
      throws GeneralSecurityException {
    ECPublicKey receiverKey = agreementKey(receiver);
    NamedCurve curve =
        NamedCurve.of(receiverKey.getParams())
            .orElseThrow(
                () -> new IllegalArgumentException("a receiver's key must be on P-256 or P-384"));
    KeyPair ephemeral = Agreement.ephemeral(curve);
    byte[] secret =
        Agreement.secret(
            ephemeral.getPrivate(), Agreement.key(receiverKey), CryptoProviders.ellipticCurves());
    byte[] wrapped = AesKeyWrap.wrap(wrapping.key(secret), contentKey);

    Branch encryptedKey = keys.branch(Namespaces.XENC, "xenc:EncryptedKey");
    encryptedKey.branch("xenc:EncryptionMethod").algorithm(SealAlgorithms.WRAP);
    Branch agreement =
        encryptedKey
            .branch(Namespaces.DS, "ds:KeyInfo")
            .branch(Namespaces.XENC, "xenc:AgreementMethod")
            .algorithm(SealAlgorithms.AGREEMENT);
    agreement
        .branch(Namespaces.XENC11, "xenc11:KeyDerivationMethod")
        .algorithm(SealAlgorithms.DERIVATION)
        .branch("xenc11:ConcatKDFParams")
        .attribute("AlgorithmID", wrapping.algorithmId())
        .attribute("PartyUInfo", wrapping.partyU())
        .attribute("PartyVInfo", wrapping.partyV())
        .attribute("SuppPubInfo", wrapping.publicInfo())
        .branch(Namespaces.DS, "ds:DigestMethod")
        .algorithm(DigestAlgorithm.SHA256.uri());
    Branch value =
        agreement
            .branch("xenc:OriginatorKeyInfo")
            .branch(Namespaces.DS, "ds:KeyValue")
            .branch(Namespaces.DS11, "dsig11:ECKeyValue");
    value.branch("dsig11:NamedCurve").attribute("URI", curve.uri());
    value.branch("dsig11:PublicKey").base64(Agreement.point(ephemeral.getPublic(), curve));
    agreement
        .branch("xenc:RecipientKeyInfo")
        .branch(Namespaces.DS, "ds:X509Data")
        .branch(Namespaces.DS11, "dsig11:X509Digest")
        .algorithm(DigestAlgorithm.SHA256.uri())
        .text(KeyId.of(receiver).base64());
    encryptedKey.branch("xenc:CipherData").branch("xenc:CipherValue").base64(wrapped);
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
