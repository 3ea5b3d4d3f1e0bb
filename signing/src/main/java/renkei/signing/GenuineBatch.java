package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A batch whose head's signatures have been verified. The only way to ask after an item: nobody can
 * check a proof against a head that nobody signed. Immutable and thread-safe.
 */
public final class GenuineBatch {

  private final BatchHead head;

  private GenuineBatch(BatchHead head) {
    this.head = head;
  }

  /**
   * Verifies a head by a dated table of algorithms: signatures of algorithms that are not believed
   * any more count for nothing, all others must hold, and one must be left. So a second signature
   * keeps evidence good when the algorithm of the first one ends. The algorithm is the one of the
   * signer's key: a signature that names another one, or another key, makes the head worth nothing.
   *
   * @param signers the signer of each signature, in their order; whether they count is for a {@link
   *     CertificateTrust} to say
   * @param made when the head was signed
   * @param now when it is looked at
   */
  public static Optional<GenuineBatch> verify(
      BatchHead head,
      List<X509Certificate> signers,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return verify(head, signers, table, made, now, _ -> true);
  }

  /**
   * As above, and whoever made a signature that counts must be trusted, by a certificate that is
   * for signing, at the time the head was made.
   *
   * @param trust by the same table: an algorithm that has ended does not vouch for a key of another
   * @param chains of the signer of each signature, in their order; each the signer's certificate
   *     first and its issuers after it
   */
  public static Optional<GenuineBatch> verify(
      BatchHead head,
      List<List<X509Certificate>> chains,
      CertificateTrust trust,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    if (chains.stream().anyMatch(List::isEmpty)) {
      return Optional.empty();
    }
    return verify(
        head,
        chains.stream().map(List::getFirst).toList(),
        table,
        made,
        now,
        i ->
            KeyUsages.allowSigning(chains.get(i).getFirst())
                && trust.check(chains.get(i), made) instanceof CertificateTrust.Trust.Trusted);
  }

  private static Optional<GenuineBatch> verify(
      BatchHead head,
      List<X509Certificate> signers,
      AlgorithmTable table,
      Instant made,
      Instant now,
      IntPredicate trusted) {
    if (signers.size() != head.signatures().size()) {
      return Optional.empty();
    }
    byte[] signed = head.signedBytes();
    int held = 0;
    for (int i = 0; i < signers.size(); i++) {
      DetachedSignature signature = head.signatures().get(i);
      Optional<SignatureAlgorithm> algorithm = Signatures.algorithm(signers.get(i), signature);
      if (algorithm.isEmpty()) {
        return Optional.empty();
      }
      if (table.accepts(algorithm.get().uri(), made, now)) {
        if (!Signatures.verify(signers.get(i), signed, signature) || !trusted.test(i)) {
          return Optional.empty();
        }
        held++;
      }
    }
    return held == 0 ? Optional.empty() : Optional.of(new GenuineBatch(head));
  }

  /** The head. */
  public BatchHead head() {
    return head;
  }

  /** Whether {@code item} is the one at {@code index}. False for any disagreement. */
  public boolean contains(byte[] item, long index, List<byte[]> path) {
    return MerkleTree.includes(head.root(), head.size(), index, MerkleTree.leafHash(item), path);
  }

  /** Whether {@code proof} is of this batch and shows that {@code item} is in it. */
  public boolean contains(byte[] item, ItemProof proof) {
    return proof.head().equals(head) && contains(item, proof.index(), proof.path());
  }
}
