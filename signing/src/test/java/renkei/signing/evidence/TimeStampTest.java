package renkei.signing.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.signing.AlgorithmTable;
import renkei.signing.ExternalTool;
import renkei.signing.Pem;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.evidence.TimeStampQueue.Admission;
import renkei.signing.evidence.TimeStampQueue.Outcome;
import renkei.signing.evidence.TimeStampQueue.Phase;
import renkei.signing.evidence.TimeStampQueue.StampedEvidence;
import renkei.signing.evidence.TimeStamping.Away;
import renkei.signing.evidence.TimeStamping.Stamped;
import renkei.signing.evidence.TimeStamping.Unusable;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.signing.trust.CertificateTrust;

class TimeStampTest {

  private static final SigningIdentity STAMPER =
      Samples.ISSUER.identity("Time Stamper", Kind.P256, Usage.TIME_STAMPING);
  private static final byte[] HASH = DigestAlgorithm.SHA256.create().digest(new byte[] {1});

  @TempDir private Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(TestAuthority.NOW);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

  private static TimeStampAuthority authority(TimeStampAuthority.Exchange exchange) {
    return new TimeStampAuthority(Samples.TRUST, exchange, Samples.CLOCK);
  }

  /** Answers as an authority does. */
  private static byte[] answer(byte[] request, SigningIdentity stamper) throws IOException {
    return answer(request, stamper, "SHA256withECDSA");
  }

  private static byte[] answer(byte[] request, SigningIdentity stamper, String signature)
      throws IOException {
    return answer(request, stamper, signature, TestAuthority.NOW);
  }

  /** Answers as an authority does at an instant. */
  static byte[] answer(byte[] request, SigningIdentity stamper, String signature, Instant time)
      throws IOException {
    try {
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build(signature, Unchecked.key(stamper), stamper.certificate()),
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
              new ASN1ObjectIdentifier("1.2.3.4"));
      tokens.addCertificates(new JcaCertStore(stamper.chain()));
      return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
          .generate(new TimeStampRequest(request), BigInteger.ONE, Date.from(time))
          .getEncoded();
    } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TimeStamp stamp() {
    return switch (authority(request -> answer(request, STAMPER)).stamp(HASH)) {
      case Stamped(TimeStamp stamp) -> stamp;
      case Away(String reason) -> throw new AssertionError(reason);
      case Unusable(String reason) -> throw new AssertionError(reason);
    };
  }

  private static TimeStamping check(byte[] token, byte[] hash) {
    return authority(_ -> new byte[0]).check(token, hash);
  }

  @Test
  void stampsAndChecksLater() {
    TimeStamp stamp = stamp();

    assertThat(stamp.time()).isEqualTo(TestAuthority.NOW);
    assertThat(check(stamp.token(), HASH)).isEqualTo(new Stamped(stamp));
    assertThat(check(stamp.token(), new byte[32])).isInstanceOf(Unusable.class);
  }

  @Test
  void opensslVerifiesATimeStamp() throws IOException, GeneralSecurityException {
    ExternalTool openssl = ExternalTool.orSkip("openssl");
    Files.write(folder.resolve("token.der"), stamp().token());
    Files.write(folder.resolve("data.bin"), new byte[] {1});
    Pem.certificate(folder, "root.pem", Samples.ROOT.certificate());
    String arguments =
        "ts -verify -data data.bin -in token.der -token_in -CAfile root.pem -attime "
            + TestAuthority.NOW.getEpochSecond();

    ExternalTool.Run run = openssl.run(folder, (Object[]) arguments.split(" ", -1));

    assertThat(run.output()).contains("Verification: OK");
  }

