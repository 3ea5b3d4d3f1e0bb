package renkei.signing.evidence.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.signing.evidence.tree.MerkleTree.Frontier;

@Tag("once")
class StoredTreeTest {

  private static final int ENTRIES = 140_000;
  private static final List<byte[]> LEAVES = new ArrayList<>();
  private static final Map<Place, byte[]> ROOTS = new HashMap<>();
  private static final List<Frontier> FRONTIERS = new ArrayList<>();

  private record Place(int height, long position) {}

  @BeforeAll
  static void grow() {
    Frontier tree = Frontier.empty();
    for (int i = 0; i < ENTRIES; i++) {
      FRONTIERS.add(tree);
      byte[] leaf = MerkleTree.leafHash(ByteBuffer.allocate(4).putInt(i).array());
      LEAVES.add(leaf);
      tree = tree.append(leaf, StoredTreeTest::keep);
    }
    FRONTIERS.add(tree);
  }

  private static void keep(int height, long position, byte[] root) {
    if (StoredTree.keeps(height)) {
      assertThat(ROOTS.put(new Place(height, position), root)).isNull();
    }
  }

  @Test
  void keepsOneRootForEachCompleteSubtreeOfThreeHeights() {
    assertThat(LongStream.rangeClosed(0, 40).filter(height -> StoredTree.keeps((int) height)))
        .containsExactly(8L, 16L, 24L);
    assertThat(ROOTS).hasSize((ENTRIES >> 8) + (ENTRIES >> 16));
    assertThat(ROOTS.get(new Place(16, 1)))
        .isEqualTo(MerkleTree.root(LEAVES.subList(65_536, 131_072)));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 7, 8, 9, 100, 128, 254, 255, 256, 257, 258, 300, 384, 511, 512, 513})
  void provesEveryEntryOfSmallTreesAsTheWholeTreeDoes(int size) {
    List<List<byte[]>> proofs = MerkleTree.inclusionProofs(LEAVES.subList(0, size));
    for (int index = 0; index < size; index++) {
      assertThat(path(size, index))
          .as("entry %d of %d", index, size)
          .containsExactlyElementsOf(proofs.get(index));
    }
  }

  @Test
  @Tag("long")
  void provesEveryEntryOfEverySmallTreeAsTheWholeTreeDoes() {
    for (int size = 1; size <= 520; size++) {
      provesEveryEntryOfSmallTreesAsTheWholeTreeDoes(size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 65_792, 66_000, 131_071, 131_072, 131_073, ENTRIES})
  void provesEntriesOfLargeTreesAsTheWholeTreeDoes(int size) {
    MerkleLevels whole = MerkleLevels.over(LEAVES.subList(0, size));
    for (int index :
        new int[] {0, 255, 256, 65_279, 65_280, 65_534, size - 257, size - 2, size - 1}) {
      assertThat(path(size, index))
          .as("entry %d of %d", index, size)
          .containsExactlyElementsOf(whole.inclusionProof(index));
    }
  }

  @Test
  void provesAThousandEntriesOfTreesOfAnySize() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      int size = 1 + random.nextInt(ENTRIES);
      int index = random.nextInt(size);

      assertThat(
              MerkleTree.includes(
                  FRONTIERS.get(size).root(), size, index, LEAVES.get(index), path(size, index)))
          .as("entry %d of %d, seed %d", index, size, seed)
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"10000000, 1234567", "4294967295, 4294967294", "4294967295, 0", "16777217, 16777216"})
  void readsNoMoreOfATreeOfAnySize(long size, long index) {
    List<byte[]> subtrees = new ArrayList<>();
    for (int i = 0; i < Long.bitCount(size); i++) {
      subtrees.add(new byte[32]);
    }

    List<StoredTree.Range> needed = new StoredTree(new Frontier(size, subtrees)).needed(index);

    assertThat(needed).extracting(StoredTree.Range::height).containsExactly(0, 8, 16, 24);
    assertThat(needed).allMatch(range -> range.count() >= 0 && range.count() <= 256);
  }

  @Test
  void refusesMoreOrFewerHashesThanAreNeeded() {
    StoredTree tree = new StoredTree(FRONTIERS.get(300));
    List<List<byte[]>> found = found(tree, 7);
    found.set(1, List.of());

    assertThatIllegalArgumentException().isThrownBy(() -> tree.path(7, found));
  }

  @Test
  void provesNothingThatIsNotThere() {
    StoredTree tree = new StoredTree(FRONTIERS.get(300));

    assertThatThrownBy(() -> tree.needed(300)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.needed(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static List<byte[]> path(int size, int index) {
    StoredTree tree = new StoredTree(FRONTIERS.get(size));
    return tree.path(index, found(tree, index));
  }

  private static List<List<byte[]>> found(StoredTree tree, long index) {
    List<List<byte[]>> found = new ArrayList<>();
    for (StoredTree.Range range : tree.needed(index)) {
      found.add(LongStream.range(range.from(), range.to()).mapToObj(at -> at(range, at)).toList());
    }
    return found;
  }

  private static byte[] at(StoredTree.Range range, long position) {
    return range.height() == 0
        ? LEAVES.get((int) position)
        : Objects.requireNonNull(ROOTS.get(new Place(range.height(), position)));
  }
}
