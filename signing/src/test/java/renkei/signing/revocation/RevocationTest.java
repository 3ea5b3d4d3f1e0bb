package renkei.signing.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import renkei.signing.AlgorithmTable;
import renkei.signing.Allocated;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Request;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.revocation.RevocationCache.Addition;
import renkei.signing.revocation.RevocationCache.Age;
import renkei.signing.trust.CertificateExpiry;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.trust.CertificateTrust.Trust;
import renkei.signing.trust.KeyRing;
import renkei.signing.trust.RevocationStatus.Status;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlSigner;
import renkei.signing.xml.XmlVerifier;

class RevocationTest {

  private static final Instant NOW = TestAuthority.NOW;
  private static final Duration DAY = Duration.ofDays(1);

  /** Ends while the standard table still accepts what it signs with. */
  private static final TestAuthority ROOT =
      TestAuthority.root("Revoking Root", Kind.P256, NOW.plus(Duration.ofDays(300)));

  private static final TestAuthority ISSUER = ROOT.subordinate("Revoking Issuer");
  private static final SigningIdentity PARTY = ISSUER.identity("Party");
  private static final X509Certificate LEAF = PARTY.certificate();

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Clock clock = clockOf(now::get);
  private final RevocationCache cache = new RevocationCache(Duration.ofDays(2), clock);
  private final CertificateTrust trust = CertificateTrust.anchoredAt(ROOT.anchors(), cache, clock);

