package renkei.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that wraps a seal's content key, drawn from an agreed secret and everything the seal is
 * tied to: ConcatKDF with SHA-256 (NIST SP 800-56A, 5.8.2.1; XML Encryption 1.1, 5.4.1). Each part
 * of the other information is preceded by its length, so that no two contexts give the same octets.
 *
 * @param algorithmId the algorithms the key is for
 * @param partyU the sender
 * @param partyV the receiver
 * @param publicInfo the message id
 */
record KeyWrapping(String algorithmId, String partyU, String partyV, String publicInfo) {

  static final String CONTENT_ALGORITHM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
  static final String WRAP_ALGORITHM = "http://www.w3.org/2001/04/xmlenc#kw-aes256";
  static final String AGREEMENT = Namespaces.XENC11 + "ECDH-ES";
  static final String DERIVATION = Namespaces.XENC11 + "ConcatKDF";

  /** All algorithms of a seal, by which a dated table accepts or refuses it. */
  static final List<String> SUITE =
      List.of(
          AGREEMENT, DERIVATION, DigestAlgorithm.SHA256.uri(), WRAP_ALGORITHM, CONTENT_ALGORITHM);

  /** Says that all bits of the last octet count (XML Encryption 1.1, 5.4.1). */
  private static final String NO_PADDING_BITS = "00";

  static KeyWrapping tiedTo(SealContext context) {
    return new KeyWrapping(
        part(WRAP_ALGORITHM + " " + CONTENT_ALGORITHM),
        part(context.sender()),
        part(context.receiver()),
        part(context.messageId()));
  }

  private static String part(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return NO_PADDING_BITS
        + HexFormat.of()
            .formatHex(
                ByteBuffer.allocate(4 + octets.length).putInt(octets.length).put(octets).array());
  }

  SecretKey key(byte[] agreedSecret) {
    MessageDigest digest = Digests.sha256();
    digest.update(new byte[] {0, 0, 0, 1});
    digest.update(agreedSecret);
    update(digest, algorithmId);
    update(digest, partyU);
    update(digest, partyV);
    update(digest, publicInfo);
    return new SecretKeySpec(digest.digest(), "AES");
  }

  private static void update(MessageDigest digest, String part) {
    digest.update(HexFormat.of().parseHex(part, NO_PADDING_BITS.length(), part.length()));
  }
}
