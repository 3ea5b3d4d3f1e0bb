package renkei.signing.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SealAlgorithms;

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

  /** Says that all bits of the last octet count (XML Encryption 1.1, 5.4.1). */
  private static final String NO_PADDING_BITS = "00";

  static KeyWrapping tiedTo(SealContext context) {
    return new KeyWrapping(
        part(SealAlgorithms.WRAP + " " + SealAlgorithms.CONTENT),
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
    MessageDigest digest = DigestAlgorithm.SHA256.create();
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