  private static Clock clockOf(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  private static byte[] response(TestAuthority signer, Instant from, CertificateStatus status) {
    try {
      return response(signer.certificate(), signer.signer(), from, status);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A response by a delegate of the issuer. */
  private static byte[] response(Request delegate, Instant from, CertificateStatus status) {
    try {
      return response(
          ISSUER.chainOf(delegate).getFirst(),
          new JcaContentSignerBuilder(
                  delegate.keys().getPrivate().getAlgorithm().equals("RSA")
                      ? "SHA256withRSA"
                      : "SHA256withECDSA")
              .build(delegate.keys().getPrivate()),
          from,
          status);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] response(
      X509Certificate responder, ContentSigner signer, Instant from, CertificateStatus status) {
    try {
      JcaX509CertificateHolder holder = new JcaX509CertificateHolder(responder);
      BasicOCSPRespBuilder builder =
          new BasicOCSPRespBuilder(new org.bouncycastle.cert.ocsp.RespID(holder.getSubject()));
      CertificateID id =
          new CertificateID(
              new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
              new JcaX509CertificateHolder(ISSUER.certificate()),
              LEAF.getSerialNumber());
      builder.addResponse(id, status, Date.from(from), Date.from(from.plus(DAY)));
      return new OCSPRespBuilder()
          .build(
              OCSPResp.SUCCESSFUL,
              builder.build(signer, new X509CertificateHolder[] {holder}, Date.from(from)))
          .getEncoded();
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Request delegate(Kind kind, Usage usage, Instant until) {
    return new Request(new X500Name("CN=Responder"), kind.keys(), usage, NOW.minus(DAY), until);
  }

  private Addition add(byte[] response) {
    return cache.addResponse(response, LEAF, ISSUER.certificate());
  }

  private static CertificateStatus revokedAt(Instant since) {
    return new RevokedStatus(Date.from(since), CRLReason.keyCompromise);
  }

  private void addFreshLists() {
    assertThat(cache.addList(IssuedLists.list(ROOT, now.get()), ROOT.certificate()))
        .isInstanceOf(Addition.Added.class);
    assertThat(cache.addList(IssuedLists.list(ISSUER, now.get()), ISSUER.certificate()))
        .isInstanceOf(Addition.Added.class);
  }

  @Test
  void trustsWhatNoListNames() {
    addFreshLists();

    assertThat(trust.check(PARTY.chain(), NOW)).isEqualTo(new Trust.Trusted(LEAF));
  }

  @Test
  void refusesWhatAListNamesFromThatInstantOn() {
    addFreshLists();
    assertThat(trust.check(PARTY.chain(), NOW)).isEqualTo(new Trust.Trusted(LEAF));

    now.set(NOW.plusSeconds(60));
    cache.addList(IssuedLists.list(ISSUER, now.get(), LEAF), ISSUER.certificate());

    assertThat(trust.check(PARTY.chain(), now.get())).isInstanceOf(Trust.Untrusted.class);
    assertThat(trust.check(PARTY.chain(), NOW.plusSeconds(59)))
        .as("what was signed before stays good")
        .isEqualTo(new Trust.Trusted(LEAF));
  }

  @Test
  void takesARevokedKeyForNothingNewAndBelievesWhatItSignedBefore() {
    SigningIdentity successor = ISSUER.identity("Successor");
    KeyRing ring =
        KeyRing.of(
            List.of(
                new KeyRing.Entry(successor, NOW.minus(DAY), Optional.empty()),
                new KeyRing.Entry(PARTY, NOW, Optional.empty())));
    addFreshLists();
    assertThat(ring.forSigning(NOW, trust)).containsSame(PARTY);
    byte[] signed = XmlSigner.of(PARTY).sign(Samples.MESSAGE.getBytes(StandardCharsets.UTF_8));

    now.set(NOW.plusSeconds(60));
    cache.addList(IssuedLists.list(ISSUER, now.get(), LEAF), ISSUER.certificate());

    assertThat(ring.forSigning(now.get(), trust)).containsSame(successor);
    assertThat(XmlVerifier.trusting(trust).verify(signed, NOW))
        .isInstanceOf(Verification.Genuine.class);
    assertThat(XmlVerifier.trusting(trust).verify(signed, now.get()))
        .isEqualTo(new Verification.Rejected(Verification.Reason.UNTRUSTED));
  }

  @Test
  void refusesEverythingUnderARevokedIssuer() {
    addFreshLists();
    now.set(NOW.plusSeconds(60));
    cache.addList(IssuedLists.list(ROOT, now.get(), ISSUER.certificate()), ROOT.certificate());

    assertThat(trust.check(PARTY.chain(), now.get())).isInstanceOf(Trust.Untrusted.class);
  }

  /** A root on its way out and its successor, which both certified one issuer. */
  private static final TestAuthority SUCCESSOR = TestAuthority.root("Succeeding Root");

  private static final X509Certificate CROSS =
      SUCCESSOR
          .chainOf(new Request(new X500Name("CN=Revoking Issuer"), ISSUER.keys(), Usage.AUTHORITY))
          .getFirst();

  private static final List<X509Certificate> CROSSED =
      List.of(LEAF, ISSUER.certificate(), ROOT.certificate(), CROSS);

  private final CertificateTrust overlapping =
      CertificateTrust.anchoredAt(
          Set.of(ROOT.certificate(), SUCCESSOR.certificate()), cache, clock);

  @Test
  void takesTheOtherPathWhereOneRootsListIsTooOld() {
    addFreshLists();
    assertThat(overlapping.check(CROSSED, NOW)).isInstanceOf(Trust.Trusted.class);

    now.set(NOW.plus(Duration.ofDays(4)));
    cache.addList(IssuedLists.list(ISSUER, now.get()), ISSUER.certificate());
    assertThat(overlapping.check(CROSSED, now.get())).isInstanceOf(Trust.Untrusted.class);
    cache.addList(IssuedLists.list(SUCCESSOR, now.get()), SUCCESSOR.certificate());

    assertThat(overlapping.check(CROSSED, now.get())).isEqualTo(new Trust.Trusted(LEAF));
    assertThat(trust.check(CROSSED, now.get())).isInstanceOf(Trust.Untrusted.class);
  }

  @Test
  void takesTheOtherPathWhereOneRootRevokedTheIssuer() {
    addFreshLists();
    assertThat(overlapping.check(CROSSED, NOW)).isInstanceOf(Trust.Trusted.class);
    cache.addList(IssuedLists.list(SUCCESSOR, NOW), SUCCESSOR.certificate());
    now.set(NOW.plusSeconds(60));
    cache.addList(IssuedLists.list(ROOT, now.get(), ISSUER.certificate()), ROOT.certificate());

    assertThat(overlapping.check(CROSSED, now.get())).isEqualTo(new Trust.Trusted(LEAF));
    cache.addList(IssuedLists.list(SUCCESSOR, now.get(), CROSS), SUCCESSOR.certificate());
    assertThat(overlapping.check(CROSSED, now.get())).isInstanceOf(Trust.Untrusted.class);
  }

  @Test
  void believesAnIssuersListUnderEachOfItsCertificates() {
    addFreshLists();
    cache.addList(IssuedLists.list(SUCCESSOR, NOW), SUCCESSOR.certificate());
    cache.addList(IssuedLists.list(ISSUER, NOW), CROSS);
    now.set(NOW.plusSeconds(60));
    cache.addList(IssuedLists.list(ISSUER, now.get(), LEAF), ISSUER.certificate());

    assertThat(overlapping.check(CROSSED, now.get())).isInstanceOf(Trust.Untrusted.class);
  }

  @Test
  void answersThroughTheGraceAndNoLonger() {
    addFreshLists();

    now.set(NOW.plus(DAY).plus(Duration.ofDays(2)));
    assertThat(cache.held()).extracting(RevocationCache.Held::age).containsOnly(Age.STALE);
    assertThat(trust.check(PARTY.chain(), now.get())).isEqualTo(new Trust.Trusted(LEAF));

    now.set(now.get().plusSeconds(1));
    assertThat(cache.held()).extracting(RevocationCache.Held::age).containsOnly(Age.EXPIRED);
    assertThat(trust.check(PARTY.chain(), now.get()))
        .isInstanceOfSatisfying(
            Trust.Untrusted.class, untrusted -> assertThat(untrusted.reason()).contains("too old"));
  }

  @Test
  void refusesWhatNothingIsKnownOf() {
    assertThat(trust.check(PARTY.chain(), NOW))
        .isInstanceOfSatisfying(
            Trust.Untrusted.class, untrusted -> assertThat(untrusted.reason()).contains("unknown"));
  }

  @Test
  void refusesListsThatAreNotTheIssuers() {
    byte[] byAnother = IssuedLists.list(TestAuthority.root("Revoking Issuer"), NOW);
    byte[] changed = IssuedLists.list(ISSUER, NOW);
    changed[changed.length - 1] ^= 1;

    assertThat(cache.addList(IssuedLists.list(ROOT, NOW), ISSUER.certificate()))
        .isInstanceOf(Addition.Refused.class);
    assertThat(cache.addList(byAnother, ISSUER.certificate())).isInstanceOf(Addition.Refused.class);
    assertThat(cache.addList(changed, ISSUER.certificate())).isInstanceOf(Addition.Refused.class);
    assertThat(cache.addList(new byte[] {1, 2, 3}, ISSUER.certificate()))
        .isInstanceOf(Addition.Refused.class);
    assertThat(cache.held()).isEmpty();
  }

  @Test
  void takesInformationFromAMinuteAheadAndNoFurther() {
    byte[] near = IssuedLists.list(ISSUER, NOW.plusSeconds(60));
    byte[] far = IssuedLists.list(ISSUER, NOW.plusSeconds(61));

    assertThat(cache.addList(far, ISSUER.certificate())).isInstanceOf(Addition.Refused.class);
    assertThat(add(response(ISSUER, NOW.plusSeconds(61), CertificateStatus.GOOD)))
        .isInstanceOf(Addition.Refused.class);
    assertThat(cache.addList(near, ISSUER.certificate())).isInstanceOf(Addition.Added.class);
    assertThat(add(response(ISSUER, NOW.plusSeconds(60), CertificateStatus.GOOD)))
        .isInstanceOf(Addition.Added.class);
    assertThat(cache.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());
  }

  @Test
  void neverGoesBackToAnOlderList() {
    byte[] older = IssuedLists.list(ISSUER, NOW);
    now.set(NOW.plusSeconds(60));
    cache.addList(IssuedLists.list(ISSUER, now.get(), LEAF), ISSUER.certificate());

    assertThat(cache.addList(older, ISSUER.certificate())).isInstanceOf(Addition.Refused.class);
    assertThat(cache.of(LEAF, ISSUER.certificate(), now.get()))
        .isEqualTo(new Status.Revoked(now.get()));
  }

  @Test
  void takesAResponderAtItsWord() {
    cache.addResponse(response(ISSUER, NOW, CertificateStatus.GOOD), LEAF, ISSUER.certificate());
    assertThat(cache.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());

    now.set(NOW.plusSeconds(60));
    Instant since = NOW.plusSeconds(30);
    cache.addResponse(
        response(ISSUER, now.get(), new RevokedStatus(Date.from(since), CRLReason.keyCompromise)),
        LEAF,
        ISSUER.certificate());
    assertThat(cache.of(LEAF, ISSUER.certificate(), now.get()))
        .isEqualTo(new Status.Revoked(since));
    assertThat(cache.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());
  }

  @Test
  void refusesResponsesOfOthers() {
    assertThat(
            cache.addResponse(
                response(ROOT, NOW, CertificateStatus.GOOD), LEAF, ISSUER.certificate()))
        .isInstanceOf(Addition.Refused.class);
    assertThat(
            cache.addResponse(
                response(ISSUER, NOW, CertificateStatus.GOOD),
                ISSUER.identity("Another").certificate(),
                ISSUER.certificate()))
        .isInstanceOf(Addition.Refused.class);
    assertThat(cache.addResponse(new byte[] {48, 0}, LEAF, ISSUER.certificate()))
        .isInstanceOf(Addition.Refused.class);
  }

  @Test
  void believesTheOneThatRevokesAndElseTheNewest() {
    add(response(ISSUER, NOW, CertificateStatus.GOOD));
    now.set(NOW.plus(DAY).plusSeconds(3600));
    cache.addList(IssuedLists.list(ISSUER, now.get(), LEAF), ISSUER.certificate());
    assertThat(cache.of(LEAF, ISSUER.certificate(), now.get()))
        .as("a stale response and a fresh list that revokes")
        .isEqualTo(new Status.Revoked(now.get()));
    assertThat(cache.staples(LEAF, ISSUER.certificate()))
        .extracting(StapledStatus::kind)
        .containsExactly(StapledStatus.Kind.LIST);

    RevocationCache other = new RevocationCache(Duration.ofDays(2), clock);
    other.addList(IssuedLists.list(ISSUER, NOW), ISSUER.certificate());
    other.addResponse(response(ISSUER, now.get(), revokedAt(NOW)), LEAF, ISSUER.certificate());
    assertThat(other.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Revoked(NOW));
  }

  @Test
  void refusesResponsesAndListsSignedByWeakHashes() {
    assertThat(add(response(ISSUER.by("SHA1withECDSA"), NOW, CertificateStatus.GOOD)))
        .isInstanceOf(Addition.Refused.class);
    assertThat(
            cache.addList(IssuedLists.list(ISSUER.by("SHA1withECDSA"), NOW), ISSUER.certificate()))
        .isInstanceOf(Addition.Refused.class);
  }

  private Addition addFrom(Kind kind, Usage usage, Instant until) {
    return add(response(delegate(kind, usage, until), NOW, CertificateStatus.GOOD));
  }

  @Test
  void takesADelegateThatKeepsTheRules() {
    assertThat(addFrom(Kind.P256, Usage.STATUS_SIGNING, NOW.plus(DAY)))
        .isInstanceOf(Addition.Added.class);
  }

  @Test
  void takesNoDelegateThatIsForAnotherPurpose() {
    assertThat(addFrom(Kind.P256, Usage.PARTY, NOW.plus(DAY))).isInstanceOf(Addition.Refused.class);
  }

  @Test
  void takesNoDelegateWithTooShortAKey() {
    assertThat(addFrom(Kind.RSA1024, Usage.STATUS_SIGNING, NOW.plus(DAY)))
        .isInstanceOf(Addition.Refused.class);
  }

  @Test
  void takesNoDelegateThatExpiredBeforeItAnswered() {
    assertThat(addFrom(Kind.P256, Usage.STATUS_SIGNING, NOW.minusSeconds(1)))
        .isInstanceOf(Addition.Refused.class);
  }

  @Test
  void asksAfterADelegateThatDoesNotWaiveIt() {
    Request delegate = delegate(Kind.P256, Usage.STATUS_SIGNING_TO_BE_CHECKED, NOW.plus(DAY));
    byte[] response = response(delegate, NOW, CertificateStatus.GOOD);
    add(response);
    assertThat(cache.of(LEAF, ISSUER.certificate(), NOW)).isInstanceOf(Status.Unknown.class);

    cache.addList(IssuedLists.list(ISSUER, NOW), ISSUER.certificate());
    assertThat(cache.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());
  }

  @Test
  void saysNothingOfACertificateThatEndedBeforeTheListWasMade() {
    now.set(LEAF.getNotAfter().toInstant().plusSeconds(1));
    assertThat(cache.addList(IssuedLists.list(ISSUER, now.get()), ISSUER.certificate()))
        .as("the issuer has ended too")
        .isInstanceOf(Addition.Refused.class);

    Request shortLived =
        new Request(
            new X500Name("CN=Short"), Kind.P256.keys(), Usage.PARTY, NOW.minus(DAY), NOW.plus(DAY));
    X509Certificate ended = ISSUER.chainOf(shortLived).getFirst();
    now.set(NOW.plus(DAY).plusSeconds(1));
    cache.addList(IssuedLists.list(ISSUER, now.get()), ISSUER.certificate());
    assertThat(cache.of(ended, ISSUER.certificate(), NOW)).isInstanceOf(Status.Unknown.class);
  }

  @Test
  void believesNothingFromTheInvalidityDateOn() {
    Instant suspected = NOW.minusSeconds(3600);
    cache.addList(IssuedLists.list(ISSUER, NOW, suspected, LEAF), ISSUER.certificate());

    assertThat(cache.of(LEAF, ISSUER.certificate(), suspected))
        .isEqualTo(new Status.Revoked(suspected));
    assertThat(cache.of(LEAF, ISSUER.certificate(), suspected.minusSeconds(1)))
        .isEqualTo(new Status.Good());
  }

  /** ECDSA for new work until tomorrow, and for evidence until seven days later. */
  private static final AlgorithmTable ENDING =
      AlgorithmTable.parse(
          SignatureAlgorithm.ECDSA_P256_SHA256.uri()
              + " 2026-06-02 2026-06-09\n"
              + "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 2035-01-01 2035-01-01");

  @Test
  void believesNoListOrResponseWhoseAlgorithmHasEnded() {
    RevocationCache ending = new RevocationCache(Duration.ofDays(2), ENDING, clock);
    Request byRsa = delegate(Kind.RSA2048, Usage.STATUS_SIGNING, NOW.plus(DAY));
    ending.addResponse(response(byRsa, NOW, CertificateStatus.GOOD), LEAF, ISSUER.certificate());
    assertThat(ending.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());
    now.set(NOW.plus(DAY).minusSeconds(1));
    ending.addList(IssuedLists.list(ISSUER, NOW), ISSUER.certificate());
    assertThat(ending.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());

    now.set(NOW.plus(DAY));
    assertThat(ending.of(LEAF, ISSUER.certificate(), NOW))
        .as("neither the list nor the certificate of the responder counts")
        .isInstanceOf(Status.Unknown.class);
    assertThat(ending.staples(LEAF, ISSUER.certificate())).isEmpty();
  }

  @Test
  void believesStaplesAsLongAsEvidenceByTheirAlgorithm() {
    StapledStatus list = list(IssuedLists.list(ISSUER, NOW));
    StapledStatus later = response(response(ISSUER, NOW.plus(DAY), CertificateStatus.GOOD));
    RevocationStaples staples =
        new RevocationStaples(List.of(list), Duration.ofDays(2), ENDING, clock);
    RevocationStaples tooLate =
        new RevocationStaples(List.of(later), Duration.ofDays(2), ENDING, clock);

    now.set(NOW.plus(Duration.ofDays(8)).minusSeconds(1));
    assertThat(staples.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());
    assertThat(tooLate.of(LEAF, ISSUER.certificate(), NOW)).isInstanceOf(Status.Unknown.class);
    assertThat(staples.of(LEAF, ISSUER.certificate(), NOW.plus(DAY)))
        .as("evidence from after the end of new work")
        .isInstanceOf(Status.Unknown.class);
    now.set(NOW.plus(Duration.ofDays(8)));
    assertThat(staples.of(LEAF, ISSUER.certificate(), NOW)).isInstanceOf(Status.Unknown.class);
  }

  private Status stapled(Instant at, StapledStatus... staples) {
    return stapled(at, List.of(staples));
  }

  private Status stapled(Instant at, List<StapledStatus> staples) {
    return new RevocationStaples(staples, Duration.ofDays(2)).of(LEAF, ISSUER.certificate(), at);
  }

  private static StapledStatus response(byte[] encoded) {
    return new StapledStatus(StapledStatus.Kind.RESPONSE, encoded);
  }

  private static StapledStatus list(byte[] encoded) {
    return new StapledStatus(StapledStatus.Kind.LIST, encoded);
  }

  /** What the cache staples for the party's path, by a delegate that will have expired. */
  private List<StapledStatus> staples() {
    cache.addList(IssuedLists.list(ROOT, NOW), ROOT.certificate());
    addFrom(Kind.P256, Usage.STATUS_SIGNING, NOW.plus(DAY));
    return cache.staples(List.of(LEAF, ISSUER.certificate(), ROOT.certificate())).orElseThrow();
  }

  private Trust yearsLater(List<StapledStatus> staples) {
    now.set(NOW.plus(Duration.ofDays(7 * 365)));
    return CertificateTrust.anchoredAt(
            ROOT.anchors(), new RevocationStaples(staples, Duration.ZERO), clock)
        .check(PARTY.chain(), NOW);
  }

  @Test
  void trustsStapledEvidenceYearsLaterThoughTheDelegateHasExpired() {
    assertThat(yearsLater(staples())).isEqualTo(new Trust.Trusted(LEAF));
  }

  @Test
  void doesNotTrustEvidenceYearsLaterWithoutOneOfItsStaples() {
    List<StapledStatus> staples = staples();

    for (StapledStatus missing : staples) {
      List<StapledStatus> others =
          staples.stream().filter(staple -> !staple.equals(missing)).toList();
      assertThat(yearsLater(others)).isInstanceOf(Trust.Untrusted.class);
    }
  }

  @Test
  void countsAStapleWithinItsLifeAndGraceOnly() {
    Instant end = NOW.plus(DAY).plus(Duration.ofDays(2));
    byte[] good = response(ISSUER, NOW, CertificateStatus.GOOD);

    assertThat(stapled(end, response(good))).isEqualTo(new Status.Good());
    assertThat(stapled(end.plusSeconds(1), response(good))).isInstanceOf(Status.Unknown.class);
    assertThat(stapled(NOW.plus(Duration.ofDays(250)), list(IssuedLists.list(ISSUER, NOW))))
        .isInstanceOf(Status.Unknown.class);
  }

  @Test
  void countsAStapleThatWasMadeAfterTheEvidence() {
    Instant revoked = NOW.plusSeconds(60);
    StapledStatus later = response(response(ISSUER, NOW.plus(DAY), revokedAt(revoked)));

    assertThat(stapled(NOW, response(response(ISSUER, NOW.plus(DAY), CertificateStatus.GOOD))))
        .isEqualTo(new Status.Good());
    assertThat(stapled(NOW, later)).isEqualTo(new Status.Good());
    assertThat(stapled(revoked, later)).isEqualTo(new Status.Revoked(revoked));
    assertThat(stapled(revoked, later, response(response(ISSUER, NOW, CertificateStatus.GOOD))))
        .as("beside one from before the revocation")
        .isEqualTo(new Status.Revoked(revoked));
  }

  @Test
  void countsNoStapleForAnotherCertificateOrIssuer() {
    StapledStatus about = response(response(ISSUER, NOW, CertificateStatus.GOOD));
    X509Certificate another = ISSUER.identity("Another").certificate();

    assertThat(
            new RevocationStaples(List.of(about), Duration.ZERO)
                .of(another, ISSUER.certificate(), NOW))
        .isInstanceOf(Status.Unknown.class);
    assertThat(stapled(NOW, list(IssuedLists.list(ROOT, NOW)))).isInstanceOf(Status.Unknown.class);
    assertThat(stapled(NOW)).isInstanceOf(Status.Unknown.class);
    assertThat(stapled(NOW, response(new byte[] {48, 0}))).isInstanceOf(Status.Unknown.class);
  }

  @Test
  void boundsStaplesByNumberAndSize() {
    StapledStatus list = list(IssuedLists.list(ISSUER, NOW));
    StapledStatus large = list(new byte[RevocationStaples.MOST_OCTETS]);

    assertThat(stapled(NOW, Collections.nCopies(RevocationStaples.MOST, list)))
        .isEqualTo(new Status.Good());
    assertThatThrownBy(() -> stapled(NOW, Collections.nCopies(RevocationStaples.MOST + 1, list)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(stapled(NOW, large)).isInstanceOf(Status.Unknown.class);
    assertThatThrownBy(() -> stapled(NOW, large, list))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Some MiB for each list; read again for each response and question they would be gigabytes. */
  @Test
  void readsEachStapleOnce() {
    X509Certificate[] revoked = new X509Certificate[4_000];
    Arrays.fill(revoked, ISSUER.identity("Another").certificate());
    byte[] list = IssuedLists.list(ISSUER, NOW, revoked);
    Request delegate = delegate(Kind.P256, Usage.STATUS_SIGNING_TO_BE_CHECKED, NOW.plus(DAY));
    List<StapledStatus> staples = new ArrayList<>(Collections.nCopies(8, list(list)));
    for (int i = 0; i < 32; i++) {
      staples.add(response(response(delegate, NOW.plusSeconds(i), CertificateStatus.GOOD)));
    }

    long allocated =
        Allocated.bytesOf(
            () -> {
              RevocationStaples all = new RevocationStaples(staples, Duration.ZERO);
              for (int question = 0; question < 10; question++) {
                assertThat(all.of(LEAF, ISSUER.certificate(), NOW)).isEqualTo(new Status.Good());
              }
            });

    assertThat(allocated).isLessThan(256L * 1024 * 1024);
  }

  @Test
  void fetchesTheOthersWhateverOneSourceDoes() {
    URI broken = URI.create("http://broken.example/list");
    URI sound = URI.create("http://sound.example/list");
    RevocationUpdates updates =
        new RevocationUpdates(
            cache,
            List.of(
                new RevocationUpdates.Source.ListAt(broken, ROOT.certificate()),
                new RevocationUpdates.Source.ListAt(sound, ISSUER.certificate())),
            (location, _) -> {
              if (location.equals(broken)) {
                throw new IllegalStateException("broken");
              }
              return IssuedLists.list(ISSUER, NOW);
            });

    assertThat(updates.fetch())
        .extracting(RevocationUpdates.Report::problem)
        .containsExactly("fails: IllegalStateException", "");
  }

  private static final URI LIST_AT = URI.create("http://issuer.example/list");
  private static final URI RESPONDER_AT = URI.create("http://issuer.example/ocsp");
  private static final URI AWAY = URI.create("http://away.example/list");

  private static byte[] answer(URI location, byte[] request) throws IOException {
    if (location.equals(AWAY)) {
      throw new IOException("away");
    }
    if (location.equals(LIST_AT)) {
      return IssuedLists.list(ISSUER, NOW);
    }
    assertThat(new OCSPReq(request).getRequestList()[0].getCertID().getSerialNumber())
        .isEqualTo(LEAF.getSerialNumber());
    return response(ISSUER, NOW, CertificateStatus.GOOD);
  }

  @Test
  void fetchesAheadAndKeepsWhatItHasWhenASourceIsAway() {
    List<RevocationUpdates.Source> sources =
        List.of(
            new RevocationUpdates.Source.ListAt(LIST_AT, ISSUER.certificate()),
            new RevocationUpdates.Source.ResponderAt(RESPONDER_AT, LEAF, ISSUER.certificate()),
            new RevocationUpdates.Source.ListAt(AWAY, ROOT.certificate()));

    assertThat(new RevocationUpdates(cache, sources, RevocationTest::answer).fetch())
        .extracting(RevocationUpdates.Report::problem)
        .containsExactly("", "", "cannot be reached: IOException");
    assertThat(cache.held()).hasSize(2);
  }

  @Test
  void forgetsWhatIsAboutNothingThatLives() {
    TestAuthority lasting = lasting();
    addFreshLists();
    add(response(ISSUER, NOW, CertificateStatus.GOOD));
    cache.addList(IssuedLists.list(lasting, NOW), lasting.certificate());
    now.set(LEAF.getNotAfter().toInstant());
    cache.addList(IssuedLists.list(lasting, now.get().minus(DAY)), lasting.certificate());
    assertThat(cache.held()).as("expired, and about what lives").hasSize(4);

    now.set(now.get().plusSeconds(1));
    cache.addList(IssuedLists.list(lasting, now.get().minus(DAY)), lasting.certificate());
    assertThat(cache.held())
        .extracting(RevocationCache.Held::subject)
        .containsExactly("CN=Lasting Root");

    now.set(now.get().plus(Duration.ofDays(4)));
    cache.addList(new byte[] {1}, lasting.certificate());
    assertThat(cache.held()).extracting(RevocationCache.Held::age).containsExactly(Age.EXPIRED);
  }

  @Test
  void forgetsNothingWithinItsGrace() {
    now.set(LEAF.getNotAfter().toInstant());
    add(response(ISSUER, now.get(), CertificateStatus.GOOD));
    now.set(now.get().plus(DAY).plus(Duration.ofDays(2)));
    TestAuthority lasting = lasting();
    cache.addList(IssuedLists.list(lasting, now.get()), lasting.certificate());
    assertThat(cache.held()).hasSize(2);

    now.set(now.get().plusSeconds(1));
    cache.addList(IssuedLists.list(lasting, now.get()), lasting.certificate());
    assertThat(cache.held()).hasSize(1);
  }

  /** A root that lives for ten years. */
  private static TestAuthority lasting() {
    return TestAuthority.root("Lasting Root", Kind.P256, NOW.plus(Duration.ofDays(3650)));
  }

  @Test
  void warnsOfTheEndInTime() {
    Instant end = LEAF.getNotAfter().toInstant();

    assertThat(CertificateExpiry.of(LEAF, end.minus(Duration.ofDays(91)))).isEmpty();
    assertThat(
            List.of(90, 61, 60, 31, 30, 8, 7, 1).stream()
                .map(days -> CertificateExpiry.of(LEAF, end.minus(Duration.ofDays(days))))
                .map(warning -> warning.orElseThrow().nearness().name()))
        .containsExactly(
            "WITHIN_90_DAYS",
            "WITHIN_90_DAYS",
            "WITHIN_60_DAYS",
            "WITHIN_60_DAYS",
            "WITHIN_30_DAYS",
            "WITHIN_30_DAYS",
            "WITHIN_7_DAYS",
            "WITHIN_7_DAYS");
    assertThat(CertificateExpiry.of(PARTY.chain(), end.plusSeconds(1)))
        .extracting(CertificateExpiry.Warning::nearness)
        .containsOnly(CertificateExpiry.Nearness.EXPIRED);
  }
}
