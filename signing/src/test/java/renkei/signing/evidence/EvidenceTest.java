package renkei.signing.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.signing.AlgorithmTable;
import renkei.signing.Allocated;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.evidence.Evidence.Verdict.Genuine;
import renkei.signing.evidence.Evidence.Verdict.Refused;
import renkei.signing.evidence.TimeStampQueue.Outcome;
import renkei.signing.evidence.TimeStampQueue.StampedEvidence;
import renkei.signing.revocation.IssuedLists;
import renkei.signing.revocation.RevocationCache;
import renkei.signing.revocation.RevocationStaples;
import renkei.signing.revocation.StapledStatus;
import renkei.signing.trust.CertificateTrust;

class EvidenceTest {

  private static final Instant NOW = TestAuthority.NOW;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long SEED = Long.getLong("renkei.seed", 20260601L);

  private static final TestAuthority CLASSICAL = TestAuthority.root("Classical Root");
  private static final TestAuthority LATTICE = TestAuthority.root("Lattice Root", Kind.ML_DSA_65);
  private static final TestAuthority STAMPS = TestAuthority.root("Stamp Root", Kind.ML_DSA_65);
  private static final SigningIdentity CLASSICAL_SIGNER = CLASSICAL.identity("Classical Signer");
  private static final SigningIdentity LATTICE_SIGNER =
      LATTICE.identity("Lattice Signer", Kind.ML_DSA_65);
  private static final SigningIdentity STAMPER =
      STAMPS.identity("Stamper", Kind.ML_DSA_65, Usage.TIME_STAMPING);
  private static final Set<X509Certificate> SIGNERS =
      Set.of(CLASSICAL.certificate(), LATTICE.certificate());

  private static final List<List<X509Certificate>> PATHS =
      List.of(CLASSICAL_SIGNER.chain(), LATTICE_SIGNER.chain());

  private static final AlgorithmTable TABLE =
      AlgorithmTable.parse(
          """
          %s 2026-07-01 2027-07-01
          %s 2045-01-01 2052-01-01
          %s 2045-01-01 2052-01-01
          """
              .formatted(
                  SignatureAlgorithm.ECDSA_P256_SHA256.uri(),
                  SignatureAlgorithm.ML_DSA_65.uri(),
                  DigestAlgorithm.SHA256.uri()));

