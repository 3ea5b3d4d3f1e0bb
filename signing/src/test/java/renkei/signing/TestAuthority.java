package renkei.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import renkei.signing.algorithm.CryptoProviders;

/** Issues certificates for tests: a root, or what is under one. */
public final class TestAuthority {

  /** The instant tests happen at. */
  public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static final Instant FROM = NOW.minus(Duration.ofDays(30));

  /** The end of what is issued here, past the days on which the standard table is tried. */
  public static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

  private static final AtomicLong SERIAL = new AtomicLong(1);

  private static final Map<Kind, KeyPair> RSA = new ConcurrentHashMap<>();

  private final KeyPair keys;
  private final X500Name name;
  private final List<X509Certificate> chain;
  private final String algorithm;

  /** The end of what it issues unless somebody asks for another. */
  private final Instant until;

  private TestAuthority(
      KeyPair keys, X500Name name, List<X509Certificate> chain, String algorithm, Instant until) {
    this.keys = keys;
    this.name = name;
    this.chain = chain;
    this.algorithm = algorithm;
    this.until = until;
  }

  public static TestAuthority root(String name) {
    return root(name, Kind.P256);
  }

  public static TestAuthority root(String name, Kind kind) {
    return root(name, kind, END);
  }

  public static TestAuthority root(String name, Kind kind, Instant until) {
    KeyPair keys = kind.keys();
    X500Name subject = new X500Name("CN=" + name);
    TestAuthority unsigned = new TestAuthority(keys, subject, List.of(), kind.signature, until);
    Request request = new Request(subject, keys, Usage.AUTHORITY, FROM, until);
    return new TestAuthority(
        keys, subject, List.of(unsigned.issue(request)), kind.signature, until);
  }

  public TestAuthority subordinate(String subordinate) {
    return subordinate(subordinate, Kind.P256);
  }

  public TestAuthority subordinate(String subordinate, Kind kind) {
    KeyPair subordinateKeys = kind.keys();
    X500Name subject = new X500Name("CN=" + subordinate);
    return new TestAuthority(
        subordinateKeys,
        subject,
        chainOf(new Request(subject, subordinateKeys, Usage.AUTHORITY, FROM, until)),
        kind.signature,
        until);
  }

  /** The same authority, signing by another algorithm. */
  public TestAuthority by(String otherAlgorithm) {
    return new TestAuthority(keys, name, chain, otherAlgorithm, until);
  }

  public SigningIdentity identity(String holder) {
    return identity(holder, Kind.P256);
  }

  public SigningIdentity identity(String holder, Kind kind) {
    return identity(holder, kind, Usage.PARTY);
  }

  public SigningIdentity identity(String holder, Kind kind, Usage usage) {
    KeyPair holderKeys = kind.keys();
    Request request = new Request(new X500Name("CN=" + holder), holderKeys, usage, FROM, until);
    return SigningIdentity.of(holderKeys.getPrivate(), chainOf(request));
  }

  public List<X509Certificate> chainOf(Request request) {
    List<X509Certificate> below = new ArrayList<>();
    below.add(issue(request));
    below.addAll(chain);
    return below;
  }

  public ContentSigner signer() throws OperatorCreationException {
    return new JcaContentSignerBuilder(algorithm)
        .setProvider(
            algorithm.equals("ML-DSA-65") || algorithm.equals("ML-DSA-44")
                ? Security.getProvider("SUN")
                : CryptoProviders.bouncyCastle())
        .build(keys.getPrivate());
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  public KeyPair keys() {
    return keys;
  }

  public Set<X509Certificate> anchors() {
    return Set.of(chain.getLast());
  }

  /** What a certificate is for. */
  public enum Usage {
    AUTHORITY,
    PARTY,
    AGREEMENT_ONLY,
    SIGNING_ONLY,
    TIME_STAMPING,
    STATUS_SIGNING,
    STATUS_SIGNING_TO_BE_CHECKED,
    NAMELESS
  }

  /** What is asked of an authority. */
  public record Request(X500Name subject, KeyPair keys, Usage usage, Instant from, Instant until) {
    public Request(X500Name subject, KeyPair keys, Usage usage) {
      this(subject, keys, usage, FROM, END);
    }
  }

  /** Kinds of keys. */
  public enum Kind {
    P256("EC", "secp256r1", "SHA256withECDSA"),
    P384("EC", "secp384r1", "SHA384withECDSA"),
    P521("EC", "secp521r1", "SHA512withECDSA"),
    RSA1024("RSA", "1024", "SHA256withRSA"),
    RSA2048("RSA", "2048", "SHA256withRSA"),
    RSA3072("RSA", "3072", "SHA256withRSA"),
    ED25519("Ed25519", "", "Ed25519"),
    ML_DSA_44("ML-DSA-44", "", "ML-DSA-44"),
    ML_DSA_65("ML-DSA-65", "", "ML-DSA-65");

    private final String algorithm;
    private final String parameter;
    private final String signature;

    Kind(String algorithm, String parameter, String signature) {
      this.algorithm = algorithm;
      this.parameter = parameter;
      this.signature = signature;
    }

    /** A fresh pair; for RSA, whose keys take long to find, the same one for the whole run. */
    public KeyPair keys() {
      return algorithm.equals("RSA") ? RSA.computeIfAbsent(this, Kind::fresh) : fresh();
    }

    private KeyPair fresh() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        switch (algorithm) {
          case "EC" -> generator.initialize(new ECGenParameterSpec(parameter));
          case "RSA" -> generator.initialize(Integer.parseInt(parameter));
          default -> {}
        }
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private X509Certificate issue(Request request) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(SERIAL.incrementAndGet())
                  .shiftLeft(64)
                  .add(new BigInteger(63, new SecureRandom())),
              Date.from(request.from()),
              Date.from(request.until()),
              request.subject(),
              request.keys().getPublic());
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(keys.getPublic()));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(request.keys().getPublic()));
      addExtensions(builder, request.usage());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addExtensions(JcaX509v3CertificateBuilder builder, Usage usage)
      throws CertIOException {
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(usage == Usage.AUTHORITY));
    int bits =
        switch (usage) {
          case AUTHORITY -> KeyUsage.keyCertSign | KeyUsage.cRLSign;
          case PARTY -> KeyUsage.digitalSignature | KeyUsage.keyAgreement;
          case AGREEMENT_ONLY -> KeyUsage.keyAgreement;
          case SIGNING_ONLY,
              TIME_STAMPING,
              STATUS_SIGNING,
              STATUS_SIGNING_TO_BE_CHECKED,
              NAMELESS ->
              KeyUsage.digitalSignature;
        };
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
    if (usage == Usage.TIME_STAMPING) {
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
    }
    if (usage == Usage.STATUS_SIGNING || usage == Usage.STATUS_SIGNING_TO_BE_CHECKED) {
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
    }
    if (usage == Usage.STATUS_SIGNING) {
      builder.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
    }
    if (usage == Usage.PARTY) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.uniformResourceIdentifier, "urn:example:party"),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
    }
  }
}
