package renkei.signing.evidence.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import renkei.signing.evidence.tree.MerkleTree.Frontier;

/**
 * A tree of which leaf hashes and the roots of complete subtrees of 256, 65,536 and 16,777,216
 * entries are stored. Whatever its size, the inclusion proof of one entry takes at most 256 leaf
 * hashes and 256 roots of each kind; the same proof as {@link MerkleTree#inclusionProof} makes of
 * all leaf hashes (RFC 9162, 2.1.3.1). 256 being a power of two, the tree above such a subtree is
 * the tree of the roots beside it.
 *
 * @param frontier the tree as it stood when it had so many entries; it may have grown since
 */
public record StoredTree(Frontier frontier) {

  private static final int STEP = 8;
  private static final int GROUP = 1 << STEP;
  private static final int LEVELS = 4;

  /**
   * Stored hashes that belong together.
   *
   * @param height of the subtrees whose roots they are; 0 for leaf hashes
   * @param from the first one's position
   * @param to the position behind the last one
   */
  public record Range(int height, long from, long to) {

    /** How many there are; at most 256, above height 16 one for each 16,777,216 entries. */
    public int count() {
      return (int) (to - from);
    }
  }

  /** Whether roots of complete subtrees of this height are to be stored. */
  public static boolean keeps(int height) {
    return height > 0 && height % STEP == 0 && height < LEVELS * STEP;
  }

  /**
   * What has to be read for the proof of entry {@code index}: leaf hashes first, then roots of
   * height 8, 16 and 24.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public List<Range> needed(long index) {
    if (index < 0 || index >= frontier.size()) {
      throw new IndexOutOfBoundsException("no entry " + index + " of " + frontier.size());
    }
    return IntStream.range(0, LEVELS).mapToObj(level -> needed(level, index)).toList();
  }

  private Range needed(int level, long index) {
    int height = level * STEP;
    long complete = frontier.size() >> height;
    if (level == LEVELS - 1) {
      return new Range(height, 0, complete);
    }
    long from = index >> height >> STEP << STEP;
    return new Range(height, from, Math.min(complete, from + GROUP));
  }

  /**
   * The sibling hashes of entry {@code index} from the leaf upwards.
   *
   * @param found the hashes of each range of {@link #needed}, in their order
   * @throws IllegalArgumentException if there are more or fewer of them
   */
  public List<byte[]> path(long index, List<List<byte[]>> found) {
    List<Range> needed = needed(index);
    List<byte[]> path = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      Range range = needed.get(level);
      List<byte[]> hashes = new ArrayList<>(found.get(level));
      if (hashes.size() != range.count()) {
        throw new IllegalArgumentException(
            "%d hashes of height %d where %d are needed"
                .formatted(hashes.size(), range.height(), range.count()));
      }
      if (endsHere(level, range)) {
        hashes.add(frontier.below(range.height()).root());
      }
      int place = (int) ((index >> range.height()) - range.from());
      path.addAll(MerkleLevels.over(hashes).inclusionProof(place));
    }
    return List.copyOf(path);
  }

  /** Whether the subtree that is not complete is one of these. */
  private boolean endsHere(int level, Range range) {
    return range.to() == frontier.size() >> range.height()
        && (range.count() < GROUP || level == LEVELS - 1)
        && frontier.below(range.height()).size() > 0;
  }
}
