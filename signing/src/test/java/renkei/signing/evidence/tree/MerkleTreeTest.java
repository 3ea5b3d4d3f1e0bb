package renkei.signing.evidence.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  /**
   * The eight entries whose roots Certificate Transparency's own tests state (RFC 9162 hashing).
   */
  private static final List<byte[]> KNOWN =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> MerkleTree.leafHash(HexFormat.of().parseHex(hex)))
          .toList();

  private static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleTree.leafHash(("entry " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  @Test
  void hashesAsPublished() {
    assertThat(HexFormat.of().formatHex(MerkleTree.emptyRoot()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(HexFormat.of().formatHex(MerkleTree.root(KNOWN.subList(0, 1))))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(HexFormat.of().formatHex(MerkleTree.root(KNOWN)))
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }

  @Test
  void growsToTheSameRoot() {
    MerkleTree.Frontier frontier = MerkleTree.Frontier.empty();
    List<byte[]> leaves = leaves(130);
    for (int size = 0; size < leaves.size(); size++) {
      assertThat(frontier.root()).isEqualTo(MerkleTree.root(leaves.subList(0, size)));
      frontier = frontier.append(leaves.get(size));
    }
    assertThat(frontier.size()).isEqualTo(130);
    assertThat(frontier).isEqualTo(new MerkleTree.Frontier(frontier.size(), frontier.subtrees()));
  }

  @Test
  void refusesAFrontierThatCannotBe() {
    assertThatThrownBy(() -> new MerkleTree.Frontier(3, List.of(new byte[32])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MerkleTree.Frontier(1, List.of(new byte[31])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void provesEveryEntryOfEveryTree() {
    List<byte[]> all = leaves(70);
    for (int size = 1; size <= all.size(); size++) {
      List<byte[]> leaves = all.subList(0, size);
      byte[] root = MerkleTree.root(leaves);
      List<List<byte[]>> proofs = MerkleTree.inclusionProofs(leaves);
      for (int i = 0; i < size; i++) {
        List<byte[]> proof = MerkleTree.inclusionProof(leaves, i);
        assertThat(proofs.get(i)).containsExactlyElementsOf(proof);
        assertThat(MerkleTree.includes(root, size, i, leaves.get(i), proof)).isTrue();
      }
    }
  }

  @Test
  void disprovesEverythingElse() {
    List<byte[]> leaves = leaves(37);
    byte[] root = MerkleTree.root(leaves);
    for (int i = 0; i < leaves.size(); i++) {
      List<byte[]> proof = MerkleTree.inclusionProof(leaves, i);
      for (int j = 0; j < leaves.size(); j++) {
        if (i != j) {
          assertThat(MerkleTree.includes(root, 37, j, leaves.get(i), proof)).isFalse();
          assertThat(MerkleTree.includes(root, 37, i, leaves.get(j), proof)).isFalse();
        }
      }
      for (int changed = 0; changed < proof.size(); changed++) {
        List<byte[]> other = new ArrayList<>(proof);
        byte[] hash = proof.get(changed).clone();
        hash[i % 32] ^= 1;
        other.set(changed, hash);
        assertThat(MerkleTree.includes(root, 37, i, leaves.get(i), other)).isFalse();
      }
      assertThat(MerkleTree.includes(root, 37, i, leaves.get(i), proof.subList(1, proof.size())))
          .isFalse();
      List<byte[]> longer = new ArrayList<>(proof);
      longer.add(new byte[32]);
      assertThat(MerkleTree.includes(root, 37, i, leaves.get(i), longer)).isFalse();
      List<byte[]> shorterHash = new ArrayList<>(proof);
      shorterHash.set(0, new byte[31]);
      assertThat(MerkleTree.includes(root, 37, i, leaves.get(i), shorterHash)).isFalse();
    }
    assertThat(MerkleTree.includes(root, 37, 37, leaves.getFirst(), List.of())).isFalse();
    assertThat(MerkleTree.includes(root, 37, -1, leaves.getFirst(), List.of())).isFalse();
  }

  @Test
  void provesThatATreeOnlyGrew() {
    List<byte[]> all = leaves(40);
    for (int size = 1; size <= all.size(); size++) {
      List<byte[]> leaves = all.subList(0, size);
      byte[] root = MerkleTree.root(leaves);
      for (int earlier = 1; earlier <= size; earlier++) {
        byte[] earlierRoot = MerkleTree.root(all.subList(0, earlier));
        List<byte[]> proof = MerkleTree.consistencyProof(leaves, earlier);
        assertThat(MerkleTree.extendsEarlier(earlierRoot, earlier, root, size, proof)).isTrue();
        byte[] changed = earlierRoot.clone();
        changed[0] ^= 1;
        assertThat(MerkleTree.extendsEarlier(changed, earlier, root, size, proof)).isFalse();
        byte[] changedRoot = root.clone();
        changedRoot[31] ^= 1;
        assertThat(MerkleTree.extendsEarlier(earlierRoot, earlier, changedRoot, size, proof))
            .isFalse();
      }
    }
  }
}
