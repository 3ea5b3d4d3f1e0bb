package renkei.signing.evidence.tree;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * All levels of one hash tree, leaves first. A node without a sibling rises unchanged, which gives
 * the same tree as splitting at the largest power of two (RFC 9162, 2.1.1).
 */
public record MerkleLevels(List<List<byte[]>> levels) {

  /** The levels above these leaf hashes, of which there is at least one. */
  public static MerkleLevels over(List<byte[]> leafHashes) {
    MessageDigest digest = DigestAlgorithm.SHA256.create();
    List<List<byte[]>> levels = new ArrayList<>();
    List<byte[]> level = leafHashes;
    levels.add(level);
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        above.add(MerkleTree.nodeHash(digest, level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        above.add(level.getLast());
      }
      levels.add(above);
      level = above;
    }
    return new MerkleLevels(levels);
  }

  /** A copy of the root. */
  public byte[] root() {
    return levels.getLast().getFirst().clone();
  }

  /** Copies: proofs of one tree go to different callers. */
  public List<byte[]> inclusionProof(int index) {
    List<byte[]> proof = new ArrayList<>(levels.size());
    int node = index;
    for (List<byte[]> level : levels) {
      int sibling = node ^ 1;
      if (sibling < level.size()) {
        proof.add(level.get(sibling).clone());
      }
      node >>= 1;
    }
    return Collections.unmodifiableList(proof);
  }
}