  private static final List<byte[]> ITEMS =
      List.of("one".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final RevocationCache cache = new RevocationCache(Duration.ZERO, TABLE, clock);

  private List<ItemProof> signed() {
    return BatchSigner.of(List.of(CLASSICAL_SIGNER, LATTICE_SIGNER), TABLE, clock).sign(ITEMS);
  }

  private void fetch(X509Certificate... revoked) {
    cache.addList(IssuedLists.list(CLASSICAL, now.get(), revoked), CLASSICAL.certificate());
    cache.addList(IssuedLists.list(LATTICE, now.get(), revoked), LATTICE.certificate());
  }

  private StapledHead stapled() {
    return StapledHead.of(signed().getFirst().head(), PATHS, cache).orElseThrow();
  }

  private StampedEvidence stamped(StapledHead head) {
    return stamped(head, STAMPER, "ML-DSA-65");
  }

  /** Stamped now, together with something else. */
  private StampedEvidence stamped(StapledHead head, SigningIdentity stamper, String signature) {
    TimeStampQueue queue =
        new TimeStampQueue(
            new TimeStampAuthority(
                CertificateTrust.anchoredAt(
                    Set.of(stamper.chain().getLast()), Clock.fixed(NOW, ZoneOffset.UTC)),
                request -> TimeStampTest.answer(request, stamper, signature, now.get()),
                clock),
            HOUR,
            clock);
    queue.add(new byte[] {1});
    queue.add(head.encoded());
    return switch (queue.stampWaiting()) {
      case Outcome.AllStamped(List<StampedEvidence> all) -> all.getLast();
      case Outcome.StillWaiting(String reason) -> throw new AssertionError(reason);
    };
  }

  private Evidence evidence() {
    return Evidence.of(stamped(stapled()));
  }

  private Evidence.Verdict verify(Evidence evidence) {
    return evidence.verify(SIGNERS, STAMPS.anchors(), TABLE, clock);
  }

  private static Evidence read(byte[] encoded) {
    return Evidence.read(encoded).orElseThrow();
  }

  private static String reason(Evidence.Verdict verdict) {
    return switch (verdict) {
      case Genuine genuine -> throw new AssertionError("genuine as of " + genuine.made());
      case Refused(String reason) -> reason;
    };
  }

  /** Signed now, stamped in an hour. */
  private byte[] kept(List<ItemProof> proofs) {
    StapledHead stapled = StapledHead.of(proofs.getFirst().head(), PATHS, cache).orElseThrow();
    now.set(NOW.plus(HOUR));
    return Evidence.of(stamped(stapled)).encoded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-02", "2027-07-01", "2033-06-01"})
  void standsAloneForYearsThoughOneAlgorithmEnds(String day) {
    fetch();
    List<ItemProof> proofs = signed();
    Evidence kept = read(kept(proofs));
    now.set(Instant.parse(day + "T00:00:00Z"));

    assertThat(verify(kept))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine -> {
              assertThat(genuine.made()).isEqualTo(NOW.plus(HOUR));
              assertThat(genuine.batch().contains(ITEMS.get(1), proofs.get(1))).isTrue();
              assertThat(genuine.batch().contains(ITEMS.get(0), proofs.get(1))).isFalse();
            });
  }

  @Test
  void showsNothingOnceBothAlgorithmsHaveEnded() {
    fetch();
    Evidence kept = read(kept(signed()));

    now.set(Instant.parse("2052-01-01T00:00:00Z"));

    assertThat(verify(kept)).isInstanceOf(Refused.class);
  }

  @Test
  void believesWhatARevokedKeySignedBefore() {
    fetch();
    Evidence before = evidence();
    now.set(NOW.plus(HOUR));
    fetch(LATTICE_SIGNER.certificate());

    assertThat(verify(before)).isInstanceOf(Genuine.class);
  }

  @Test
  void believesNothingThatWasStampedAfterTheRevocation() {
    fetch(LATTICE_SIGNER.certificate());
    now.set(NOW.plus(HOUR));

    assertThat(reason(verify(evidence()))).contains("revoked since " + NOW);
  }

  @Test
  void takesTheTimeFromTheTokenWhateverIsClaimed() {
    fetch(LATTICE_SIGNER.certificate());
    now.set(NOW.plus(HOUR));
    StampedEvidence stamped = stamped(stapled());
    StampedEvidence claiming =
        new StampedEvidence(
            stamped.evidence(),
            new TimeStamp(stamped.stamp().token(), NOW.minus(HOUR)),
            stamped.root(),
            stamped.size(),
            stamped.index(),
            stamped.path());

    assertThat(reason(verify(Evidence.of(claiming)))).contains("revoked since " + NOW);
  }

  @Test
  void refusesStaplesFromBeforeThatHaveEnded() {
    fetch();
    StapledHead old = stapled();
    now.set(NOW.plus(Duration.ofDays(1)));
    assertThat(verify(Evidence.of(stamped(old)))).isInstanceOf(Genuine.class);
    now.set(NOW.plus(Duration.ofDays(1)).plusSeconds(1));

    assertThat(reason(verify(Evidence.of(stamped(old))))).contains("status unknown");
    assertThat(StapledHead.of(old.head(), PATHS, cache)).as("nothing to staple").isEmpty();
  }

  @Test
  void refusesALiftedToken() {
    fetch();
    Evidence one = evidence();
    assertThat(verify(one)).isInstanceOf(Genuine.class);

    assertThat(reason(verify(new Evidence(evidence().stapled(), one.proof()))))
        .isEqualTo("the time-stamp is over something else");
  }

  /** What somebody may put in a head's place under its time-stamp. */
  private static Stream<StapledHead> changed(StapledHead head) {
    StapledStatus newer =
        new StapledStatus(StapledStatus.Kind.LIST, IssuedLists.list(CLASSICAL, NOW.plusSeconds(1)));
    List<List<X509Certificate>> shorter =
        List.of(List.of(CLASSICAL_SIGNER.certificate()), List.of(LATTICE_SIGNER.certificate()));
    return Stream.of(
        new StapledHead(head.head(), head.chains(), List.of()),
        new StapledHead(head.head(), head.chains(), List.of(newer, head.staples().getLast())),
        new StapledHead(head.head(), shorter, head.staples()));
  }

  @Test
  void refusesSwappedParts() {
    fetch();
    Evidence one = evidence();

    assertThat(changed(one.stapled()))
        .hasSize(3)
        .extracting(head -> reason(verify(new Evidence(head, one.proof()))))
        .containsOnly("the time-stamp is over something else");
  }

  @Test
  void refusesAHeadWithoutStaples() {
    fetch();
    StapledHead head = stapled();
    StapledHead bare = new StapledHead(head.head(), head.chains(), List.of());

    assertThat(reason(verify(Evidence.of(stamped(bare))))).contains("status unknown");
  }

  @Test
  void refusesTokensOfOthersAndOfEndedAlgorithms() {
    fetch();
    SigningIdentity classical =
        CLASSICAL.identity("Classical Stamper", Kind.P256, Usage.TIME_STAMPING);
    Evidence evidence = Evidence.of(stamped(stapled(), classical, "SHA256withECDSA"));

    assertThat(reason(verify(evidence))).startsWith("time-stamp: ");
    assertThat(evidence.verify(SIGNERS, CLASSICAL.anchors(), TABLE, clock))
        .isInstanceOf(Genuine.class);
    now.set(Instant.parse("2027-07-01T00:00:00Z"));
    assertThat(reason(evidence.verify(SIGNERS, CLASSICAL.anchors(), TABLE, clock)))
        .startsWith("time-stamp: ");
  }

  @Test
  void refusesSignersOfOthers() {
    fetch();

    assertThat(reason(evidence().verify(LATTICE.anchors(), STAMPS.anchors(), TABLE, clock)))
        .startsWith("a signer is not trusted");
  }

  @Test
  void readsNothingThatIsTruncated() {
    fetch();
    byte[] encoded = evidence().encoded();
    Random random = new Random(SEED);

    for (int i = 0; i < 500; i++) {
      int length = random.nextInt(encoded.length);
      assertThat(Evidence.read(Arrays.copyOf(encoded, length)))
          .as("seed %d, %d octets of %d", SEED, length, encoded.length)
          .isEmpty();
    }
  }

  /** Only what the token's own signature does not cover may change, and that says nothing. */
  @Test
  void refusesWhatIsChanged() {
    fetch();
    Evidence evidence = evidence();
    byte[] encoded = evidence.encoded();
    int tokenAt = evidence.stapled().encoded().length;
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      int bit = random.nextInt(encoded.length * 8);
      byte[] flipped = encoded.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      if (Evidence.read(flipped).map(this::verify).orElse(new Refused("rubbish"))
          instanceof Genuine(GenuineBatch batch, Instant made)) {
        assertThat(bit / 8).as("seed %d, bit %d", SEED, bit).isGreaterThan(tokenAt);
        assertThat(batch.head()).isEqualTo(evidence.stapled().head());
        assertThat(made).isEqualTo(NOW);
      }
    }
  }

