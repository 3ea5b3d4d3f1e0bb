package renkei.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable.Standing;
import renkei.signing.Signatures.Finding;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.IssuerSignatures;
import renkei.signing.algorithm.SealAlgorithms;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.evidence.AnySigner;
import renkei.signing.evidence.BatchHead;
import renkei.signing.evidence.BatchSigner;
import renkei.signing.evidence.GenuineBatch;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.trust.CertificateTrust.Trust;
import renkei.signing.trust.KeyRing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.Verification.Genuine;
import renkei.signing.xml.Verification.Reason;
import renkei.signing.xml.Verification.Rejected;
import renkei.signing.xml.XmlSigner;
import renkei.signing.xml.XmlVerifier;

class AgilityTest {

  private static final SigningIdentity AGREEMENT =
      Samples.ISSUER.identity("Agreement", Kind.P256, Usage.AGREEMENT_ONLY);

  private static final Instant NOW = TestAuthority.NOW;
  private static final String P256 = SignatureAlgorithm.ECDSA_P256_SHA256.uri();
  private static final String ML_DSA = SignatureAlgorithm.ML_DSA_65.uri();

  private static final SigningIdentity LATTICE = Samples.ISSUER.identity("Lattice", Kind.ML_DSA_65);

  private static final AlgorithmTable TABLE =
      AlgorithmTable.parse(
          """
          ; algorithm, end of new work, end of evidence
          %s 2026-07-01 2033-07-01
          %s 2045-01-01 2052-01-01
          %s 2045-01-01 2052-01-01
          """
              .formatted(P256, ML_DSA, DigestAlgorithm.SHA256.uri()));

