package renkei.signing.evidence.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class MerkleTreeTest {

  private static final List<byte[]> LEAVES = leaves(37);
  private static final byte[] ROOT = MerkleTree.root(LEAVES);
  private static final List<byte[]> GROWING = leaves(40);

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

  private static boolean includes(int index, byte[] leaf, List<byte[]> proof) {
    return MerkleTree.includes(ROOT, LEAVES.size(), index, leaf, proof);
  }

  private static List<byte[]> changed(List<byte[]> proof, int at, byte[] hash) {
    List<byte[]> other = new ArrayList<>(proof);
    other.set(at, hash);
    return other;
  }

  @Test
  void disprovesEveryOtherPlaceAndEntry() {
    for (int i = 0; i < LEAVES.size(); i++) {
      List<byte[]> proof = MerkleTree.inclusionProof(LEAVES, i);
      for (int j = 0; j < LEAVES.size(); j++) {
        assertThat(includes(j, LEAVES.get(i), proof)).isEqualTo(i == j);
        assertThat(includes(i, LEAVES.get(j), proof)).isEqualTo(i == j);
      }
    }
  }

  @Test
  void disprovesByAnyOtherHash() {
    for (int i = 0; i < LEAVES.size(); i++) {
      List<byte[]> proof = MerkleTree.inclusionProof(LEAVES, i);
      for (int at = 0; at < proof.size(); at++) {
        byte[] hash = proof.get(at).clone();
        hash[i % 32] ^= 1;
        assertThat(includes(i, LEAVES.get(i), changed(proof, at, hash))).isFalse();
      }
    }
  }

  @Test
  void disprovesByAShorterOrLongerPath() {
    for (int i = 0; i < LEAVES.size(); i++) {
      List<byte[]> proof = MerkleTree.inclusionProof(LEAVES, i);
      List<byte[]> longer = new ArrayList<>(proof);
      longer.add(new byte[32]);

      assertThat(includes(i, LEAVES.get(i), proof.subList(1, proof.size()))).isFalse();
      assertThat(includes(i, LEAVES.get(i), longer)).isFalse();
      assertThat(includes(i, LEAVES.get(i), changed(proof, 0, new byte[31]))).isFalse();
    }
  }

  @Test
  void disprovesWhatIsBeyondTheTree() {
    assertThat(includes(37, LEAVES.getFirst(), List.of())).isFalse();
    assertThat(includes(-1, LEAVES.getFirst(), List.of())).isFalse();
  }

  private static boolean isExtended(int earlier, byte[] earlierRoot, int size, byte[] root) {
    return MerkleTree.extendsEarlier(
        earlierRoot,
        earlier,
        root,
        size,
        MerkleTree.consistencyProof(GROWING.subList(0, size), earlier));
  }

  private static byte[] rootOf(int size, int changedOctet) {
    byte[] root = MerkleTree.root(GROWING.subList(0, size));
    root[Math.max(0, changedOctet)] ^= (byte) (changedOctet < 0 ? 0 : 1);
    return root;
  }

  @Test
  void provesThatATreeOnlyGrew() {
    for (int size = 1; size <= GROWING.size(); size++) {
      for (int earlier = 1; earlier <= size; earlier++) {
        assertThat(isExtended(earlier, rootOf(earlier, -1), size, rootOf(size, -1))).isTrue();
        assertThat(isExtended(earlier, rootOf(earlier, 0), size, rootOf(size, -1))).isFalse();
        assertThat(isExtended(earlier, rootOf(earlier, -1), size, rootOf(size, 31))).isFalse();
      }
    }
  }
}
