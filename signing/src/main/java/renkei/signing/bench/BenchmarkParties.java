package renkei.signing.bench;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import renkei.signing.SigningIdentity;
import renkei.signing.trust.CertificateTrust;

/** A root, and one party under it on P-256; made anew for each run. */
record BenchmarkParties(SigningIdentity party, KeyPair keys, CertificateTrust trust) {

  static BenchmarkParties create(Clock clock) {
    try {
      KeyPair rootKeys = keyPair();
      KeyPair partyKeys = keyPair();
      X500Name rootName = new X500Name("CN=Benchmark Root");
      Instant now = clock.instant();
      X509Certificate root = issue(rootName, rootKeys, now, rootKeys, new BasicConstraints(0));
      X509Certificate leaf =
          issue(
              new X500Name("CN=Benchmark Party"),
              partyKeys,
              now,
              rootKeys,
              new BasicConstraints(false));
      return new BenchmarkParties(
          SigningIdentity.of(partyKeys.getPrivate(), List.of(leaf)),
          partyKeys,
          CertificateTrust.anchoredAt(Set.of(root), clock));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("cannot make the parties of the benchmark", e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate issue(
      X500Name subject, KeyPair keys, Instant now, KeyPair issuer, BasicConstraints constraints)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Benchmark Root"),
            BigInteger.valueOf(constraints.isCA() ? 1 : 2),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            subject,
            keys.getPublic());
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuer.getPublic()));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(keys.getPublic()));
    builder.addExtension(Extension.basicConstraints, true, constraints);
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(
            constraints.isCA()
                ? KeyUsage.keyCertSign
                : KeyUsage.digitalSignature | KeyUsage.keyAgreement));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }
}
