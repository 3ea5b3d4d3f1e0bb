package renkei.signing.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import renkei.signing.AlgorithmTable;
import renkei.signing.Samples;
import renkei.signing.Signatory;
import renkei.signing.SigningUnavailableException;
import renkei.signing.TestAuthority;

class GroupSignerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch signing = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger batches = new AtomicInteger();
  private final List<Future<ItemProof>> callers = new ArrayList<>();

  /** A signer that asks this clock before each batch. */
  private static GroupSigner asking(InstantSource clock, int mostTogether) {
    return new GroupSigner(
        BatchSigner.of(
            List.of(Samples.ALICE), AlgorithmTable.standard(), clock.withZone(ZoneOffset.UTC)),
        mostTogether);
  }

  /** One caller, and twenty more while the first one's batch is held up. */
  private void call(GroupSigner signer, int waitingBeforeItGoesOn) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      callers.add(threads.submit(() -> signer.sign(new byte[] {0}, PATIENCE)));
      signing.await();
      for (int i = 1; i <= 20; i++) {
        byte[] item = {(byte) i};
        callers.add(threads.submit(() -> signer.sign(item, PATIENCE)));
      }
      while (signer.waiting() < waitingBeforeItGoesOn) {
        Thread.onSpinWait();
      }
      goOn.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GenuineBatch genuine(BatchHead head) {
    return AnySigner.verify(
            head,
            List.of(Samples.ALICE.certificate()),
            AlgorithmTable.standard(),
            TestAuthority.NOW,
            TestAuthority.NOW)
        .orElseThrow();
  }

  private static boolean genuine(ItemProof proof, byte[] item) {
    return genuine(proof.head()).contains(item, proof);
  }

  @Test
  void signsASingleItemAtOnceWhenIdle() {
    byte[] item = {1};

    ItemProof proof = new GroupSigner(BatchSigner.of(Samples.ALICE), 1_000).sign(item, PATIENCE);

    assertThat(proof.head().size()).isEqualTo(1);
    assertThat(genuine(proof, item)).isTrue();
  }

  @Test
  void takesAllThatCameMeanwhileIntoTheNextBatch() throws InterruptedException, ExecutionException {
    InstantSource slow =
        () -> {
          signing.countDown();
          await(goOn);
          return TestAuthority.NOW;
        };

    call(asking(slow, 15), 20);

    Map<Long, Integer> callersBySize = new TreeMap<>();
    for (Future<ItemProof> caller : callers) {
      callersBySize.merge(caller.get().head().size(), 1, Integer::sum);
    }
    assertThat(callersBySize).isEqualTo(Map.of(1L, 1, 15L, 15, 5L, 5));
  }

  @Test
  void endsEveryCallerOfABatchThatHitsAnError() throws InterruptedException {
    InstantSource failing =
        () -> {
          if (batches.getAndIncrement() > 0) {
            throw new StackOverflowError("no more");
          }
          signing.countDown();
          await(goOn);
          return TestAuthority.NOW;
        };

    call(asking(failing, 1_000), 0);

    assertThat(callers.getFirst().state()).isEqualTo(Future.State.SUCCESS);
    assertThat(callers.stream().skip(1).map(Future::exceptionNow))
        .hasSize(20)
        .allMatch(failure -> failure instanceof StackOverflowError || isUnavailableByIt(failure))
        .as("who was signing when it happened")
        .anyMatch(StackOverflowError.class::isInstance);
  }

  private static boolean isUnavailableByIt(Throwable failure) {
    return failure instanceof SigningUnavailableException
        && failure.getCause() instanceof StackOverflowError;
  }

  /**
   * While it signs the first batch, the thread that holds the key signs all that waits in a second
   * one, and then keeps the key until the other caller has come to an end.
   */
  private Signatory signingTwice(AtomicReference<GroupSigner> itself) {
    return (_, _) -> {
      if (batches.getAndIncrement() == 0) {
        signing.countDown();
        while (itself.get().waiting() == 0) {
          Thread.onSpinWait();
        }
        ItemProof _ = itself.get().sign(new byte[] {0}, PATIENCE);
        await(goOn);
      }
      return Samples.ALICE;
    };
  }

  @Test
  void handsOutAProofThatIsThereWhenTheWaitForTheKeyWasInVain()
      throws InterruptedException, ExecutionException {
    AtomicReference<GroupSigner> itself = new AtomicReference<>();
    List<Signatory> slow = List.of(signingTwice(itself));
    itself.set(new GroupSigner(BatchSigner.of(slow, AlgorithmTable.standard(), Samples.CLOCK), 10));
    byte[] item = {1};
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ItemProof> first = threads.submit(() -> itself.get().sign(new byte[] {2}, PATIENCE));
      signing.await();
      ItemProof proof = signedOrFailed(itself.get(), item);

      assertThat(proof.head().size()).isEqualTo(2);
      assertThat(genuine(proof, item)).isTrue();
      assertThat(first.get().head().size()).isEqualTo(1);
    }
    assertThat(batches).as("signed once each").hasValue(2);
  }

  private ItemProof signedOrFailed(GroupSigner signer, byte[] item) {
    try {
      return signer.sign(item, Duration.ofSeconds(2));
    } finally {
      goOn.countDown();
    }
  }

  private static List<byte[]> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ("item " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** All items at the same time, in batches of at most 500. */
  private List<ItemProof> signedWhenBusy(List<byte[]> items)
      throws InterruptedException, ExecutionException {
    GroupSigner waiting = new GroupSigner(BatchSigner.of(Samples.ALICE), 500);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (byte[] item : items) {
        callers.add(threads.submit(() -> waiting.sign(item, PATIENCE)));
      }
    }
    List<ItemProof> proofs = new ArrayList<>();
    for (Future<ItemProof> caller : callers) {
      proofs.add(caller.get());
    }
    return proofs;
  }

  @Test
  void provesEveryItemThatWasWaitingWhenBusy() throws InterruptedException, ExecutionException {
    List<byte[]> items = items(5_000);

    List<ItemProof> proofs = signedWhenBusy(items);

    Map<BatchHead, GenuineBatch> batches = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      ItemProof proof = proofs.get(i);
      GenuineBatch batch = batches.computeIfAbsent(proof.head(), GroupSignerTest::genuine);
      assertThat(batch.contains(items.get(i), proof)).isTrue();
    }
  }

  @Test
  void signsEveryItemOnceInBatchesWithinTheBound() throws InterruptedException, ExecutionException {
    Set<BatchHead> heads = new HashSet<>();
    signedWhenBusy(items(5_000)).forEach(proof -> heads.add(proof.head()));

    assertThat(heads).hasSizeLessThan(5_000).allMatch(head -> head.size() <= 500);
    assertThat(heads.stream().mapToLong(BatchHead::size).sum()).isEqualTo(5_000);
  }
}
