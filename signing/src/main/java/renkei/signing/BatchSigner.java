package renkei.signing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Signs many items by one signature each of one or more identities. Thread-safe. */
public final class BatchSigner {

  private final List<SigningIdentity> identities;
  private final Consumer<String> algorithms;

  private BatchSigner(List<SigningIdentity> identities, Consumer<String> algorithms) {
    if (identities.isEmpty() || identities.size() > 4) {
      throw new IllegalArgumentException("a batch signer has 1 to 4 identities");
    }
    this.identities = List.copyOf(identities);
    this.algorithms = algorithms;
  }

  /** A signer with one identity, by the standard table of algorithms. */
  public static BatchSigner of(SigningIdentity identity) {
    return of(List.of(identity));
  }

  /**
   * A signer whose heads carry a signature of each identity, by the standard table.
   *
   * @throws IllegalArgumentException unless there are 1 to 4
   */
  public static BatchSigner of(List<SigningIdentity> identities) {
    return of(identities, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * As {@link #of(List)}, by another table. Nothing is signed if that has ended one of the
   * algorithms for new work: a head short of one signature would not be the evidence that was asked
   * for.
   *
   * @throws IllegalArgumentException unless there are 1 to 4
   */
  public static BatchSigner of(
      List<SigningIdentity> identities, AlgorithmTable table, Clock clock) {
    return new BatchSigner(
        identities, algorithm -> table.requireForNewWork(algorithm, clock.instant()));
  }

  /**
   * Signs a batch.
   *
   * @param items 1 to {@value BatchHead#MOST_ITEMS}, any bytes
   * @return the proof of each item, in the order of the items; all share one head
   * @throws IllegalArgumentException if there are none or too many
   * @throws SigningUnavailableException if a key cannot sign now, or its algorithm has ended;
   *     trying again may succeed
   */
  public List<ItemProof> sign(List<byte[]> items) {
    if (items.isEmpty() || items.size() > BatchHead.MOST_ITEMS) {
      throw new IllegalArgumentException("a batch has 1 to 100000 items");
    }
    HashLevels levels = HashLevels.over(items.stream().map(MerkleTree::leafHash).toList());
    BatchHead head = head(items.size(), levels.root());
    List<ItemProof> proofs = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      proofs.add(new ItemProof(head, i, levels.inclusionProof(i)));
    }
    return proofs;
  }

  private BatchHead head(int size, byte[] root) {
    List<DetachedSignature> claims = identities.stream().map(BatchSigner::claim).toList();
    identities.forEach(identity -> algorithms.accept(identity.signingKey().algorithm().uri()));
    byte[] signed = BatchHead.signedBytes(size, root, claims);
    return new BatchHead(
        size,
        root,
        identities.stream().map(identity -> Signatures.sign(identity, signed)).toList());
  }

  /** What the signature of an identity will say about itself. */
  private static DetachedSignature claim(SigningIdentity identity) {
    return new DetachedSignature(
        identity.signingKey().algorithm().uri(), KeyId.of(identity.certificate()), new byte[0]);
  }
}