  @Test
  void readsOneEncodingOnly() {
    fetch();
    Evidence evidence = evidence();
    byte[] encoded = evidence.encoded();

    assertThat(read(encoded).encoded()).isEqualTo(encoded);
    assertThat(Evidence.read(Arrays.copyOf(encoded, encoded.length + 1)))
        .as("something behind it")
        .isEmpty();
    assertThat(Evidence.read(evidence.stapled().encoded())).isEmpty();
    assertThat(StapledHead.read(encoded)).isEmpty();
    assertThat(Evidence.read(new byte[0])).isEmpty();
    assertThatThrownBy(() -> Evidence.of(withEvidence(new byte[] {1})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private StampedEvidence withEvidence(byte[] evidence) {
    StampedEvidence stamped = stamped(stapled());
    return new StampedEvidence(
        evidence, stamped.stamp(), stamped.root(), stamped.size(), stamped.index(), stamped.path());
  }

  private static void assertMakesNone(
      BatchHead head, List<List<X509Certificate>> chains, List<StapledStatus> staples) {
    assertThatThrownBy(() -> new StapledHead(head, chains, staples))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesNothingWithTooManyStaples() {
    fetch();
    StapledHead head = stapled();
    StapledStatus staple = head.staples().getFirst();

    assertMakesNone(
        head.head(), head.chains(), Collections.nCopies(RevocationStaples.MOST + 1, staple));
  }

  @Test
  void makesNothingWithoutAChainForEachSignature() {
    fetch();
    StapledHead head = stapled();

    assertMakesNone(head.head(), head.chains().subList(0, 1), head.staples());
  }

  @Test
  void makesNothingWithTooLongChains() {
    fetch();
    List<X509Certificate> tooLong = Collections.nCopies(17, CLASSICAL_SIGNER.certificate());

    assertMakesNone(stapled().head(), Collections.nCopies(2, tooLong), List.of());
  }

  @Test
  void takesNoMemoryForALengthThatSomebodyStates() {
    byte[] label = new FieldWriter("renkei.signing evidence 1").written();
    byte[] liar =
        ByteBuffer.allocate(label.length + Integer.BYTES)
            .put(label)
            .putInt(Integer.MAX_VALUE)
            .array();

    assertThat(Allocated.bytesOf(() -> assertThat(Evidence.read(liar)).isEmpty()))
        .isLessThan(1024 * 1024);
  }

  @Test
  void readsNothingThatIsTooLong() {
    assertThat(Evidence.read(new byte[32 * 1024 * 1024])).isEmpty();
  }
}
