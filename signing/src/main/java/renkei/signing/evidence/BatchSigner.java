package renkei.signing.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import renkei.signing.AlgorithmTable;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.Signatory;
import renkei.signing.Signatures;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.evidence.tree.MerkleLevels;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * Signs many items by one signature each of one or more signatories, asked for every batch.
 * Thread-safe.
 */
public final class BatchSigner {

  private final List<Signatory> signatories;
  private final AlgorithmTable table;
  private final Clock clock;

  private BatchSigner(List<Signatory> signatories, AlgorithmTable table, Clock clock) {
    if (signatories.isEmpty() || signatories.size() > 4) {
      throw new IllegalArgumentException("a batch signer has 1 to 4 signatories");
    }
    for (Signatory signatory : signatories) {
      if (signatory instanceof SigningIdentity identity) {
        identity.requireSigning();
      }
    }
    this.signatories = signatories;
    this.table = table;
    this.clock = clock;
  }

  /**
   * A signer with one signatory, by the standard table of algorithms.
   *
   * @throws IllegalArgumentException as {@link #of(List, AlgorithmTable, Clock)}
   */
  public static BatchSigner of(Signatory signatory) {
    return of(List.of(signatory));
  }

  /**
   * A signer whose heads carry a signature of each signatory, by the standard table.
   *
   * @throws IllegalArgumentException as {@link #of(List, AlgorithmTable, Clock)}
   */
  public static BatchSigner of(List<? extends Signatory> signatories) {
    return of(signatories, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * As {@link #of(List)}, by another table. Nothing is signed if one of the signatories has no key
   * for new work: a head short of one signature would not be the evidence that was asked for.
   *
   * @throws IllegalArgumentException unless there are 1 to 4, and if one is a {@link
   *     SigningIdentity} whose certificate does not allow signing (RFC 5280, 4.2.1.3)
   */
  public static BatchSigner of(
      List<? extends Signatory> signatories, AlgorithmTable table, Clock clock) {
    return new BatchSigner(List.copyOf(signatories), table, clock);
  }

  /**
   * Signs a batch.
   *
   * @param items 1 to {@value BatchHead#MOST_ITEMS}, any bytes
   * @return the proof of each item, in the order of the items; all share one head
   * @throws IllegalArgumentException if there are none or too many
   * @throws SigningUnavailableException if a signatory has no key to sign with now, a key cannot
   *     sign now, or its algorithm has ended; trying again may succeed
   */
  public List<ItemProof> sign(List<byte[]> items) {
    if (items.isEmpty() || items.size() > BatchHead.MOST_ITEMS) {
      throw new IllegalArgumentException("a batch has 1 to 100000 items");
    }
    MerkleLevels levels = MerkleLevels.over(items.stream().map(MerkleTree::leafHash).toList());
    BatchHead head = head(items.size(), levels.root());
    List<ItemProof> proofs = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      proofs.add(new ItemProof(head, i, levels.inclusionProof(i)));
    }
    return proofs;
  }

  private BatchHead head(int size, byte[] root) {
    Instant now = clock.instant();
    List<SigningIdentity> identities = identities(now);
    List<DetachedSignature> claims = identities.stream().map(BatchSigner::claim).toList();
    byte[] signed = BatchHead.signedBytes(size, root, claims);
    return new BatchHead(
        size,
        root,
        identities.stream()
            .map(identity -> Signatures.sign(identity, signed, table, now))
            .toList());
  }

  private List<SigningIdentity> identities(Instant now) {
    List<SigningIdentity> identities = new ArrayList<>(signatories.size());
    for (Signatory signatory : signatories) {
      SigningIdentity identity = signatory.at(now, candidate -> candidate.isForNewWork(table, now));
      identity.requireForNewWork(table, now);
      identities.add(identity);
    }
    return identities;
  }

  /** What the signature of an identity will say about itself. */
  private static DetachedSignature claim(SigningIdentity identity) {
    return new DetachedSignature(
        identity.signingKey().algorithm().uri(), KeyId.of(identity.certificate()), new byte[0]);
  }
}
