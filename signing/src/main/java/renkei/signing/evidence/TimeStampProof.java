package renkei.signing.evidence;

import java.util.List;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * How one piece of evidence leads to a time-stamp that it shares with others.
 *
 * @param token DER encoding of the time-stamp token, at most 64 KiB
 * @param root what the token is over: {@link MerkleTree#root} of all that was stamped together
 * @param size pieces that were stamped together
 * @param index place among them
 * @param path inclusion proof (RFC 9162, 2.1.3)
 */
@SuppressWarnings("ArrayRecordComponent")
public record TimeStampProof(byte[] token, byte[] root, long size, long index, List<byte[]> path) {

  /** Hashes of a path: a tree has no more levels than its size has bits. */
  static final int LONGEST_PATH = 64;

  /**
   * Checks the bounds, and keeps copies.
   *
   * @throws IllegalArgumentException if token or path are too long
   */
  public TimeStampProof {
    if (token.length > TimeStampVerifier.LONGEST || path.size() > LONGEST_PATH) {
      throw new IllegalArgumentException("a token has at most 64 KiB and a path 64 hashes");
    }
    token = token.clone();
    root = root.clone();
    path = path.stream().map(byte[]::clone).toList();
  }

  /** A copy. */
  @Override
  public byte[] token() {
    return token.clone();
  }

  /** A copy. */
  @Override
  public byte[] root() {
    return root.clone();
  }

  /** A copy. */
  @Override
  public List<byte[]> path() {
    return path.stream().map(byte[]::clone).toList();
  }

  /** Whether it leads from this piece to the root; says nothing about the token. */
  boolean leadsFrom(byte[] evidence) {
    return MerkleTree.includes(root, size, index, MerkleTree.leafHash(evidence), path);
  }
}
