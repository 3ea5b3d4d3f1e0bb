package renkei.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates for tests: a root, or what is under one. */
final class TestAuthority {

  /** The instant tests happen at. */
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair keys;
  private final X500Name name;
  private final List<X509Certificate> chain;

  private TestAuthority(KeyPair keys, X500Name name, List<X509Certificate> chain) {
    this.keys = keys;
    this.name = name;
    this.chain = chain;
  }

  static TestAuthority root(String name) {
    KeyPair keys = Kind.P256.keys();
    X500Name subject = new X500Name("CN=" + name);
    Request request = new Request(subject, keys, Usage.AUTHORITY);
    return new TestAuthority(keys, subject, List.of(issue(subject, keys, request)));
  }

  TestAuthority subordinate(String subordinate) {
    KeyPair subordinateKeys = Kind.P256.keys();
    X500Name subject = new X500Name("CN=" + subordinate);
    Request request = new Request(subject, subordinateKeys, Usage.AUTHORITY);
    List<X509Certificate> below = new ArrayList<>();
    below.add(issue(name, keys, request));
    below.addAll(chain);
    return new TestAuthority(subordinateKeys, subject, below);
  }

  SigningIdentity identity(String holder) {
    return identity(holder, Kind.P256);
  }

  SigningIdentity identity(String holder, Kind kind) {
    return identity(holder, kind, Usage.PARTY);
  }

  SigningIdentity identity(String holder, Kind kind, Usage usage) {
    KeyPair holderKeys = kind.keys();
    Request request = new Request(new X500Name("CN=" + holder), holderKeys, usage);
    return SigningIdentity.of(holderKeys.getPrivate(), chainOf(request));
  }

  List<X509Certificate> chainOf(Request request) {
    List<X509Certificate> below = new ArrayList<>();
    below.add(issue(name, keys, request));
    below.addAll(chain);
    return below;
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  KeyPair keys() {
    return keys;
  }

  Set<X509Certificate> anchors() {
    return Set.of(chain.getLast());
  }

  /** What a certificate is for. */
  enum Usage {
    AUTHORITY,
    PARTY,
    AGREEMENT_ONLY,
    TIME_STAMPING,
    NAMELESS
  }

  /** What is asked of an authority. */
  record Request(X500Name subject, KeyPair keys, Usage usage, Instant from, Instant until) {
    Request(X500Name subject, KeyPair keys, Usage usage) {
      this(subject, keys, usage, NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(300)));
    }
  }

  /** Kinds of keys. */
  enum Kind {
    P256("EC", "secp256r1"),
    P384("EC", "secp384r1"),
    P521("EC", "secp521r1"),
    RSA2048("RSA", "2048"),
    RSA3072("RSA", "3072"),
    ED25519("Ed25519", ""),
    ML_DSA_65("ML-DSA-65", "");

    private final String algorithm;
    private final String parameter;

    Kind(String algorithm, String parameter) {
      this.algorithm = algorithm;
      this.parameter = parameter;
    }

    KeyPair keys() {
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

  private static X509Certificate issue(X500Name issuer, KeyPair issuerKeys, Request request) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.incrementAndGet())
                  .shiftLeft(64)
                  .add(new BigInteger(63, new SecureRandom())),
              Date.from(request.from()),
              Date.from(request.until()),
              request.subject(),
              request.keys().getPublic());
      addExtensions(builder, request.usage());
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
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
          case TIME_STAMPING, NAMELESS -> KeyUsage.digitalSignature;
        };
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
    if (usage == Usage.TIME_STAMPING) {
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
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
