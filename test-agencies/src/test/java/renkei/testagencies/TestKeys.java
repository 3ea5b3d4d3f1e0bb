package renkei.testagencies;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import renkei.testagencies.core.Directory;
import renkei.testagencies.party.WorldKeys;

/** Makes a folder of keys like the platform's {@code pki/world}, for tests without a platform. */
public final class TestKeys {

  private static final String PASSWORD = "for tests only";

  private final BouncyCastleProvider provider = new BouncyCastleProvider();
  private final AtomicLong serial = new AtomicLong(1);
  private final KeyPair rootPair;
  private final X509Certificate root;

  private TestKeys() throws GeneralSecurityException, IOException {
    rootPair = pair();
    root = certificate("CN=Test root", rootPair, "CN=Test root", rootPair.getPrivate(), "");
  }

  /** One key store for every body of the directory, and for the backend of each municipality. */
  public static WorldKeys make(Path folder, Clock clock) throws IOException {
    try {
      TestKeys keys = new TestKeys();
      Files.writeString(ownersAlone(folder.resolve("password")), PASSWORD);
      KeyStore anchors = keys.empty();
      anchors.setCertificateEntry("root", keys.root);
      keys.save(anchors, folder.resolve("anchors.p12"));
      for (var agency : Directory.published().agencies().values()) {
        String code = agency.code().value();
        keys.leaf(folder.resolve("agency-" + code + ".p12"), "urn:renkei:agency:" + code);
        if (agency.tenant().isPresent()) {
          String tenant = agency.tenant().get().value();
          keys.leaf(
              folder.resolve("backend-" + tenant + ".p12"),
              "urn:renkei:tenant:" + tenant + ":backend");
        }
      }
      return WorldKeys.open(folder, clock);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void leaf(Path file, String uri) throws GeneralSecurityException, IOException {
    KeyPair pair = pair();
    X509Certificate leaf =
        certificate("CN=" + uri, pair, "CN=Test root", rootPair.getPrivate(), uri);
    KeyStore store = empty();
    store.setKeyEntry(
        "identity", pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {leaf, root});
    save(store, file);
  }

  private X509Certificate certificate(
      String subject, KeyPair pair, String issuer, PrivateKey issuerKey, String uri)
      throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(serial.getAndIncrement()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            new X500Name(subject),
            pair.getPublic());
    var identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(rootPair.getPublic()));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(pair.getPublic()));
    boolean authority = uri.isEmpty();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (authority) {
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } else {
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.uniformResourceIdentifier, uri),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
    }
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .setProvider(provider)
                      .build(issuerKey)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("P-256"));
    return generator.generateKeyPair();
  }

  private KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD.toCharArray());
    return store;
  }

  private void save(KeyStore store, Path file) throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(ownersAlone(file))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /** Secrets are taken from files that their owner alone may read. */
  private static Path ownersAlone(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
