package renkei.signing.evidence;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import renkei.signing.AlgorithmTable;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyUsages;
import renkei.signing.Signatures;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.signing.trust.CertificateTrust;

/**
 * A batch whose head's signatures have been verified. The only way to ask after an item: nobody can
 * check a proof against a head that nobody signed. Immutable and thread-safe.
 */
public final class GenuineBatch {

  private final BatchHead head;

  private GenuineBatch(BatchHead head) {
    this.head = head;
  }

  /** Whether a head is a genuine batch's. */
  sealed interface Judgement {

    /** It is. */
    record Holds(GenuineBatch batch) implements Judgement {}

    /** It is not, and why. */
    record Fails(String reason) implements Judgement {}
  }

  /**
   * Verifies a head by a dated table of algorithms: signatures of algorithms that are not believed
   * any more count for nothing, all others must hold, and one must be left. So a second signature
   * keeps evidence good when the algorithm of the first one ends. The algorithm is the one of the
   * signer's key: a signature that names another one, or another key, makes the head worth nothing.
   *
   * <p>Whoever made a signature that counts must be trusted, by a certificate that is for signing,
   * at the time the head was made. For a head that was kept, that time must not be the word of
   * whoever kept it: see {@link Evidence}.
   *
   * @param chains of the signer of each signature, in their order; each the signer's certificate
   *     first and its issuers after it
   * @param trust by the same table: an algorithm that has ended does not vouch for a key of another
   * @param made when the head was signed
   * @param now when it is looked at
   */
  public static Optional<GenuineBatch> verify(
      BatchHead head,
      List<List<X509Certificate>> chains,
      CertificateTrust trust,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return judge(head, chains, trust, table, made, now) instanceof Judgement.Holds(var batch)
        ? Optional.of(batch)
        : Optional.empty();
  }

  /** As above, and says what is wrong. */
  static Judgement judge(
      BatchHead head,
      List<List<X509Certificate>> chains,
      CertificateTrust trust,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return chains.stream().anyMatch(List::isEmpty)
        ? new Judgement.Fails("a signature has no certificate")
        : judge(
            head,
            chains.stream().map(List::getFirst).toList(),
            table,
            made,
            now,
            i -> untrusted(chains.get(i), trust, made));
  }

  private static Optional<String> untrusted(
      List<X509Certificate> chain, CertificateTrust trust, Instant made) {
    if (!KeyUsages.allowSigning(chain.getFirst())) {
      return Optional.of("a signer's certificate is not for signing");
    }
    return switch (trust.check(chain, made)) {
      case CertificateTrust.Trust.Trusted _ -> Optional.empty();
      case CertificateTrust.Trust.Untrusted(String reason) ->
          Optional.of("a signer is not trusted: " + reason);
    };
  }

  /** By what the signers' keys say, whether they are trusted or not. */
  static Optional<GenuineBatch> verify(
      BatchHead head,
      List<X509Certificate> signers,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return judge(head, signers, table, made, now, _ -> Optional.empty())
            instanceof Judgement.Holds(var batch)
        ? Optional.of(batch)
        : Optional.empty();
  }

  private static Judgement judge(
      BatchHead head,
      List<X509Certificate> signers,
      AlgorithmTable table,
      Instant made,
      Instant now,
      IntFunction<Optional<String>> untrusted) {
    if (signers.size() != head.signatures().size()) {
      return new Judgement.Fails("not every signature has a signer");
    }
    byte[] signed = head.signedBytes();
    int held = 0;
    for (int i = 0; i < signers.size(); i++) {
      DetachedSignature signature = head.signatures().get(i);
      Optional<SignatureAlgorithm> algorithm = Signatures.algorithm(signers.get(i), signature);
      if (algorithm.isEmpty()) {
        return new Judgement.Fails("a signature names another algorithm or key than its signer's");
      }
      if (table.accepts(algorithm.get().uri(), made, now)) {
        if (Signatures.verify(signers.get(i), signed, signature, table, made, now)
            != Signatures.Finding.HOLDS) {
          return new Judgement.Fails("a signature does not hold");
        }
        Optional<String> reason = untrusted.apply(i);
        if (reason.isPresent()) {
          return new Judgement.Fails(reason.get());
        }
        held++;
      }
    }
    return held == 0
        ? new Judgement.Fails("the table accepts none of the signatures' algorithms")
        : new Judgement.Holds(new GenuineBatch(head));
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
