package renkei.signing.evidence.tree;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * Hash trees over batches and logs: SHA-256 hashing of RFC 9162, section 2.1. All methods are pure;
 * hashes are 32 bytes and are never changed by them.
 */
public final class MerkleTree {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /** The hash of an entry: SHA-256 of a zero octet and the entry (RFC 9162, 2.1.1). */
  public static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = DigestAlgorithm.SHA256.create();
    digest.update(LEAF);
    return digest.digest(leaf);
  }

  /** The root of a tree without entries: SHA-256 of nothing (RFC 9162, 2.1.1). */
  public static byte[] emptyRoot() {
    return DigestAlgorithm.SHA256.create().digest();
  }

  /** The root of the tree over these leaf hashes. */
  public static byte[] root(List<byte[]> leafHashes) {
    return leafHashes.isEmpty() ? emptyRoot() : MerkleLevels.over(leafHashes).root();
  }

  /**
   * What must be kept of a tree so that it can grow. An immutable value; equal if it describes the
   * same tree.
   *
   * @param size number of entries
   * @param subtrees roots of the complete subtrees from left to right, one for each bit of {@code
   *     size} that is set
   */
  public record Frontier(long size, List<byte[]> subtrees) {

    private static final Frontier EMPTY = new Frontier(0, List.of());

    /**
     * Checks that size and subtrees fit each other.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Frontier {
      subtrees = List.copyOf(subtrees);
      if (size < 0 || subtrees.size() != Long.bitCount(size)) {
        throw new IllegalArgumentException(
            "a frontier of " + size + " entries cannot have " + subtrees.size() + " subtrees");
      }
      if (subtrees.stream().anyMatch(hash -> hash.length != DigestAlgorithm.SHA256.length())) {
        throw new IllegalArgumentException("a subtree root must have 32 bytes");
      }
    }

    /** The frontier of a tree without entries. */
    public static Frontier empty() {
      return EMPTY;
    }

    /** Hears of each subtree that an entry completes. */
    @FunctionalInterface
    public interface Completed {

      /**
       * The subtree of the 2<sup>height</sup> entries from {@code position} * 2<sup>height</sup> on
       * is complete, and never changes any more.
       */
      void subtree(int height, long position, byte[] root);
    }

    /** The frontier with one more entry on the right. */
    public Frontier append(byte[] leafHash) {
      return append(leafHash, (_, _, _) -> {});
    }

    /** As {@link #append(byte[])}, telling which subtrees became complete, from below. */
    public Frontier append(byte[] leafHash, Completed completed) {
      int complete = Long.numberOfTrailingZeros(~size);
      List<byte[]> grown = new ArrayList<>(subtrees.subList(0, subtrees.size() - complete));
      byte[] hash = leafHash;
      for (int i = 0; i < complete; i++) {
        hash = nodeHash(subtrees.get(subtrees.size() - 1 - i), hash);
        completed.subtree(i + 1, size >> (i + 1), hash);
      }
      grown.add(hash);
      return new Frontier(size + 1, grown);
    }

    /** The tree of the last entries alone: as many as {@code size} modulo 2<sup>height</sup>. */
    Frontier below(int height) {
      long rest = size & ((1L << height) - 1);
      return new Frontier(
          rest, subtrees.subList(subtrees.size() - Long.bitCount(rest), subtrees.size()));
    }

    /** The root of the tree. */
    public byte[] root() {
      if (subtrees.isEmpty()) {
        return emptyRoot();
      }
      byte[] root = subtrees.getLast();
      for (int i = subtrees.size() - 2; i >= 0; i--) {
        root = nodeHash(subtrees.get(i), root);
      }
      return root.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Frontier(long otherSize, List<byte[]> otherSubtrees)
          && size == otherSize
          && Arrays.deepEquals(subtrees.toArray(), otherSubtrees.toArray());
    }

    @Override
    public int hashCode() {
      return Long.hashCode(size) * 31 + Arrays.deepHashCode(subtrees.toArray());
    }
  }

  /**
   * The proof that entry {@code index} is in the tree: sibling hashes from the leaf upwards (RFC
   * 9162, 2.1.3.1). For the proofs of a whole batch see {@link #inclusionProofs}.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public static List<byte[]> inclusionProof(List<byte[]> leafHashes, long index) {
    if (index < 0 || index >= leafHashes.size()) {
      throw new IndexOutOfBoundsException("no entry " + index + " of " + leafHashes.size());
    }
    return MerkleLevels.over(leafHashes).inclusionProof((int) index);
  }

  /** The inclusion proofs of all entries, in their order; the hashes are shared between proofs. */
  public static List<List<byte[]>> inclusionProofs(List<byte[]> leafHashes) {
    if (leafHashes.isEmpty()) {
      return List.of();
    }
    MerkleLevels levels = MerkleLevels.over(leafHashes);
    List<List<byte[]>> proofs = new ArrayList<>(leafHashes.size());
    for (int i = 0; i < leafHashes.size(); i++) {
      proofs.add(levels.inclusionProof(i));
    }
    return Collections.unmodifiableList(proofs);
  }

  /**
   * Checks an inclusion proof (RFC 9162, 2.1.3.2).
   *
   * @param root of the tree of {@code size} entries
   * @return false for any disagreement, malformed arguments included
   */
  public static boolean includes(
      byte[] root, long size, long index, byte[] leafHash, List<byte[]> proof) {
    if (index < 0 || index >= size || !areHashes(proof) || !isHash(leafHash)) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    MessageDigest digest = DigestAlgorithm.SHA256.create();
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = nodeHash(digest, sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = nodeHash(digest, hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && MessageDigest.isEqual(hash, root);
  }

  /**
   * The proof that the tree of the first {@code earlierSize} entries is the beginning of this one
   * (RFC 9162, 2.1.4.1).
   *
   * @throws IndexOutOfBoundsException unless {@code earlierSize} is from 1 to the number of entries
   */
  public static List<byte[]> consistencyProof(List<byte[]> leafHashes, long earlierSize) {
    if (earlierSize < 1 || earlierSize > leafHashes.size()) {
      throw new IndexOutOfBoundsException(
          "no earlier size " + earlierSize + " of " + leafHashes.size());
    }
    List<byte[]> proof = new ArrayList<>();
    collectConsistency((int) earlierSize, leafHashes, true, proof);
    return List.copyOf(proof);
  }

  private static void collectConsistency(
      int earlier, List<byte[]> leaves, boolean whole, List<byte[]> proof) {
    int size = leaves.size();
    if (earlier == size) {
      if (!whole) {
        proof.add(root(leaves));
      }
      return;
    }
    int split = Integer.highestOneBit(size - 1);
    if (earlier <= split) {
      collectConsistency(earlier, leaves.subList(0, split), whole, proof);
      proof.add(root(leaves.subList(split, size)));
    } else {
      collectConsistency(earlier - split, leaves.subList(split, size), false, proof);
      proof.add(root(leaves.subList(0, split)));
    }
  }

  /**
   * Checks a consistency proof (RFC 9162, 2.1.4.2).
   *
   * @return whether the tree with {@code earlierRoot} is the beginning of the one with {@code
   *     root}; false for any disagreement, malformed arguments included
   */
  public static boolean extendsEarlier(
      byte[] earlierRoot, long earlierSize, byte[] root, long size, List<byte[]> proof) {
    if (earlierSize < 1 || earlierSize > size || !areHashes(proof)) {
      return false;
    }
    if (earlierSize == size) {
      return proof.isEmpty() && MessageDigest.isEqual(earlierRoot, root);
    }
    List<byte[]> path = new ArrayList<>(proof);
    if (Long.bitCount(earlierSize) == 1) {
      path.addFirst(earlierRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    long node = earlierSize - 1;
    long last = size - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    byte[] earlier = path.getFirst();
    byte[] later = earlier;
    for (byte[] hash : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        earlier = nodeHash(hash, earlier);
        later = nodeHash(hash, later);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        later = nodeHash(later, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0
        && MessageDigest.isEqual(earlier, earlierRoot)
        && MessageDigest.isEqual(later, root);
  }

  private static boolean areHashes(List<byte[]> proof) {
    return proof.stream().allMatch(MerkleTree::isHash);
  }

  private static boolean isHash(byte[] hash) {
    return hash.length == DigestAlgorithm.SHA256.length();
  }

  private static byte[] nodeHash(byte[] left, byte[] right) {
    return nodeHash(DigestAlgorithm.SHA256.create(), left, right);
  }

  static byte[] nodeHash(MessageDigest digest, byte[] left, byte[] right) {
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }
}