  @Test
  void refusesTokensOfOthers() {
    SigningIdentity stranger =
        TestAuthority.root("Else").identity("Stranger", Kind.P256, Usage.TIME_STAMPING);

    assertThat(authority(request -> answer(request, stranger)).stamp(HASH))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void refusesEveryChangeOfATokenOrTellsItsOwnTime() {
    byte[] token = stamp().token();
    for (int i = 0; i < token.length; i += 7) {
      byte[] changed = token.clone();
      changed[i] ^= 1;
      assertThat(check(changed, HASH)).isNotInstanceOf(Away.class);
      if (check(changed, HASH) instanceof Stamped(TimeStamp stamp)) {
        assertThat(stamp.time()).as("unsigned parts only").isEqualTo(TestAuthority.NOW);
      }
    }
  }

  @Test
  void refusesRubbish() {
    assertThat(check(new byte[] {48, 0}, HASH)).isInstanceOf(Unusable.class);
  }

  @Test
  void refusesAnAnswerToAnEarlierRequest() {
    AtomicReference<byte[]> first = new AtomicReference<>(new byte[0]);
    TimeStampAuthority replaying =
        authority(
            request -> {
              if (first.get().length == 0) {
                first.set(answer(request, STAMPER));
              }
              return first.get();
            });

    assertThat(replaying.stamp(HASH)).isInstanceOf(Stamped.class);
    assertThat(replaying.stamp(HASH)).as("another nonce").isInstanceOf(Unusable.class);
  }

  /** A token whose signer states both algorithms as they are given. */
  private static byte[] token(Kind kind, String signature, ASN1ObjectIdentifier digest)
      throws IOException, TSPException, OperatorCreationException, GeneralSecurityException {
    SigningIdentity stamper = Samples.ISSUER.identity("Stamper", kind, Usage.TIME_STAMPING);
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new SignerInfoGeneratorBuilder(digests, algorithm -> algorithm)
                .setContentDigest(new AlgorithmIdentifier(digest))
                .build(
                    new JcaContentSignerBuilder(signature)
                        .setProvider(CryptoProviders.bouncyCastle())
                        .build(Unchecked.key(stamper)),
                    new JcaX509CertificateHolder(stamper.certificate())),
            digests.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
            new ASN1ObjectIdentifier("1.2.3.4"));
    tokens.addCertificates(new JcaCertStore(stamper.chain()));
    TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    return tokens
        .generate(
            requests.generate(TSPAlgorithms.SHA256, HASH),
            BigInteger.ONE,
            Date.from(TestAuthority.NOW))
        .getEncoded();
  }

  @ParameterizedTest
  @CsvSource({
    "P256, SHA256withECDSA",
    "P256, SHA384withECDSA",
    "RSA3072, SHA256withRSA",
    "RSA3072, SHA256withRSAandMGF1"
  })
  void acceptsSignaturesOverAcceptedDigests(Kind kind, String signature)
      throws IOException, TSPException, OperatorCreationException, GeneralSecurityException {
    assertThat(check(token(kind, signature, TSPAlgorithms.SHA256), HASH))
        .isInstanceOf(Stamped.class);
  }

  /** The signature's own digest is the one by which it is verified. */
  @ParameterizedTest
  @CsvSource({
    "P256, SHA1withECDSA",
    "P256, SHA224withECDSA",
    "RSA3072, SHA1withRSA",
    "RSA3072, SHA1withRSAandMGF1"
  })
  void refusesAWeakDigestInTheSignatureAlgorithm(Kind kind, String signature)
      throws IOException, TSPException, OperatorCreationException, GeneralSecurityException {
    assertThat(check(token(kind, signature, TSPAlgorithms.SHA256), HASH))
        .isEqualTo(new Unusable("token is signed by an algorithm that is not accepted"));
  }

  @ParameterizedTest
  @CsvSource({"P256, SHA256withECDSA", "RSA3072, SHA256withRSA"})
  void refusesAWeakDigestBesideAnAcceptedSignatureAlgorithm(Kind kind, String signature)
      throws IOException, TSPException, OperatorCreationException, GeneralSecurityException {
    for (ASN1ObjectIdentifier weak : List.of(TSPAlgorithms.SHA1, TSPAlgorithms.SHA224)) {
      assertThat(check(token(kind, signature, weak), HASH))
          .isEqualTo(new Unusable("token is signed over a digest that is not accepted"));
    }
  }

