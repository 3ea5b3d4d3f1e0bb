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
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import renkei.signing.Signatory;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.signing.xml.XmlSigner;

class BatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

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

  @Test
  void carriesTwoSignaturesOfTwoAlgorithms() {
    SigningIdentity lattice = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);
    List<byte[]> items = items(10);
    List<ItemProof> proofs = BatchSigner.of(List.of(Samples.ALICE, lattice)).sign(items);
    BatchHead head = proofs.getFirst().head();

    assertThat(head.signatures())
        .extracting(DetachedSignature::algorithm)
        .containsExactly(
            SignatureAlgorithm.ECDSA_P256_SHA256.uri(), SignatureAlgorithm.ML_DSA_65.uri());
    assertThat(genuine(head, Samples.ALICE, lattice).contains(items.get(3), proofs.get(3)))
        .isTrue();
    assertThat(head.signatures())
        .extracting(DetachedSignature::key)
        .containsExactly(KeyId.of(Samples.ALICE.certificate()), KeyId.of(lattice.certificate()));
    assertThat(verify(head, lattice, Samples.ALICE)).isEmpty();
    DetachedSignature second = head.signatures().get(1);
    byte[] changed = second.value();
    changed[100] ^= 1;
    BatchHead forged =
        new BatchHead(
            head.size(),
            head.root(),
            List.of(
                head.signatures().getFirst(),
                new DetachedSignature(second.algorithm(), second.key(), changed)));
    assertThat(verify(forged, Samples.ALICE, lattice)).isEmpty();
  }

  /** The JDK signs and verifies by ML-DSA here: another maker's code is the judge (FIPS 204). */
  @Test
  void agreesWithBouncyCastleOnMlDsa() throws GeneralSecurityException {
    SigningIdentity lattice = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);
    Provider judge = CryptoProviders.bouncyCastle();
    KeyFactory keys = KeyFactory.getInstance("ML-DSA-65", judge);
    BatchHead ours = BatchSigner.of(lattice).sign(items(3)).getFirst().head();

    Signature verifying = Signature.getInstance("ML-DSA-65", judge);
    verifying.initVerify(
        keys.generatePublic(
            new X509EncodedKeySpec(lattice.certificate().getPublicKey().getEncoded())));
    verifying.update(ours.signedBytes());
    assertThat(verifying.verify(ours.signatures().getFirst().value())).isTrue();

    Signature signing = Signature.getInstance("ML-DSA-65", judge);
    signing.initSign(
        keys.generatePrivate(new PKCS8EncodedKeySpec(Unchecked.key(lattice).getEncoded())));
    signing.update(ours.signedBytes());
    byte[] value = signing.sign();
    assertThat(verify(withValue(ours, value), lattice)).isPresent();
    value[1_000] ^= 1;
    assertThat(verify(withValue(ours, value), lattice)).isEmpty();
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
    SigningIdentity lattice = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);
    BatchHead head =
        BatchSigner.of(List.of(Samples.ALICE, lattice)).sign(items(3)).getFirst().head();

    for (int kept = 0; kept < 2; kept++) {
      SigningIdentity signer = List.of(Samples.ALICE, lattice).get(kept);
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
  void endsEveryCallerOfABatchThatHitsAnError() throws InterruptedException {
    CountDownLatch signing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Clock failing =
        ((InstantSource)
                () -> {
                  if (asked.getAndIncrement() > 0) {
                    throw new StackOverflowError("no more");
                  }
                  signing.countDown();
                  await(goOn);
                  return TestAuthority.NOW;
                })
            .withZone(ZoneOffset.UTC);
    WaitingItems waiting =
        new WaitingItems(
            BatchSigner.of(List.of(Samples.ALICE), AlgorithmTable.standard(), failing), 1_000);
    List<Future<ItemProof>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      callers.add(threads.submit(() -> waiting.sign(new byte[] {0}, PATIENCE)));
      signing.await();
      for (int i = 1; i <= 20; i++) {
        byte[] item = {(byte) i};
        callers.add(threads.submit(() -> waiting.sign(item, PATIENCE)));
      }
      goOn.countDown();
    }
    int errors = 0;
    int unavailable = 0;
    for (Future<ItemProof> caller : callers.subList(1, callers.size())) {
      switch (caller.exceptionNow()) {
        case StackOverflowError _ -> errors++;
        case SigningUnavailableException e -> {
          assertThat(e).hasCauseInstanceOf(StackOverflowError.class);
          unavailable++;
        }
        default -> throw new AssertionError(caller.exceptionNow());
      }
    }
    assertThat(callers.getFirst().state()).isEqualTo(Future.State.SUCCESS);
    assertThat(errors).as("who was signing when it happened").isPositive();
    assertThat(errors + unavailable).isEqualTo(20);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void neverPutsAPostQuantumSignatureIntoXml() {
    SigningIdentity lattice = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);

    assertThatThrownBy(() -> XmlSigner.of(lattice)).isInstanceOf(IllegalArgumentException.class);
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

  @Test
  void signsASingleItemAtOnceWhenIdle() {
    WaitingItems waiting = new WaitingItems(BatchSigner.of(Samples.ALICE), 1_000);
    byte[] item = items(1).getFirst();

    ItemProof proof = waiting.sign(item, PATIENCE);

    assertThat(proof.head().size()).isEqualTo(1);
    assertThat(genuine(proof.head(), Samples.ALICE).contains(item, proof)).isTrue();
  }

  @Test
  void takesAllThatCameMeanwhileIntoTheNextBatch() throws InterruptedException, ExecutionException {
    CountDownLatch signing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Clock slow =
        ((InstantSource)
                () -> {
                  signing.countDown();
                  await(goOn);
                  return TestAuthority.NOW;
                })
            .withZone(ZoneOffset.UTC);
    WaitingItems waiting =
        new WaitingItems(
            BatchSigner.of(List.of(Samples.ALICE), AlgorithmTable.standard(), slow), 15);
    List<Future<ItemProof>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      callers.add(threads.submit(() -> waiting.sign(new byte[] {0}, PATIENCE)));
      signing.await();
      for (int i = 1; i <= 20; i++) {
        byte[] item = {(byte) i};
        callers.add(threads.submit(() -> waiting.sign(item, PATIENCE)));
      }
      while (waiting.waiting() < 20) {
        Thread.onSpinWait();
      }
      goOn.countDown();
    }
    Map<Long, Integer> callersBySize = new TreeMap<>();
    for (Future<ItemProof> caller : callers) {
      callersBySize.merge(caller.get().head().size(), 1, Integer::sum);
    }
    assertThat(callersBySize).isEqualTo(Map.of(1L, 1, 15L, 15, 5L, 5));
  }

  @Test
  void handsOutAProofThatIsThereWhenTheWaitForTheKeyWasInVain()
      throws InterruptedException, ExecutionException {
    AtomicReference<WaitingItems> itself = new AtomicReference<>();
    AtomicInteger batches = new AtomicInteger();
    CountDownLatch signing = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    // While it signs the first batch, the thread that holds the key signs all that waits in a
    // second one, and then keeps the key until the other caller has come to an end.
    Signatory slow =
        (_, _) -> {
          if (batches.getAndIncrement() == 0) {
            signing.countDown();
            while (itself.get().waiting() == 0) {
              Thread.onSpinWait();
            }
            ItemProof _ = itself.get().sign(new byte[] {0}, PATIENCE);
            await(ended);
          }
          return Samples.ALICE;
        };
    itself.set(
        new WaitingItems(
            BatchSigner.of(List.of(slow), AlgorithmTable.standard(), Samples.CLOCK), 10));
    byte[] item = {1};
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ItemProof> first = threads.submit(() -> itself.get().sign(new byte[] {2}, PATIENCE));
      signing.await();
      try {
        ItemProof proof = itself.get().sign(item, Duration.ofSeconds(2));

        assertThat(proof.head().size()).isEqualTo(2);
        assertThat(genuine(proof.head(), Samples.ALICE).contains(item, proof)).isTrue();
      } finally {
        ended.countDown();
      }
      assertThat(first.get().head().size()).isEqualTo(1);
    }
    assertThat(batches).as("signed once each").hasValue(2);
  }

  @Test
  void signsWhateverIsWaitingWhenBusy() throws InterruptedException, ExecutionException {
    WaitingItems waiting = new WaitingItems(BatchSigner.of(Samples.ALICE), 500);
    List<byte[]> items = items(5_000);
    List<Future<ItemProof>> signed = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (byte[] item : items) {
        signed.add(threads.submit(() -> waiting.sign(item, PATIENCE)));
      }
    }
    Set<BatchHead> heads = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      ItemProof proof = signed.get(i).get();
      heads.add(proof.head());
      assertThat(proof.head().size()).isLessThanOrEqualTo(500);
      assertThat(
              MerkleTree.includes(
                  proof.head().root(),
                  proof.head().size(),
                  proof.index(),
                  MerkleTree.leafHash(items.get(i)),
                  proof.path()))
          .isTrue();
    }
    heads.forEach(head -> genuine(head, Samples.ALICE));
    assertThat(heads.stream().mapToLong(BatchHead::size).sum())
        .as("every item signed exactly once")
        .isEqualTo(5_000);
    assertThat(heads).hasSizeLessThan(5_000);
  }
}
