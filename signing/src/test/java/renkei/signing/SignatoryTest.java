package renkei.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.evidence.BatchSigner;
import renkei.signing.evidence.GroupSigner;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.trust.KeyRing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlSigner;

/** What keys sign and what they do not, while the signers stay the same. */
class SignatoryTest {

  private static final SigningIdentity LATTICE = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);

  private static final Instant MORNING = TestAuthority.NOW;
  private static final Instant NOON = MORNING.plus(Duration.ofHours(4));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] MESSAGE = Samples.MESSAGE.getBytes(StandardCharsets.UTF_8);
  private static final AlgorithmTable TABLE = AlgorithmTable.standard();

  private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final Set<SigningIdentity> revoked = ConcurrentHashMap.newKeySet();

  /** Trusts everybody but the revoked. */
  private final CertificateTrust trust =
      (chain, _) ->
          revoked.stream().anyMatch(identity -> identity.chain().equals(chain))
              ? new CertificateTrust.Trust.Untrusted("revoked")
              : new CertificateTrust.Trust.Trusted(chain.getFirst());

  private static KeyRing.Entry entry(SigningIdentity identity, Instant from) {
    return new KeyRing.Entry(identity, from, Optional.empty());
  }

  private static KeyRing.Entry aliceUntilNoon() {
    return new KeyRing.Entry(Samples.ALICE, MORNING, Optional.of(NOON));
  }

  private XmlSigner messages(Signatory signatory) {
    return XmlSigner.of(signatory, TABLE, clock);
  }

  private GroupSigner items(Signatory signatory) {
    return new GroupSigner(BatchSigner.of(List.of(signatory), TABLE, clock), 10);
  }

  private static KeyId signerOf(XmlSigner signer) {
    return switch (Samples.VERIFIER.verify(signer.sign(MESSAGE), MORNING)) {
      case Verification.Genuine genuine -> KeyId.of(genuine.signer());
      case Verification.Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  private static KeyId signerOf(GroupSigner items) {
    return items.sign(new byte[] {1}, PATIENCE).head().signatures().getFirst().key();
  }

  private static KeyId key(SigningIdentity identity) {
    return KeyId.of(identity.certificate());
  }

  private static void assertSignsNothing(XmlSigner messages, GroupSigner items) {
    assertThatThrownBy(() -> messages.sign(MESSAGE))
        .isInstanceOf(SigningUnavailableException.class);
    assertThatThrownBy(() -> items.sign(new byte[] {1}, PATIENCE))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void signsNothingWithAKeyThatRetiredSinceTheSignerWasMade() {
    Signatory ring = KeyRing.of(List.of(aliceUntilNoon())).trustedBy(trust);
    XmlSigner messages = messages(ring);
    GroupSigner items = items(ring);
    assertThat(signerOf(messages)).isEqualTo(key(Samples.ALICE));
    assertThat(signerOf(items)).isEqualTo(key(Samples.ALICE));

    now.set(NOON);

    assertSignsNothing(messages, items);
  }

  @Test
  void signsNothingWithAKeyThatWasRevokedSinceTheSignerWasMade() {
    Signatory ring = KeyRing.of(List.of(entry(Samples.ALICE, MORNING))).trustedBy(trust);
    XmlSigner messages = messages(ring);
    GroupSigner items = items(ring);
    assertThat(signerOf(messages)).isEqualTo(key(Samples.ALICE));
    assertThat(signerOf(items)).isEqualTo(key(Samples.ALICE));

    revoked.add(Samples.ALICE);

    assertSignsNothing(messages, items);
  }

  @Test
  void takesTheSuccessorWithoutANewSigner() {
    Signatory ring =
        KeyRing.of(List.of(aliceUntilNoon(), entry(Samples.BOB, NOON))).trustedBy(trust);
    XmlSigner messages = messages(ring);
    GroupSigner items = items(ring);
    assertThat(signerOf(messages)).isEqualTo(key(Samples.ALICE));

    now.set(NOON);

    assertThat(signerOf(messages)).isEqualTo(key(Samples.BOB));
    assertThat(signerOf(items)).isEqualTo(key(Samples.BOB));
  }

  @Test
  void signsByTheRingOfTheMoment() {
    AtomicReference<KeyRing> rings =
        new AtomicReference<>(KeyRing.of(List.of(entry(Samples.ALICE, MORNING))));
    XmlSigner messages = messages((at, usable) -> rings.get().trustedBy(trust).at(at, usable));
    assertThat(signerOf(messages)).isEqualTo(key(Samples.ALICE));

    rings.set(KeyRing.of(List.of(entry(Samples.BOB, MORNING))));

    assertThat(signerOf(messages)).isEqualTo(key(Samples.BOB));
  }

  /** The newest is for agreement alone, the next one not for XML. */
  private Signatory ringOfThree() {
    SigningIdentity agreement =
        Samples.ISSUER.identity("Agreement", Kind.P256, Usage.AGREEMENT_ONLY);
    return KeyRing.of(
            List.of(
                entry(agreement, MORNING),
                entry(LATTICE, MORNING.minusSeconds(1)),
                entry(Samples.ALICE, MORNING.minusSeconds(2))))
        .trustedBy(trust);
  }

  @Test
  void passesOverWhatASignerCannotUse() {
    assertThat(signerOf(messages(ringOfThree()))).isEqualTo(key(Samples.ALICE));
    assertThat(signerOf(items(ringOfThree()))).isEqualTo(key(LATTICE));
  }

  @Test
  void passesOverAKeyWhoseAlgorithmTheTableDoesNotHave() {
    AlgorithmTable withoutLattice =
        AlgorithmTable.of(
            TABLE.rows().stream()
                .filter(row -> !row.algorithm().equals(SignatureAlgorithm.ML_DSA_65.uri()))
                .toList());
    BatchSigner signer = BatchSigner.of(List.of(ringOfThree()), withoutLattice, clock);

    assertThat(signerOf(new GroupSigner(signer, 10))).isEqualTo(key(Samples.ALICE));
  }

  @Test
  void isNotMadeForACertificateThatIsNotForSigning() {
    SigningIdentity agreement =
        Samples.ISSUER.identity("Agreement", Kind.P256, Usage.AGREEMENT_ONLY);

    assertThatIllegalArgumentException().isThrownBy(() -> XmlSigner.of(agreement));
    assertThatIllegalArgumentException().isThrownBy(() -> BatchSigner.of(agreement));
    assertThatThrownBy(() -> Signatures.sign(agreement, MESSAGE, TABLE, MORNING))
        .isInstanceOf(SigningUnavailableException.class);
    assertSignsNothing(messages((_, _) -> agreement), items((_, _) -> agreement));
  }

  @Test
  void signsNoMessageWithAKeyThatXmlHasNoNameFor() {
    SigningIdentity lattice = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);
    XmlSigner messages = messages((_, _) -> lattice);

    assertThatThrownBy(() -> messages.sign(MESSAGE))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void signsNothingOutsideTheCertificatesLife() {
    XmlSigner messages = messages(Samples.ALICE);
    GroupSigner items = items(Samples.ALICE);
    Instant ended = Samples.ALICE.certificate().getNotAfter().toInstant().plusSeconds(1);
    assertThat(signerOf(messages)).isEqualTo(key(Samples.ALICE));

    for (Instant outside : List.of(ended, MORNING.minus(Duration.ofDays(31)))) {
      now.set(outside);
      assertSignsNothing(messages, items);
      assertThatThrownBy(() -> Signatures.sign(Samples.ALICE, MESSAGE, TABLE, outside))
          .isInstanceOf(SigningUnavailableException.class);
    }
  }
}
