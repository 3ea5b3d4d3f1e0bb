package renkei.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * Stands for a whole chain as the key of a memory, so that nothing a stranger sent is kept.
 *
 * @param sha256 of the parts, each with its length in front, in hexadecimal
 */
record Fingerprint(String sha256) {

  static Fingerprint of(List<byte[]> parts) {
    MessageDigest digest = Digests.sha256();
    for (byte[] part : parts) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
      digest.update(part);
    }
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate without an encoding", e);
    }
  }
}
