package renkei.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.signing.Certificates;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Request;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.algorithm.SignatureAlgorithm;
import renkei.signing.trust.CertificateTrust.Trust;
import renkei.signing.xml.Verification.Reason;
import renkei.signing.xml.Verification.Rejected;

class CertificateTrustTest {

  private static CertificateTrust at(TestAuthority root) {
    return CertificateTrust.anchoredAt(root.anchors(), Samples.CLOCK);
  }

  private static Trust check(TestAuthority root, List<X509Certificate> chain) {
    return at(root).check(chain, TestAuthority.NOW);
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getEncoder().encodeToString(Certificates.encoded(certificate));
  }

  @Test
  void trustsPartiesUnderEachOfTwoAnchorsAndUnderNoThird() {
    TestAuthority one = TestAuthority.root("One");
    TestAuthority other = TestAuthority.root("Other");
    CertificateTrust trust =
        CertificateTrust.anchoredAt(Set.of(one.certificate(), other.certificate()), Samples.CLOCK);

    for (TestAuthority root : List.of(one, other)) {
      SigningIdentity party = root.subordinate("Issuer").identity("Party");
      assertThat(trust.check(party.chain(), TestAuthority.NOW))
          .isEqualTo(new Trust.Trusted(party.certificate()));
    }
    for (String third : List.of("Third", "One", "Other")) {
      SigningIdentity party = TestAuthority.root(third).subordinate("Issuer").identity("Party");
      assertThat(trust.check(party.chain(), TestAuthority.NOW))
          .as("a root of its own, named %s", third)
          .isInstanceOf(Trust.Untrusted.class);
    }
  }

  @Test
  void trustsAPathThatIsMlDsaFromRootToLeaf() {
    TestAuthority root = TestAuthority.root("Lattice Root", Kind.ML_DSA_65);
    SigningIdentity party =
        root.subordinate("Lattice Issuer", Kind.ML_DSA_65).identity("Party", Kind.ML_DSA_65);

    assertThat(check(root, party.chain())).isEqualTo(new Trust.Trusted(party.certificate()));
    assertThat(check(TestAuthority.root("Lattice Root", Kind.ML_DSA_65), party.chain()))
        .as("another root of that name")
        .isInstanceOf(Trust.Untrusted.class);
  }

  @Test
  void trustsMlDsaPartiesUnderAClassicalIssuer() {
    SigningIdentity party = Samples.ISSUER.identity("Party", Kind.ML_DSA_65);

    assertThat(check(Samples.ROOT, party.chain()))
        .isEqualTo(new Trust.Trusted(party.certificate()));
  }

  @Test
  void refusesOtherLatticeKeys() {
    List<X509Certificate> chain =
        Samples.ISSUER.chainOf(
            new Request(new X500Name("CN=Small"), Kind.ML_DSA_44.keys(), Usage.PARTY));

    assertThat(check(Samples.ROOT, chain)).isInstanceOf(Trust.Untrusted.class);
    TestAuthority root = TestAuthority.root("Small Root", Kind.ML_DSA_44);
    assertThat(check(root, root.identity("Party").chain())).isInstanceOf(Trust.Untrusted.class);
  }