  private static Instant day(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  private static BatchHead head(BatchSigner signer) {
    return signer.sign(List.of(new byte[] {1})).getFirst().head();
  }

  private static BatchHead withSecond(BatchHead head, DetachedSignature second) {
    return new BatchHead(head.size(), head.root(), List.of(head.signatures().getFirst(), second));
  }

  private static Verification verify(String xml, Instant now) {
    return XmlVerifier.trusting(Samples.TRUST, TABLE, Clock.fixed(now, ZoneOffset.UTC))
        .verify(xml.getBytes(StandardCharsets.UTF_8), NOW);
  }

  @Test
  void standsByItsDays() {
    assertThat(TABLE.standing(P256, day("2026-06-30"))).isEqualTo(Standing.ACCEPTED);
    assertThat(TABLE.standing(P256, day("2026-07-01"))).isEqualTo(Standing.ACCEPTED_FOR_OLD);
    assertThat(TABLE.standing(P256, day("2033-07-01"))).isEqualTo(Standing.REFUSED);
    assertThat(TABLE.standing("urn:none", NOW)).isEqualTo(Standing.REFUSED);
    assertThat(TABLE.accepts(P256, day("2026-06-30"), day("2030-01-01"))).isTrue();
    assertThat(TABLE.accepts(P256, day("2026-07-02"), day("2030-01-01"))).isFalse();
  }

  @Test
  void refusesTablesThatCannotBe() {
    assertThatThrownBy(() -> AlgorithmTable.parse(P256 + " 2026-07-01"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AlgorithmTable.parse(P256 + " soon later"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AlgorithmTable.parse("urn:sha1 2026-07-01 2026-07-01"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AlgorithmTable.parse(P256 + " 2026-07-01 2025-07-01"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void standardTableAcceptsAllThatCanBeSigned() {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      assertThat(AlgorithmTable.standard().standing(algorithm.uri(), NOW))
          .isEqualTo(Standing.ACCEPTED);
    }
  }

  @Test
  void verifiesMessagesByTheTable() {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);

    assertThat(verify(signed, NOW)).isInstanceOf(Genuine.class);
    assertThat(verify(signed, day("2030-01-01"))).as("old evidence").isInstanceOf(Genuine.class);
    assertThat(verify(signed, day("2033-07-01"))).isEqualTo(new Rejected(Reason.ALGORITHM));
    assertThat(
            verify(
                Samples.signed(Samples.MESSAGE, Samples.ISSUER.identity("P384", Kind.P384)), NOW))
        .as("not in the table")
        .isEqualTo(new Rejected(Reason.ALGORITHM));
  }

  @Test
  void outlivesTheEndOfOneAlgorithmByTheOther() {
    BatchHead head = head(BatchSigner.of(List.of(Samples.ALICE, LATTICE)));
    var both = List.of(Samples.ALICE.certificate(), LATTICE.certificate());
    DetachedSignature second = head.signatures().get(1);
    byte[] changed = second.value();
    changed[7] ^= 1;
    BatchHead broken =
        withSecond(head, new DetachedSignature(second.algorithm(), second.key(), changed));

    assertThat(AnySigner.verify(head, both, TABLE, NOW, NOW)).isPresent();
    assertThat(AnySigner.verify(head, both, TABLE, NOW, day("2040-01-01"))).isPresent();
    assertThat(AnySigner.verify(head, both, TABLE, NOW, day("2060-01-01"))).isEmpty();
    assertThat(AnySigner.verify(broken, both, TABLE, NOW, NOW)).isEmpty();
    assertThat(AnySigner.verify(broken, both, TABLE, NOW, day("2040-01-01"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ML_DSA_65", "ED25519", "RSA3072"})
  void carriesOnByASecondTrustedSigner(Kind kind) {
    TestAuthority root = TestAuthority.root("Second Root", kind);
    SigningIdentity second = root.subordinate("Second Issuer", kind).identity("Second", kind);
    SigningIdentity stranger = TestAuthority.root("Else", kind).identity("Stranger", kind);
    AlgorithmTable table = endingEcdsa(second);

    assertThat(trustedOn("2027-06-30", root, second, table)).isPresent();
    assertThat(trustedOn("2027-07-01", root, second, table)).as("ECDSA refused").isPresent();
    assertThat(trustedOn("2052-01-01", root, second, table)).as("both refused").isEmpty();
    assertThat(trustedOn("2027-06-30", root, stranger, table)).isEmpty();
    assertThat(trustedOn("2027-07-01", root, stranger, table)).isEmpty();
  }

  /** Whoever breaks ECDSA makes certificates of an issuer that signs by it, for any key. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ML_DSA_65", "ED25519", "RSA3072"})
  void believesNoKeyThatABrokenAlgorithmVouchesFor(Kind kind) {
    SigningIdentity forged = Samples.ISSUER.identity("Forged", kind);
    AlgorithmTable table = endingEcdsa(forged);
    BatchHead head = head(BatchSigner.of(List.of(forged), table, Samples.CLOCK));
    CertificateTrust trust = trustOn("2027-07-01", Samples.ROOT, table);

    assertThat(
            GenuineBatch.verify(
                head, List.of(forged.chain()), trust, table, NOW, day("2027-07-01")))
        .isEmpty();
    assertThat(trustedOn("2027-06-30", Samples.ROOT, forged, table)).isPresent();
    assertThat(trustedOn("2027-07-01", Samples.ROOT, forged, table)).isEmpty();
  }

  /** ECDSA for new work until July, and for evidence for a year more; the rest of a chain lasts. */
  private static AlgorithmTable endingEcdsa(SigningIdentity lasting) {
    Stream<String> names =
        Stream.concat(
            SignatureAlgorithm.fitting(lasting.certificate().getPublicKey()).stream()
                .map(SignatureAlgorithm::uri),
            lasting.chain().stream().flatMap(c -> IssuerSignatures.name(c).stream()));
    return AlgorithmTable.parse(
        P256
            + " 2026-07-01 2027-07-01\n"
            + names
                .filter(name -> !name.equals(P256))
                .distinct()
                .map(name -> name + " 2045-01-01 2052-01-01")
                .collect(Collectors.joining("\n")));
  }

  private static CertificateTrust trustOn(String day, TestAuthority root, AlgorithmTable table) {
    return CertificateTrust.anchoredAt(
        Stream.of(Samples.ROOT.certificate(), root.certificate()).collect(Collectors.toSet()),
        table,
        Clock.fixed(day(day), ZoneOffset.UTC));
  }

  private static Optional<GenuineBatch> trustedOn(
      String day, TestAuthority root, SigningIdentity second, AlgorithmTable table) {
    BatchHead head = head(BatchSigner.of(List.of(Samples.ALICE, second), table, Samples.CLOCK));
    return GenuineBatch.verify(
        head,
        List.of(Samples.ALICE.chain(), second.chain()),
        trustOn(day, root, table),
        table,
        NOW,
        day(day));
  }

  @Test
  void endsTrustWhileTheVerdictOnItsPathIsRemembered() {
    AtomicReference<Instant> now = new AtomicReference<>(day("2033-06-30"));
    CertificateTrust trust =
        CertificateTrust.anchoredAt(
            Samples.ROOT.anchors(), TABLE, ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    Instant lastDay = day("2026-07-01").minusSeconds(1);

    assertThat(trust.check(Samples.ALICE.chain(), lastDay)).isInstanceOf(Trust.Trusted.class);
    assertThat(trust.check(Samples.ALICE.chain(), lastDay.plusSeconds(1)))
        .as("a certificate can be dated back: new work has ended at that instant")
        .isEqualTo(
            new Trust.Untrusted("signed by an algorithm that the table does not accept: " + P256));
    now.set(day("2033-07-01").minusSeconds(1));
    assertThat(trust.check(Samples.ALICE.chain(), lastDay)).isInstanceOf(Trust.Trusted.class);
    now.set(day("2033-07-01"));
    assertThat(trust.check(Samples.ALICE.chain(), lastDay)).isInstanceOf(Trust.Untrusted.class);
  }

  /** All that issuers sign with has a name that tables can date, and is accepted today. */
  @ParameterizedTest
  @CsvSource({
    "P256, SHA256withECDSA, http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "P256, SHA384withECDSA, http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "P384, SHA512withECDSA, http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
    "RSA2048, SHA256withRSA, http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "RSA2048, SHA384withRSA, http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "RSA2048, SHA512withRSA, http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "RSA2048, SHA256withRSAandMGF1, http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
    "RSA2048, SHA384withRSAandMGF1, http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
    "RSA2048, SHA512withRSAandMGF1, http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
    "ED25519, Ed25519, http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
    "ML_DSA_65, ML-DSA-65, urn:oid:2.16.840.1.101.3.4.3.18"
  })
  void datesWhatIssuersSignWith(Kind kind, String signature, String name) {
    TestAuthority root = TestAuthority.root("Root", kind);
    SigningIdentity party = root.by(signature).identity("Party");
    AlgorithmTable without =
        AlgorithmTable.of(
            AlgorithmTable.standard().rows().stream()
                .filter(row -> !row.algorithm().equals(name))
                .toList());

    assertThat(IssuerSignatures.name(party.certificate())).contains(name);
    assertThat(CertificateTrust.anchoredAt(root.anchors(), Samples.CLOCK).check(party.chain(), NOW))
        .isInstanceOf(Trust.Trusted.class);
    assertThat(
            CertificateTrust.anchoredAt(root.anchors(), without, Samples.CLOCK)
                .check(party.chain(), NOW))
        .isEqualTo(
            new Trust.Untrusted("signed by an algorithm that the table does not accept: " + name));
  }

  @Test
  void takesTheAlgorithmFromTheKeyAndNotFromTheSignature() {
    BatchHead head = head(BatchSigner.of(List.of(Samples.ALICE, LATTICE)));
    var both = List.of(Samples.ALICE.certificate(), LATTICE.certificate());
    DetachedSignature second = head.signatures().get(1);

    for (String name : List.of("urn:none", P256)) {
      BatchHead renamed =
          withSecond(head, new DetachedSignature(name, second.key(), second.value()));
      assertThat(AnySigner.verify(renamed, both, TABLE, NOW, NOW)).isEmpty();
    }
  }

  private static final Clock BEFORE = Clock.fixed(day("2026-06-30"), ZoneOffset.UTC);
  private static final Clock AFTER = Clock.fixed(day("2026-07-01"), ZoneOffset.UTC);
  private static final byte[] XML = Samples.MESSAGE.getBytes(StandardCharsets.UTF_8);

  @Test
  void signsNoMessageByAnAlgorithmThatHasEndedForNewWork() {
    assertThat(XmlSigner.of(Samples.ALICE, TABLE, BEFORE).sign(XML)).isNotEmpty();
    assertThatThrownBy(() -> XmlSigner.of(Samples.ALICE, TABLE, AFTER).sign(XML))
        .isInstanceOf(SigningUnavailableException.class)
        .hasMessageContaining(P256);
  }

  @Test
  void signsNoBytesByAnAlgorithmThatHasEndedForNewWork() {
    assertThat(Signatures.sign(Samples.ALICE, XML, TABLE, BEFORE.instant()).algorithm())
        .isEqualTo(P256);
    assertThatThrownBy(() -> Signatures.sign(Samples.ALICE, XML, TABLE, AFTER.instant()))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void signsNoBatchByAnAlgorithmThatHasEndedForNewWork() {
    assertThat(BatchSigner.of(List.of(Samples.ALICE), TABLE, BEFORE).sign(List.of(XML))).hasSize(1);
    assertThatThrownBy(
            () -> BatchSigner.of(List.of(Samples.ALICE), TABLE, AFTER).sign(List.of(XML)))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void believesSignedBytesAsLongAsTheTableDoes() {
    byte[] data = {1, 2, 3};
    DetachedSignature signature = Signatures.sign(Samples.ALICE, data, TABLE, NOW);

    assertThat(looked(data, signature, NOW, day("2033-06-30"))).isEqualTo(Finding.HOLDS);
    assertThat(looked(data, signature, NOW, day("2033-07-01"))).isEqualTo(Finding.ENDED);
    assertThat(looked(data, signature, day("2026-07-02"), day("2027-01-01")))
        .isEqualTo(Finding.ENDED);
    byte[] other = {1, 2, 4};
    assertThat(looked(other, signature, NOW, NOW)).isEqualTo(Finding.BROKEN);
    assertThat(looked(other, signature, NOW, day("2033-07-01"))).isEqualTo(Finding.BROKEN);
    DetachedSignature renamed = new DetachedSignature(ML_DSA, signature.key(), signature.value());
    assertThat(looked(data, renamed, NOW, day("2033-07-01"))).isEqualTo(Finding.BROKEN);
  }

  private static Finding looked(
      byte[] data, DetachedSignature signature, Instant made, Instant now) {
    return Signatures.verify(Samples.ALICE.certificate(), data, signature, TABLE, made, now);
  }

  @Test
  void datesSealsByTheTable() {
    SealContext context = new SealContext("m", "s", "r");
    List<X509Certificate> receivers = List.of(Samples.ALICE.certificate());
    AlgorithmTable standard = AlgorithmTable.standard();
    Element seal =
        Sealer.create(standard, Clock.fixed(day("2035-12-31"), ZoneOffset.UTC))
            .seal(new byte[] {1}, context, receivers);
    Sealer late = Sealer.create(standard, Clock.fixed(day("2036-01-01"), ZoneOffset.UTC));

    assertThatThrownBy(() -> late.seal(new byte[] {1}, context, receivers))
        .isInstanceOf(SigningUnavailableException.class)
        .hasMessageContaining(SealAlgorithms.AGREEMENT);
    assertThat(openedOn("2043-12-31", seal, context)).isInstanceOf(Opening.Opened.class);
    assertThat(openedOn("2044-01-01", seal, context)).isInstanceOf(Opening.NotOpened.class);
  }

  private static Opening openedOn(String day, Element seal, SealContext context) {
    return Opener.with(
            List.of(Samples.ALICE),
            AlgorithmTable.standard(),
            Clock.fixed(day(day), ZoneOffset.UTC))
        .open(seal, context);
  }

  @Test
  void endsWhatAQuantumComputerBreaksBeforeTheRest() {
    AlgorithmTable standard = AlgorithmTable.standard();

    assertThat(standard.standing(P256, day("2036-01-01"))).isEqualTo(Standing.ACCEPTED_FOR_OLD);
    for (String lasting :
        List.of(
            ML_DSA,
            DigestAlgorithm.SHA256.uri(),
            DigestAlgorithm.SHA384.uri(),
            SealAlgorithms.CONTENT)) {
      assertThat(standard.standing(lasting, day("2050-12-31"))).isEqualTo(Standing.ACCEPTED);
    }
  }

  @Test
  void signsNothingWithTheOnlyKeyOnceItRetired() {
    Instant retired = NOW.plus(Duration.ofDays(20));
    KeyRing ring = KeyRing.of(List.of(new KeyRing.Entry(Samples.ALICE, NOW, Optional.of(retired))));

    assertThat(ring.forSigning(retired.minusSeconds(1))).containsSame(Samples.ALICE);
    assertThat(ring.forSigning(retired)).isEmpty();
    assertThat(ring.forOpening()).containsExactly(Samples.ALICE);
  }

  @Test
  void rotatesKeysWithOverlap() {
    Instant successorFrom = NOW.plus(Duration.ofDays(10));
    Instant retired = NOW.plus(Duration.ofDays(20));
    KeyRing ring =
        KeyRing.of(
            List.of(
                new KeyRing.Entry(Samples.ALICE, NOW, Optional.of(retired)),
                new KeyRing.Entry(Samples.BOB, successorFrom, Optional.empty())));

    assertThat(ring.forSigning(NOW.minusSeconds(1))).isEmpty();
    assertThat(ring.forSigning(NOW)).containsSame(Samples.ALICE);
    assertThat(ring.forSigning(successorFrom)).containsSame(Samples.BOB);
    assertThat(ring.forSigning(TestAuthority.END.plusSeconds(1))).as("certificate ended").isEmpty();
    assertThat(ring.forOpening()).containsExactly(Samples.ALICE, Samples.BOB);
  }

  private static KeyRing ringOf(SigningIdentity... identities) {
    return KeyRing.of(
        Stream.of(identities)
            .map(identity -> new KeyRing.Entry(identity, NOW, Optional.empty()))
            .toList());
  }

  @Test
  void givesOutNoKeyForSigningThatIsForAgreement() {
    KeyRing newestIsForAgreement =
        KeyRing.of(
            List.of(
                new KeyRing.Entry(Samples.ALICE, NOW, Optional.empty()),
                new KeyRing.Entry(AGREEMENT, NOW.plusSeconds(1), Optional.empty())));

    assertThat(newestIsForAgreement.forSigning(NOW.plusSeconds(1))).containsSame(Samples.ALICE);
    assertThat(newestIsForAgreement.forSigning(NOW.plusSeconds(1), Samples.TRUST))
        .containsSame(Samples.ALICE);
  }

  @Test
  void givesOutKeysForOpeningThatAreForAgreementOnACurve() {
    SigningIdentity signing = Samples.ISSUER.identity("Signing", Kind.P384, Usage.SIGNING_ONLY);
    SigningIdentity edwards = Samples.ISSUER.identity("Edwards", Kind.ED25519);
    SigningIdentity rsa = Samples.ISSUER.identity("RSA", Kind.RSA3072);

    assertThat(ringOf(Samples.ALICE, LATTICE, rsa, edwards, signing, AGREEMENT).forOpening())
        .containsExactly(Samples.ALICE, AGREEMENT);
  }

  @Test
  void opensByTheKeysOfARing() {
    SealContext context = new SealContext("m", "s", "r");
    Element seal =
        Sealer.create().seal(new byte[] {1}, context, List.of(Samples.ALICE.certificate()));

    assertThat(Opener.with(ringOf(Samples.ALICE, LATTICE).forOpening()).open(seal, context))
        .isInstanceOf(Opening.Opened.class);
  }

  @Test
  void signsAndVerifiesBytes() {
    byte[] signed =
        XmlSigner.of(Samples.ALICE).sign(Samples.MESSAGE.getBytes(StandardCharsets.UTF_8));

    assertThat(Samples.VERIFIER.verify(signed, NOW)).isInstanceOf(Genuine.class);
    assertThat(Samples.VERIFIER.verify(new byte[] {'<'}, NOW))
        .isEqualTo(new Rejected(Reason.OUT_OF_BOUNDS));
  }
}
