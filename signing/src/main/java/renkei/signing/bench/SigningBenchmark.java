package renkei.signing.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.AlgorithmTable;
import renkei.signing.ProviderCall;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.evidence.BatchSigner;
import renkei.signing.evidence.GenuineBatch;
import renkei.signing.evidence.ItemProof;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlSigner;
import renkei.signing.xml.XmlVerifier;

/** One thread, P-256. Every operation checks its own result. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {

  /** Items of one batch. */
  static final int BATCH = 1_000;

  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final SealContext CONTEXT = new SealContext("message", "sender", "receiver");

  private final BenchmarkParties parties = BenchmarkParties.create(Clock.systemUTC());
  private final Instant now = Clock.systemUTC().instant();
  private final AlgorithmTable table = AlgorithmTable.standard();
  private final XmlSigner signer = XmlSigner.of(parties.party());
  private final XmlVerifier verifier = XmlVerifier.trusting(parties.trust());
  private final Sealer sealer = Sealer.create();
  private final Opener opener = Opener.with(List.of(parties.party()));
  private final BatchSigner batchSigner = BatchSigner.of(parties.party());
  private final byte[] small = Messages.ofSize(2 * 1024);
  private final byte[] large = Messages.ofSize(20 * 1024);
  private final Element smallElement = Messages.parsed(small);
  private final Element largeElement = Messages.parsed(large);
  private final List<byte[]> items = new ArrayList<>();
  private final List<ItemProof> proofs;
  private final BarePrimitives bare =
      ProviderCall.orThrow(
          () -> new BarePrimitives(CryptoProviders.ellipticCurves(), parties.keys()),
          IllegalStateException::new);
  private final byte[] bareBatchValue;

  /** Prepares keys and messages. */
  public SigningBenchmark() {
    for (int i = 0; i < BATCH; i++) {
      items.add(Messages.ofSize(256 + i % 64));
    }
    proofs = batchSigner.sign(items);
    bareBatchValue =
        ProviderCall.orThrow(() -> bare.sign(bare.digest(items)), IllegalStateException::new);
  }

  /**
   * Warms up by CPU time: on a busy machine seconds of the clock are not enough for the compiler.
   *
   * @param benchmark which operation is measured
   */
  @Setup
  public void warmUp(BenchmarkParams benchmark) throws GeneralSecurityException {
    String name = benchmark.getBenchmark();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + WARM_UP.toNanos();
    while (threads.getCurrentThreadCpuTime() < end) {
      switch (name.substring(name.lastIndexOf('.') + 1)) {
        case "signVerify2KiB" -> signVerify2KiB();
        case "signVerify20KiB" -> signVerify20KiB();
        case "sealOpen2KiB" -> sealOpen2KiB();
        case "sealOpen20KiB" -> sealOpen20KiB();
        case "batchSign" -> batchSign();
        case "batchVerify" -> batchVerify();
        case "bareSignVerify20KiB" -> bareSignVerify20KiB();
        case "bareSealOpen2KiB" -> bareSealOpen2KiB();
        case "bareSealOpen20KiB" -> bareSealOpen20KiB();
        case "bareBatchSign" -> bareBatchSign();
        case "bareBatchVerify" -> bareBatchVerify();
        default -> bareSignVerify();
      }
    }
  }

  /** Signs and verifies a message of 2 KiB. */
  @Benchmark
  public Object signVerify2KiB() {
    return signVerify(smallElement);
  }

  /** Signs and verifies a message of 20 KiB. */
  @Benchmark
  public Object signVerify20KiB() {
    return signVerify(largeElement);
  }

  private Object signVerify(Element payload) {
    signer.sign(payload);
    Verification verification = verifier.verify(payload, now);
    Node signature = payload.getLastChild();
    payload.removeChild(signature);
    if (verification instanceof Verification.Genuine genuine) {
      return genuine;
    }
    throw new IllegalStateException(verification.toString());
  }

  /** Signs and verifies 2 KiB by the provider alone. */
  @Benchmark
  public boolean bareSignVerify() throws GeneralSecurityException {
    return holds(bare.verify(small, bare.sign(small)));
  }

  /** Signs and verifies 20 KiB by the provider alone. */
  @Benchmark
  public boolean bareSignVerify20KiB() throws GeneralSecurityException {
    return holds(bare.verify(large, bare.sign(large)));
  }

  /** Seals and opens 2 KiB by the providers alone. */
  @Benchmark
  public boolean bareSealOpen2KiB() throws GeneralSecurityException {
    return holds(bare.sealOpen(small));
  }

  /** Seals and opens 20 KiB by the providers alone. */
  @Benchmark
  public boolean bareSealOpen20KiB() throws GeneralSecurityException {
    return holds(bare.sealOpen(large));
  }

  /** Hashes a batch and signs once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object bareBatchSign() throws GeneralSecurityException {
    return bare.sign(bare.digest(items));
  }

  /** Hashes a batch and verifies once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public boolean bareBatchVerify() throws GeneralSecurityException {
    return holds(bare.verify(bare.digest(items), bareBatchValue));
  }

  private static boolean holds(boolean result) {
    if (!result) {
      throw new IllegalStateException("a bare primitive does not hold");
    }
    return true;
  }

  /** Seals and opens 2 KiB. */
  @Benchmark
  public Object sealOpen2KiB() {
    return sealOpen(small);
  }

  /** Seals and opens 20 KiB. */
  @Benchmark
  public Object sealOpen20KiB() {
    return sealOpen(large);
  }

  private Object sealOpen(byte[] content) {
    Element seal = sealer.seal(content, CONTEXT, List.of(parties.party().certificate()));
    if (opener.open(seal, CONTEXT) instanceof Opening.Opened opened) {
      return opened;
    }
    throw new IllegalStateException("does not open");
  }

  /** Signs a batch, proofs of all items included. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object batchSign() {
    return batchSigner.sign(items);
  }

  /** Verifies a batch and every item of it. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public boolean batchVerify() {
    GenuineBatch batch =
        GenuineBatch.verify(
                proofs.getFirst().head(),
                List.of(parties.party().chain()),
                parties.trust(),
                table,
                now,
                now)
            .orElseThrow();
    for (int i = 0; i < BATCH; i++) {
      ItemProof proof = proofs.get(i);
      if (!batch.contains(items.get(i), proof.index(), proof.path())) {
        throw new IllegalStateException("item does not verify");
      }
    }
    return true;
  }
}