  @Test
  void refusesMlDsaInXmlSignaturesAllTheSame() {
    SigningIdentity lattice = Samples.ISSUER.identity("Party", Kind.ML_DSA_65);
    String leaf = base64(lattice.certificate());
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    String forged = signed.replaceFirst("<ds:X509Certificate>[^<]*", "<ds:X509Certificate>" + leaf);

    assertThat(forged).isNotEqualTo(signed);
    assertThat(Samples.verify(forged)).isEqualTo(new Rejected(Reason.ALGORITHM));
    assertThat(
            Samples.verify(
                forged.replace(
                    SignatureAlgorithm.ECDSA_P256_SHA256.uri(),
                    SignatureAlgorithm.ML_DSA_65.uri())))
        .isEqualTo(new Rejected(Reason.ALGORITHM));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withECDSA", "SHA224withECDSA"})
  void refusesWeakHashesAnywhereBelowTheAnchor(String weak) {
    SigningIdentity leaf = Samples.ISSUER.by(weak).identity("Weak");
    assertThat(check(Samples.ROOT, leaf.chain())).isInstanceOf(Trust.Untrusted.class);

    SigningIdentity underWeak = Samples.ROOT.by(weak).subordinate("Weak Issuer").identity("Party");
    assertThat(check(Samples.ROOT, underWeak.chain())).isInstanceOf(Trust.Untrusted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withRSA", "SHA1withRSAandMGF1"})
  void refusesWeakHashesWithRsaToo(String weak) {
    TestAuthority root = TestAuthority.root("Rsa Root", Kind.RSA3072);

    assertThat(check(root, root.by(weak).identity("Weak").chain()))
        .isInstanceOf(Trust.Untrusted.class);
    SigningIdentity strong = root.by("SHA256withRSAandMGF1").identity("Strong");
    assertThat(check(root, strong.chain())).isEqualTo(new Trust.Trusted(strong.certificate()));
  }

  @Test
  void takesAnAnchorWhateverItIsSignedBy() {
    SigningIdentity party =
        Samples.ROOT.by("SHA1withECDSA").subordinate("Cross-signed").identity("Party");

    assertThat(
            CertificateTrust.anchoredAt(Set.of(party.chain().get(1)), Samples.CLOCK)
                .check(party.chain(), TestAuthority.NOW))
        .isEqualTo(new Trust.Trusted(party.certificate()));
  }

  @Test
  void showsOfANameWhatNoTerminalObeys() {
    String units = (",OU=" + "x".repeat(60)).repeat(5);
    SigningIdentity forger = Samples.ISSUER.identity("a\u001b[2K\rgenuine \u202e\u2028.");
    SigningIdentity talker = Samples.ISSUER.identity("Talker" + units);

    assertThat(CertificateNames.inShort(forger.certificate())).contains("a?[2K?genuine ??.");
    assertThat(CertificateNames.inShort(talker.certificate())).hasSize(203).endsWith("xx...");
  }

  /** A party's certificate by the test issuer with a name that nothing checked. */
  private static X509Certificate named(GeneralName name) throws Exception {
    KeyPair keys = Kind.P256.keys();
    var builder =
        new JcaX509v3CertificateBuilder(
            Samples.ISSUER.certificate(),
            BigInteger.TEN,
            Date.from(TestAuthority.NOW),
            Date.from(TestAuthority.NOW.plus(Duration.ofDays(1))),
            new X500Principal("CN=Long"),
            keys.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static X509Certificate withLongName(int kind) throws Exception {
    String labels = "a.".repeat(5_500) + "a";
    return named(new GeneralName(kind, kind == GeneralName.rfc822Name ? "a@" + labels : labels));
  }

  /** Rules of names run before any signature is checked: anybody can make such a certificate. */
  @ParameterizedTest
  @ValueSource(ints = {GeneralName.dNSName, GeneralName.rfc822Name})
  void findsNamesIllFormedThatAreLongerThanNamesCanBe(int kind) throws Exception {
    assertThat(NameRules.areAlternativeNamesWellFormed(withLongName(kind))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {GeneralName.dNSName, GeneralName.rfc822Name})
  void refusesNamesThatAreLongerThanNamesCanBe(int kind) throws Exception {
    List<X509Certificate> chain = new ArrayList<>(Samples.ALICE.chain());
    chain.set(0, withLongName(kind));

    assertThat(check(Samples.ISSUER, chain)).isInstanceOf(Trust.Untrusted.class);
  }

  /** A party whose signature's first number begins with a zero, since it would be negative else. */
  private static X509Certificate withLeadingZero(TestAuthority issuer) {
    X509Certificate certificate;
    byte[] value;
    do {
      certificate = issuer.identity("Party").certificate();
      value = certificate.getSignature();
    } while (value[5 + value[3]] != 33);
    return certificate;
  }

  private static X509Certificate withoutLeadingZero(X509Certificate certificate) throws Exception {
    byte[] value = certificate.getSignature();
    int zero = 6 + value[3];
    byte[] lacking = new byte[value.length - 1];
    System.arraycopy(value, 0, lacking, 0, zero);
    System.arraycopy(value, zero + 1, lacking, zero, lacking.length - zero);
    lacking[1]--;
    lacking[zero - 1]--;
    Certificate whole = Certificate.getInstance(Certificates.encoded(certificate));
    ASN1Encodable[] parts = {
      whole.getTBSCertificate(), whole.getSignatureAlgorithm(), new DERBitString(lacking)
    };
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
  }

  /** The JDK verifies such a value as if the zero were there. */
  @Test
  void refusesACertificateWhoseSignatureLacksAZero() throws Exception {
    TestAuthority root = TestAuthority.root("Exact Root");
    X509Certificate whole = withLeadingZero(root);
    assertThat(check(root, List.of(whole, root.certificate()))).isInstanceOf(Trust.Trusted.class);

    assertThat(check(root, List.of(withoutLeadingZero(whole), root.certificate())))
        .asInstanceOf(InstanceOfAssertFactories.type(Trust.Untrusted.class))
        .extracting(Trust.Untrusted::reason)
        .asString()
        .contains("DER");
  }
}
