package renkei.signing;

import java.util.List;

/** Hash trees over batches and logs: SHA-256 hashing of RFC 9162, section 2.1. */
@SuppressWarnings("DoNotCallSuggester")
public final class MerkleTree {

  private MerkleTree() {}

  /** SHA-256 of a zero octet and the entry (RFC 9162, 2.1.1). */
  public static byte[] leafHash(byte[] leaf) {
    throw new UnsupportedOperationException();
  }

  /** The root of a tree without entries: SHA-256 of nothing (RFC 9162, 2.1.1). */
  public static byte[] emptyRoot() {
    throw new UnsupportedOperationException();
  }

  /**
   * What must be kept of a tree so that it can grow. An immutable value.
   *
   * @param size number of entries
   * @param subtrees roots of the complete subtrees from left to right, one for each bit of {@code
   *     size} that is set
   */
  public record Frontier(long size, List<byte[]> subtrees) {

    /** The frontier of a tree without entries. */
    public static Frontier empty() {
      return new Frontier(0, List.of());
    }

    /** The frontier with one more entry on the right. */
    public Frontier append(byte[] leafHash) {
      throw new UnsupportedOperationException();
    }

    /** The root of the tree. */
    public byte[] root() {
      throw new UnsupportedOperationException();
    }
  }

  /** The proof that entry {@code index} is in the tree (RFC 9162, 2.1.3.1). */
  public static List<byte[]> inclusionProof(List<byte[]> leafHashes, long index) {
    throw new UnsupportedOperationException();
  }

  /** Checks an inclusion proof (RFC 9162, 2.1.3.2). */
  public static boolean includes(
      byte[] root, long size, long index, byte[] leafHash, List<byte[]> proof) {
    throw new UnsupportedOperationException();
  }

  /**
   * The proof that the tree of the first {@code earlierSize} entries is a beginning of this one.
   */
  public static List<byte[]> consistencyProof(List<byte[]> leafHashes, long earlierSize) {
    throw new UnsupportedOperationException();
  }

  /** Checks a consistency proof (RFC 9162, 2.1.4.2). */
  public static boolean extendsEarlier(
      byte[] earlierRoot, long earlierSize, byte[] root, long size, List<byte[]> proof) {
    throw new UnsupportedOperationException();
  }
}
