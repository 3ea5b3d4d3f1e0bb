package renkei.gateway.pki;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root and an issuing authority below it, with P-256 keys, that certify leaves (RFC 5280). */
final class Authority {

  private static final String ORGANISATION = ",O=Renkei demonstration,C=JP";
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(730);

  private final Provider provider = new BouncyCastleProvider();
  private final SecureRandom random;
  private final Set<InetAddress> addresses;
  private final Instant validFrom;
  private final Certified root;
  private final Certified issuing;

  /** A private key and the certificate of its public half; toString hides the key. */
  record Certified(PrivateKey key, X509Certificate certificate) {
    @Override
    public String toString() {
      return "Certified[" + certificate.getSubjectX500Principal() + "]";
    }
  }

  private Authority(Instant now, SecureRandom random, Set<InetAddress> addresses)
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    this.random = random;
    this.addresses = addresses;
    this.validFrom = now.minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    this.root = rootAuthority();
    this.issuing = issuingAuthority();
  }

  /**
   * A new authority.
   *
   * @param addresses at which its servers serve beside the usual ones of this machine
   */
  static Authority create(Instant now, SecureRandom random, Set<InetAddress> addresses) {
    return certified(
        "cannot make the demonstration authority", () -> new Authority(now, random, addresses));
  }

  /** A step of certification: what it throws is a fault of this program. */
  private interface Step<T> {
    T take() throws GeneralSecurityException, CertIOException, OperatorCreationException;
  }

  private static <T> T certified(String failure, Step<T> step) {
    try {
      return step.take();
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(failure, e);
    }
  }

  Certified root() {
    return root;
  }

  Certified issuing() {
    return issuing;
  }

  /**
   * Certifies a new key.
   *
   * @param uris who the holder is; others accept one name only
   * @param server whether the holder also serves TLS on this machine
   */
  Certified leaf(String commonName, List<URI> uris, boolean server) {
    return leaf(commonName, uris, server, LEAF_LIFE);
  }

  /** As {@link #leaf(String, List, boolean)}, for so long from an hour before now. */
  Certified leaf(String commonName, List<URI> uris, boolean server, Duration life) {
    return certified("cannot certify " + uris, () -> newLeaf(commonName, uris, server, life));
  }

  private Certified newLeaf(String commonName, List<URI> uris, boolean server, Duration life)
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    KeyPair pair = newPair();
    X509v3CertificateBuilder builder =
        builder(issuing.certificate(), "CN=" + commonName + ORGANISATION, pair, life);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(Extension.subjectAlternativeName, false, names(uris, server));
    return signed(builder, pair, issuing.key());
  }

  private GeneralNames names(List<URI> uris, boolean server) {
    List<GeneralName> names = new ArrayList<>();
    for (URI uri : uris) {
      names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString()));
    }
    if (server) {
      names.add(new GeneralName(GeneralName.dNSName, "localhost"));
      served().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private Set<String> served() {
    Set<String> served = new LinkedHashSet<>(List.of("127.0.0.1", "::1"));
    addresses.stream()
        .filter(address -> !address.isAnyLocalAddress())
        .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
        .map(address -> address.equals("0:0:0:0:0:0:0:1") ? "::1" : address)
        .forEach(served::add);
    return served;
  }

  private Certified rootAuthority()
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    KeyPair pair = newPair();
    X500Name name = new X500Name("CN=Renkei demonstration root" + ORGANISATION);
    var builder =
        new JcaX509v3CertificateBuilder(
            name, serial(), Date.from(validFrom), until(AUTHORITY_LIFE), name, pair.getPublic());
    return authority(builder, pair, pair.getPrivate(), 1);
  }

  private Certified issuingAuthority()
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    KeyPair pair = newPair();
    X509v3CertificateBuilder builder =
        builder(
            root.certificate(),
            "CN=Renkei demonstration issuing authority" + ORGANISATION,
            pair,
            AUTHORITY_LIFE);
    return authority(builder, pair, root.key(), 0);
  }

  private Certified authority(
      X509v3CertificateBuilder builder, KeyPair pair, PrivateKey signer, int authoritiesBelow)
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return signed(builder, pair, signer);
  }

  private X509v3CertificateBuilder builder(
      X509Certificate issuer, String subject, KeyPair pair, Duration life)
      throws GeneralSecurityException, CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
            serial(),
            Date.from(validFrom),
            until(life),
            new X500Name(subject),
            pair.getPublic());
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
    return builder;
  }

  private Certified signed(X509v3CertificateBuilder builder, KeyPair pair, PrivateKey signer)
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    var content =
        new JcaContentSignerBuilder("SHA256withECDSA").setProvider(provider).build(signer);
    return new Certified(
        pair.getPrivate(),
        new JcaX509CertificateConverter().getCertificate(builder.build(content)));
  }

  private KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private Date until(Duration life) {
    return Date.from(validFrom.plus(life));
  }

  /** 127 random bits: RFC 5280 section 4.1.2.2 wants a positive number of at most 20 octets. */
  private BigInteger serial() {
    return new BigInteger(126, random).setBit(126);
  }
}
