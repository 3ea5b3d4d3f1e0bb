package renkei.signing.evidence.tree;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * The proof that one entry is in a tree whose leaf hashes come one after the other: of them, only
 * the roots of complete subtrees are kept. The same as {@link MerkleTree#inclusionProof} (RFC 9162,
 * 2.1.3.1), for trees that are too large for that.
 *
 * @param root of the whole tree
 * @param siblings hashes from the leaf upwards
 */
@SuppressWarnings("ArrayRecordComponent")
public record InclusionPath(byte[] root, List<byte[]> siblings) {

  /** Keeps the hashes as they are: they are not to be changed. */
  public InclusionPath {
    siblings = List.copyOf(siblings);
  }

  /**
   * Reads all leaf hashes.
   *
   * @throws IndexOutOfBoundsException if there is no entry {@code index}
   */
  public static InclusionPath over(Iterator<byte[]> leafHashes, long index) {
    Growing tree = new Growing();
    long size = 0;
    for (; leafHashes.hasNext(); size++) {
      tree.append(leafHashes.next(), size == index);
    }
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("no entry " + index + " of " + size);
    }
    return new InclusionPath(tree.root(), tree.siblings);
  }

  /** The subtrees that are complete, and the siblings of those that held the entry. */
  private static final class Growing {

    private final MessageDigest digest = DigestAlgorithm.SHA256.create();
    private final Deque<Subtree> complete = new ArrayDeque<>();
    private final List<byte[]> siblings = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Subtree(int height, byte[] root, boolean holdsEntry) {}

    private void append(byte[] leafHash, boolean isEntry) {
      Subtree last = new Subtree(0, leafHash, isEntry);
      while (!complete.isEmpty() && complete.peek().height() == last.height()) {
        last = join(complete.pop(), last);
      }
      complete.push(last);
    }

    private byte[] root() {
      Subtree last = complete.pop();
      while (!complete.isEmpty()) {
        last = join(complete.pop(), last);
      }
      return last.root();
    }

    private Subtree join(Subtree left, Subtree right) {
      if (left.holdsEntry()) {
        siblings.add(right.root());
      } else if (right.holdsEntry()) {
        siblings.add(left.root());
      }
      return new Subtree(
          left.height() + 1,
          MerkleTree.nodeHash(digest, left.root(), right.root()),
          left.holdsEntry() || right.holdsEntry());
    }
  }
}
