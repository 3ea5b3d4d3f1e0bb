package renkei.signing.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renkei.signing.DetachedSignature;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * What is signed of a batch: its size, the root of the hash tree over its items, and by which
 * algorithms and keys. Since each signature covers the whole list of them, none can be taken away
 * without the others ceasing to hold.
 *
 * @param size number of items, 1 to {@value #MOST_ITEMS}
 * @param root of the tree (RFC 9162, 2.1.1), 32 bytes
 * @param signatures over {@link #signedBytes}, one for each identity that signed, in their order;
 *     two of different algorithms let evidence outlive the end of one
 */
@SuppressWarnings("ArrayRecordComponent")
public record BatchHead(long size, byte[] root, List<DetachedSignature> signatures) {

  /** Items of one batch. */
  public static final int MOST_ITEMS = 100_000;

  private static final byte[] LABEL =
      "renkei.signing batch head 2\0".getBytes(StandardCharsets.US_ASCII);

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if size, root or the number of signatures cannot be
   */
  public BatchHead {
    if (size < 1 || size > MOST_ITEMS || root.length != DigestAlgorithm.SHA256.length()) {
      throw new IllegalArgumentException("a batch has 1 to 100000 items and a root of 32 bytes");
    }
    if (signatures.isEmpty() || signatures.size() > 4) {
      throw new IllegalArgumentException("a batch head has 1 to 4 signatures");
    }
    root = root.clone();
    signatures = List.copyOf(signatures);
  }

  @Override
  public byte[] root() {
    return root.clone();
  }

  /**
   * The bytes the signatures are over: a label, the size in 8 octets, the root, the number of
   * signatures in one octet, and for each of them its algorithm and its key id in ASCII, each with
   * its length in 4 octets in front.
   */
  public byte[] signedBytes() {
    return signedBytes(size, root, signatures);
  }

  /** The bytes to sign; the values of the signatures are not among them. */
  static byte[] signedBytes(long size, byte[] root, List<DetachedSignature> signatures) {
    List<byte[]> names =
        signatures.stream()
            .flatMap(signature -> Stream.of(signature.algorithm(), signature.key().base64()))
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toList();
    int length = names.stream().mapToInt(name -> Integer.BYTES + name.length).sum();
    ByteBuffer bytes =
        ByteBuffer.allocate(LABEL.length + Long.BYTES + root.length + 1 + length)
            .put(LABEL)
            .putLong(size)
            .put(root)
            .put((byte) signatures.size());
    names.forEach(name -> bytes.putInt(name.length).put(name));
    return bytes.array();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BatchHead(long s, byte[] r, List<DetachedSignature> all)
        && size == s
        && Arrays.equals(root, r)
        && signatures.equals(all);
  }

  @Override
  public int hashCode() {
    return Objects.hash(size, Arrays.hashCode(root), signatures);
  }
}
