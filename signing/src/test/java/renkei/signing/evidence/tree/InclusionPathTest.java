package renkei.signing.evidence.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class InclusionPathTest {

  private static final List<byte[]> LEAVES =
      IntStream.range(0, 70)
          .mapToObj(i -> MerkleTree.leafHash(("entry " + i).getBytes(StandardCharsets.UTF_8)))
          .toList();

  @Test
  void provesEveryEntryOfEveryTreeAsTheWholeTreeDoes() {
    for (int size = 1; size <= LEAVES.size(); size++) {
      List<byte[]> leaves = LEAVES.subList(0, size);
      byte[] root = MerkleTree.root(leaves);
      for (int index = 0; index < size; index++) {
        InclusionPath path = InclusionPath.over(leaves.iterator(), index);

        assertThat(path.root()).isEqualTo(root);
        assertThat(path.siblings())
            .as("entry %d of %d", index, size)
            .containsExactlyElementsOf(MerkleTree.inclusionProof(leaves, index));
      }
    }
  }

  @Test
  void provesNothingThatIsNotThere() {
    for (int index : new int[] {-1, 3}) {
      assertThatThrownBy(() -> InclusionPath.over(LEAVES.subList(0, 3).iterator(), index))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> InclusionPath.over(List.<byte[]>of().iterator(), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