  /** Plain RSA names no digest of its own: the digest field's is the one. */
  @ParameterizedTest
  @CsvSource({"SHA256withRSA, true", "SHA384withRSA, true", "SHA1withRSA, false"})
  void judgesPlainRsaByTheDigestField(String signature, boolean accepted) {
    SigningIdentity stamper = Samples.ISSUER.identity("Stamper", Kind.RSA3072, Usage.TIME_STAMPING);

    assertThat(authority(request -> answer(request, stamper, signature)).stamp(HASH))
        .isInstanceOf(accepted ? Stamped.class : Unusable.class);
  }

  private static List<StampedEvidence> stamped(TimeStampQueue queue) {
    return switch (queue.stampWaiting()) {
      case Outcome.AllStamped(List<StampedEvidence> evidence) -> evidence;
      case Outcome.StillWaiting(String reason) -> throw new AssertionError(reason);
    };
  }

  private TimeStampQueue withHundredWaiting() {
    TimeStampQueue queue = queueBefore(new AtomicBoolean(false));
    for (int i = 0; i < 100; i++) {
      assertThat(queue.add(("head " + i).getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(Admission.TAKEN);
    }
    return queue;
  }

  @Test
  void stampsEverythingThatWaitsByOneToken() {
    TimeStampQueue queue = withHundredWaiting();

    assertThat(stamped(queue))
        .hasSize(100)
        .allMatch(evidence -> checker().check(evidence) instanceof Stamped);
    assertThat(queue.state().phase()).isEqualTo(Phase.CURRENT);
  }

  @Test
  void refusesWhatWasNotStampedByThatToken() {
    StampedEvidence last = stamped(withHundredWaiting()).getLast();
    StampedEvidence rootOfItsOwn =
        new StampedEvidence(HASH, last.stamp(), MerkleTree.leafHash(HASH), 1, 0, List.of());

    assertThat(
            Stream.of(
                with(last, HASH, last.root()), with(last, last.evidence(), HASH), rootOfItsOwn))
        .allMatch(evidence -> checker().check(evidence) instanceof Unusable);
  }

  private static TimeStampAuthority checker() {
    return authority(_ -> new byte[0]);
  }

  private static StampedEvidence with(StampedEvidence stamped, byte[] evidence, byte[] root) {
    return new StampedEvidence(
        evidence, stamped.stamp(), root, stamped.size(), stamped.index(), stamped.path());
  }

  @Test
  void tellsAMalformedAnswerFromAnAuthorityThatIsAway() {
    assertThat(
            authority(
                    _ -> {
                      throw new IOException("away");
                    })
                .stamp(HASH))
        .isInstanceOf(Away.class);
    for (byte[] answer : List.of(new byte[0], new byte[] {48, 5, 1}, new byte[200])) {
      assertThat(authority(_ -> answer).stamp(HASH)).isInstanceOf(Unusable.class);
    }
  }

  @Test
  void doesNotReadAnAnswerBeyondItsBound() {
    assertThat(authority(_ -> new byte[68 * 1024 + 1]).stamp(HASH))
        .isEqualTo(new Unusable("an answer has at most 68 KiB"));
  }

  @Test
  void believesATokenAsLongAsTheTableBelievesItsAlgorithm() {
    byte[] token = stamp().token();
    AlgorithmTable table =
        AlgorithmTable.parse(SignatureAlgorithm.ECDSA_P256_SHA256.uri() + " 2026-07-01 2027-07-01");
    for (String day : List.of("2027-06-30", "2027-07-01")) {
      Clock looking = Clock.fixed(Instant.parse(day + "T00:00:00Z"), ZoneOffset.UTC);
      assertThat(
              new TimeStampAuthority(Samples.TRUST, _ -> new byte[0], table, looking)
                  .check(token, HASH))
          .isInstanceOf(day.equals("2027-06-30") ? Stamped.class : Unusable.class);
    }
  }

  @Test
  void takesTokensByMlDsaUnderMlDsa() {
    TestAuthority root = TestAuthority.root("Lattice Root", Kind.ML_DSA_65);
    SigningIdentity stamper =
        root.subordinate("Lattice Issuer", Kind.ML_DSA_65)
            .identity("Lattice Stamper", Kind.ML_DSA_65, Usage.TIME_STAMPING);
    TimeStampAuthority lattice =
        new TimeStampAuthority(
            CertificateTrust.anchoredAt(root.anchors(), Samples.CLOCK),
            request -> answer(request, stamper, "ML-DSA-65"),
            Samples.CLOCK);

    assertThat(lattice.stamp(HASH)).isInstanceOf(Stamped.class);
  }

  @Test
  void refusesTokensFromTheFuture() {
    byte[] token = stamp().token();
    for (int behind : new int[] {60, 61}) {
      Clock slow = Clock.fixed(TestAuthority.NOW.minusSeconds(behind), ZoneOffset.UTC);
      TimeStamping checked =
          new TimeStampAuthority(Samples.TRUST, _ -> new byte[0], slow).check(token, HASH);
      assertThat(checked instanceof Stamped).isEqualTo(behind == 60);
    }
  }

  /** A queue with a grace of an hour before an authority that is away while it is said so. */
  private TimeStampQueue queueBefore(AtomicBoolean away) {
    return new TimeStampQueue(
        authority(
            request -> {
              if (away.get()) {
                throw new IOException("away");
              }
              return answer(request, STAMPER);
            }),
        Duration.ofHours(1),
        clock);
  }

  @Test
  void takesNothingNewWhileFullOrOverdue() {
    AtomicBoolean away = new AtomicBoolean(true);
    TimeStampQueue queue = queueBefore(away);
    for (int i = 0; i < TimeStampQueue.MOST_WAITING; i++) {
      assertThat(queue.add(HASH)).isEqualTo(Admission.TAKEN);
    }
    assertThat(queue.add(HASH)).isEqualTo(Admission.FULL);
    now.set(TestAuthority.NOW.plus(Duration.ofHours(1)).plusSeconds(1));
    assertThat(queue.add(HASH)).isEqualTo(Admission.OVERDUE);
    assertThat(queue.stampWaiting()).isInstanceOf(Outcome.StillWaiting.class);
    away.set(false);

    assertThat(queue.stampWaiting())
        .isInstanceOfSatisfying(
            Outcome.AllStamped.class,
            all -> assertThat(all.evidence()).hasSize(TimeStampQueue.MOST_WAITING));
    assertThat(queue.add(HASH)).isEqualTo(Admission.TAKEN);
  }

  @Test
  void goesOnWaitingWhileTheAuthorityIsAwayAndSaysSo() {
    AtomicBoolean away = new AtomicBoolean(true);
    TimeStampQueue queue = queueBefore(away);
    assertThat(queue.add(HASH)).isEqualTo(Admission.TAKEN);

    assertThat(queue.stampWaiting()).isInstanceOf(Outcome.StillWaiting.class);
    assertThat(queue.state()).isEqualTo(new TimeStampQueue.State(Phase.WAITING, 1, Duration.ZERO));
    now.set(TestAuthority.NOW.plus(Duration.ofHours(2)));
    assertThat(queue.state().phase()).isEqualTo(Phase.OVERDUE);
    away.set(false);
    assertThat(queue.stampWaiting())
        .isInstanceOfSatisfying(
            Outcome.AllStamped.class, all -> assertThat(all.evidence()).hasSize(1));
    assertThat(List.of(queue.state()))
        .containsExactly(new TimeStampQueue.State(Phase.CURRENT, 0, Duration.ZERO));
  }
}
