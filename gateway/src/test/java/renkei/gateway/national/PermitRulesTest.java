package renkei.gateway.national;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.PENSION;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.MessageContents;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.contract.VerifiedMessage;
import renkei.gateway.testing.Parties;
import renkei.signing.trust.CertificateTrust;

/** To whose keys a provider seals: never to one that only the core vouches for. */
class PermitRulesTest {

  private static final Parties PARTIES = Parties.shared();
  private static final CertificateTrust BLIND =
      (chain, _) -> new CertificateTrust.Trust.Trusted(chain.getFirst());

  private final Instant now = Clock.systemUTC().instant();
  private final PermitRules rules =
      new PermitRules(Parties.DIRECTORY, PARTIES.trust(), Set.of("agencies"));

  private static MessageContents.Asked asked(List<X509Certificate> sealing) {
    Element message =
        new Composer(Clock.systemUTC()).permittedInquiry(PENSION, KITA_AGENCY, sealing);
    SignedMessages messages = NationalBench.messagesOf(PARTIES.tenants());
    return (MessageContents.Asked) VerifiedMessage.of(message).contents(messages);
  }

  @Test
  void takesAPathThatLeadsToAnAnchorOfItsOwn() {
    List<X509Certificate> chain = PARTIES.agency(PENSION).chain();

    assertThat(rules.broken(asked(chain), KITA_AGENCY, now)).isEmpty();
    assertThat(chain).hasSizeGreaterThan(1);
  }

  @Test
  void refusesACertificateWithoutItsPath() {
    List<X509Certificate> leaf = List.of(PARTIES.agency(PENSION).certificate());

    assertThat(rules.broken(asked(leaf), KITA_AGENCY, now))
        .hasValueSatisfying(broken -> assertThat(broken.because()).contains("not trusted"));
  }

  @Test
  void refusesWhatStrangersMadeInTheInquirersName() {
    List<X509Certificate> made = Parties.strangers().agency(PENSION).chain();

    assertThat(rules.broken(asked(made), KITA_AGENCY, now))
        .hasValueSatisfying(broken -> assertThat(broken.because()).contains("not trusted"));
  }

  @Test
  void refusesAnExpiredPath() {
    List<X509Certificate> chain = PARTIES.agency(PENSION).chain();

    assertThat(rules.broken(asked(chain), KITA_AGENCY, now.plus(Duration.ofDays(36_500))))
        .hasValueSatisfying(broken -> assertThat(broken.because()).contains("not trusted"));
  }

  @Test
  void refusesKeysOfAnotherKindOrForAnotherUseEvenIfTrusted() throws Exception {
    PermitRules blind = new PermitRules(Parties.DIRECTORY, BLIND, Set.of("agencies"));
    List<X509Certificate> rsa = List.of(selfMade("RSA", 2048, KeyUsage.keyAgreement));
    List<X509Certificate> signsOnly = List.of(selfMade("EC", 256, KeyUsage.digitalSignature));

    assertThat(blind.broken(asked(rsa), KITA_AGENCY, now))
        .hasValueSatisfying(broken -> assertThat(broken.because()).contains("EC"));
    assertThat(blind.broken(asked(signsOnly), KITA_AGENCY, now))
        .hasValueSatisfying(broken -> assertThat(broken.because()).contains("key agreement"));
    assertThat(
            blind.broken(
                asked(List.of(selfMade("EC", 256, KeyUsage.keyAgreement))), KITA_AGENCY, now))
        .isEmpty();
  }

  private X509Certificate selfMade(String algorithm, int bits, int usage) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=Self-made");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(600)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName(
                GeneralName.uniformResourceIdentifier, PartyNames.of(PENSION).toString())));
    var signer =
        new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
            .build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
