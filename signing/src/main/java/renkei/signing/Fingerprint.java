package renkei.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * Stands for a whole chain as the key of a memory, so that nothing a stranger sent is kept.
 *
 * @param sha256 of the parts, each with its length in front, in hexadecimal
 */
public record Fingerprint(String sha256) {

  /** The fingerprint of a list of parts. */
  public static Fingerprint of(List<byte[]> parts) {
    MessageDigest digest = DigestAlgorithm.SHA256.create();
    for (byte[] part : parts) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
      digest.update(part);
    }
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }
}
