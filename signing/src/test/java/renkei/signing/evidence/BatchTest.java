package renkei.signing.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.signing.AlgorithmTable;
import renkei.signing.Der;
import renkei.signing.DetachedSignature;
import renkei.signing.ExternalTool;
import renkei.signing.KeyId;
import renkei.signing.Pem;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.xml.XmlSigner;

class BatchTest {

  private static final SigningIdentity LATTICE = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);
  private static final Provider JUDGE = CryptoProviders.bouncyCastle();

  @TempDir private Path folder;

  private static List<byte[]> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ("item " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static Optional<GenuineBatch> verify(BatchHead head, SigningIdentity... signers) {
    return GenuineBatch.verify(
        head,
        List.of(signers).stream().map(SigningIdentity::certificate).toList(),
        AlgorithmTable.standard(),
        TestAuthority.NOW,
        TestAuthority.NOW);
  }

  private static GenuineBatch genuine(BatchHead head, SigningIdentity... signers) {
    return verify(head, signers).orElseThrow();
  }

  @Test
  void provesEachItemWithoutTheOthers() {
    List<byte[]> items = items(1_000);
    List<ItemProof> proofs = BatchSigner.of(Samples.ALICE).sign(items);
    GenuineBatch batch = genuine(proofs.getFirst().head(), Samples.ALICE);

    for (int i = 0; i < items.size(); i++) {
      assertThat(batch.contains(items.get(i), proofs.get(i))).isTrue();
      assertThat(batch.contains(items.get(i), proofs.get((i + 1) % 1_000))).isFalse();
    }
  }

  @Test
  void provesItemsOfTheLargestBatch() {
    List<byte[]> items = items(BatchHead.MOST_ITEMS);
    List<ItemProof> proofs = BatchSigner.of(Samples.ALICE).sign(items);

    GenuineBatch batch = genuine(proofs.getFirst().head(), Samples.ALICE);

    for (int i : new int[] {0, 1, 65_535, 65_536, 99_999}) {
      assertThat(batch.contains(items.get(i), proofs.get(i))).isTrue();
    }
  }

  @Test
  void signsNoLargerBatch() {
    assertThatThrownBy(() -> BatchSigner.of(Samples.ALICE).sign(items(BatchHead.MOST_ITEMS + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotTakeAHeadThatNobodySigned() {
    BatchHead head = BatchSigner.of(Samples.ALICE).sign(items(3)).getFirst().head();
    BatchHead larger = new BatchHead(4, head.root(), head.signatures());
    byte[] root = head.root();
    root[0] ^= 1;
    BatchHead other = new BatchHead(3, root, head.signatures());

    assertThat(verify(head, Samples.BOB)).isEmpty();
    assertThat(verify(larger, Samples.ALICE)).isEmpty();
    assertThat(verify(other, Samples.ALICE)).isEmpty();
    assertThat(verify(head)).isEmpty();
  }

  private static BatchHead signedByTwo() {
    return BatchSigner.of(List.of(Samples.ALICE, LATTICE)).sign(items(10)).getFirst().head();
  }

  @Test
  void carriesTwoSignaturesOfTwoAlgorithms() {
    assertThat(signedByTwo().signatures())
        .extracting(DetachedSignature::algorithm)
        .containsExactly(
            SignatureAlgorithm.ECDSA_P256_SHA256.uri(), SignatureAlgorithm.ML_DSA_65.uri());
  }

  @Test
  void namesTheKeysOfBothSignatures() {
    assertThat(signedByTwo().signatures())
        .extracting(DetachedSignature::key)
        .containsExactly(KeyId.of(Samples.ALICE.certificate()), KeyId.of(LATTICE.certificate()));
  }

  @Test
  void provesItemsUnderTwoSignatures() {
    List<byte[]> items = items(10);
    ItemProof proof = BatchSigner.of(List.of(Samples.ALICE, LATTICE)).sign(items).get(3);

    assertThat(genuine(proof.head(), Samples.ALICE, LATTICE).contains(items.get(3), proof))
        .isTrue();
  }

  @Test
  void takesNoSignersInAnotherOrder() {
    assertThat(verify(signedByTwo(), LATTICE, Samples.ALICE)).isEmpty();
  }

  @Test
  void noticesThatTheSecondSignatureWasChanged() {
    BatchHead head = signedByTwo();
    DetachedSignature second = head.signatures().get(1);
    byte[] changed = second.value();
    changed[100] ^= 1;
    DetachedSignature other = new DetachedSignature(second.algorithm(), second.key(), changed);
    List<DetachedSignature> signatures = List.of(head.signatures().getFirst(), other);

    assertThat(verify(new BatchHead(head.size(), head.root(), signatures), Samples.ALICE, LATTICE))
        .isEmpty();
  }

  /** The JDK signs and verifies by ML-DSA here: another maker's code is the judge (FIPS 204). */
  @Test
  void bouncyCastleVerifiesOurMlDsa() throws GeneralSecurityException {
    BatchHead ours = BatchSigner.of(LATTICE).sign(items(3)).getFirst().head();
    Signature verifying = Signature.getInstance("ML-DSA-65", JUDGE);
    verifying.initVerify(
        KeyFactory.getInstance("ML-DSA-65", JUDGE)
            .generatePublic(
                new X509EncodedKeySpec(LATTICE.certificate().getPublicKey().getEncoded())));
    verifying.update(ours.signedBytes());

    assertThat(verifying.verify(ours.signatures().getFirst().value())).isTrue();
  }

  private static byte[] signedByBouncyCastle(byte[] data) throws GeneralSecurityException {
    Signature signing = Signature.getInstance("ML-DSA-65", JUDGE);
    signing.initSign(
        KeyFactory.getInstance("ML-DSA-65", JUDGE)
            .generatePrivate(new PKCS8EncodedKeySpec(Unchecked.key(LATTICE).getEncoded())));
    signing.update(data);
    return signing.sign();
  }

  @Test
  void weVerifyBouncyCastlesMlDsa() throws GeneralSecurityException {
    BatchHead ours = BatchSigner.of(LATTICE).sign(items(3)).getFirst().head();
    byte[] value = signedByBouncyCastle(ours.signedBytes());

    assertThat(verify(withValue(ours, value), LATTICE)).isPresent();
    value[1_000] ^= 1;
    assertThat(verify(withValue(ours, value), LATTICE)).isEmpty();
  }

  private static BatchHead withValue(BatchHead head, byte[] value) {
    DetachedSignature first = head.signatures().getFirst();
    return new BatchHead(
        head.size(),
        head.root(),
        List.of(new DetachedSignature(first.algorithm(), first.key(), value)));
  }

  @Test
  void noticesThatASignatureWasStripped() {
    BatchHead head =
        BatchSigner.of(List.of(Samples.ALICE, LATTICE)).sign(items(3)).getFirst().head();

    for (int kept = 0; kept < 2; kept++) {
      SigningIdentity signer = List.of(Samples.ALICE, LATTICE).get(kept);
      BatchHead stripped =
          new BatchHead(head.size(), head.root(), List.of(head.signatures().get(kept)));
      assertThat(verify(stripped, signer)).isEmpty();
    }
  }

  @Test
  void namesTheKeyOfEachSignatureAndTakesNoOther() {
    BatchHead head = BatchSigner.of(Samples.ALICE).sign(items(3)).getFirst().head();
    DetachedSignature own = head.signatures().getFirst();
    DetachedSignature renamed =
        new DetachedSignature(own.algorithm(), KeyId.of(Samples.BOB.certificate()), own.value());

    assertThat(own.key()).isEqualTo(KeyId.of(Samples.ALICE.certificate()));
    assertThat(Unchecked.verify(Samples.ALICE.certificate(), head.signedBytes(), own)).isTrue();
    assertThat(Unchecked.verify(Samples.ALICE.certificate(), head.signedBytes(), renamed))
        .isFalse();
  }

  @Test
  void neverPutsAPostQuantumSignatureIntoXml() {

    assertThatThrownBy(() -> XmlSigner.of(LATTICE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void opensslVerifiesABatchSignature() throws IOException {
    ExternalTool openssl = ExternalTool.orSkip("openssl");
    BatchHead head = BatchSigner.of(Samples.ALICE).sign(items(5)).getFirst().head();
    Path data = Files.write(folder.resolve("head.bin"), head.signedBytes());
    Path signature =
        Files.write(
            folder.resolve("head.sig"), Der.signature(head.signatures().getFirst().value()));
    Path key = Pem.publicKey(folder, "key.pem", Samples.ALICE.certificate());

    ExternalTool.Run run =
        openssl.run(folder, "dgst", "-sha256", "-verify", key, "-signature", signature, data);

    assertThat(run.output()).contains("Verified OK");
    assertThat(new String(head.signedBytes(), StandardCharsets.ISO_8859_1))
        .startsWith("renkei.signing batch head 2\0")
        .endsWith(KeyId.of(Samples.ALICE.certificate()).base64());
  }
}
