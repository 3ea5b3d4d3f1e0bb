package renkei.signing.trust;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import renkei.signing.ProviderCall;
import renkei.signing.algorithm.IssuerSignatures;
import renkei.signing.algorithm.NamedCurve;

/**
 * What a certificate must be, beyond what path validation asks: rules that RFC 5280 puts on
 * issuers, and that a careful reader refuses to see broken.
 */
public final class CertificateRules {

  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
  private static final String ALTERNATIVE_NAME = "2.5.29.17";
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String POLICY_CONSTRAINTS = "2.5.29.36";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";
  private static final int KEY_CERT_SIGN = 5;
  private static final int LONGEST = 16 * 1024;
  private static final int LEAST_RSA_BITS = 2048;
  private static final Set<String> NAMED_KEYS = Set.of("Ed25519", "ML-DSA-65");

  /** One rule. */
  private record Rule(String name, Predicate<X509Certificate> broken) {}

  private static final List<Rule> ALL =
      List.of(
          new Rule("is of version 3 (4.1.2.1)", c -> c.getVersion() != 3),
          new Rule("has at most 16 KiB", c -> length(c) > LONGEST),
          new Rule(
              "has well-formed alternative names (4.2.1.6)",
              c -> !NameRules.areAlternativeNamesWellFormed(c)),
          new Rule(
              "names its issuer (4.1.2.4)", c -> c.getIssuerX500Principal().getName().isEmpty()),
          new Rule("has a key of an accepted kind and length", c -> !isAccepted(c.getPublicKey())),
          new Rule(
              "has key identifiers that are not critical (4.2.1.1, 4.2.1.2)",
              c ->
                  isCritical(c, AUTHORITY_KEY_IDENTIFIER) || isCritical(c, SUBJECT_KEY_IDENTIFIER)),
          new Rule(
              "identifies its issuer's key unless self-signed (4.2.1.1)",
              c -> !isSelfIssued(c) && !identifiesIssuersKey(c)),
          new Rule("has readable usages if any (4.2.1.3, 4.2.1.12)", c -> !areUsagesReadable(c)),
          new Rule(
              "has authority information that is not critical (4.2.2.1)",
              c -> isCritical(c, AUTHORITY_INFORMATION)));

  /** An anchor is trusted by decision: nobody's signature counts, and some have the number zero. */
  private static final List<Rule> OF_ALL_BUT_ANCHORS =
      List.of(
          new Rule(
              "has a positive serial number of at most 20 octets (4.1.2.2)",
              c ->
                  c.getSerialNumber().signum() <= 0
                      || c.getSerialNumber().toByteArray().length > 20),
          new Rule("is signed by an accepted algorithm", c -> IssuerSignatures.name(c).isEmpty()),
          new Rule(
              "carries its signature in DER",
              c -> !IssuerSignatures.isDer(c.getSigAlgOID(), c.getSignature())));

  private static final List<Rule> OF_ISSUERS =
      List.of(
          new Rule(
              "names its subject (4.1.2.6)", c -> c.getSubjectX500Principal().getName().isEmpty()),
          new Rule("identifies its key (4.2.1.2)", c -> !has(c, SUBJECT_KEY_IDENTIFIER)),
          new Rule(
              "says it is an issuer, critically (4.2.1.9)",
              c -> c.getBasicConstraints() < 0 || !isCritical(c, BASIC_CONSTRAINTS)),
          new Rule(
              "may sign certificates (4.2.1.3)",
              c -> c.getKeyUsage() != null && !c.getKeyUsage()[KEY_CERT_SIGN]),
          new Rule(
              "has critical name constraints if any (4.2.1.10)",
              c -> has(c, NAME_CONSTRAINTS) && !isCritical(c, NAME_CONSTRAINTS)),
          new Rule(
              "has well-formed name constraints (4.2.1.10)",
              c -> !NameRules.areConstraintsWellFormed(c)),
          new Rule(
              "has critical policy constraints if any (4.2.1.11)",
              c -> has(c, POLICY_CONSTRAINTS) && !isCritical(c, POLICY_CONSTRAINTS)));

  private static final List<Rule> OF_PARTIES =
      List.of(
          new Rule("is not an issuer's (4.2.1.9)", c -> c.getBasicConstraints() >= 0),
          new Rule(
              "may not sign certificates (4.2.1.3)",
              c -> c.getKeyUsage() != null && c.getKeyUsage()[KEY_CERT_SIGN]),
          new Rule("has no name constraints (4.2.1.10)", c -> has(c, NAME_CONSTRAINTS)),
          new Rule(
              "has critical alternative names if no other (4.2.1.6)",
              c ->
                  c.getSubjectX500Principal().getName().isEmpty()
                      && !isCritical(c, ALTERNATIVE_NAME)));

  private CertificateRules() {}

  /** The first rule that a path breaks; empty if it keeps all. */
  static Optional<String> brokenBy(PathFinder.Path path) {
    List<X509Certificate> issuers =
        new ArrayList<>(path.certificates().subList(1, path.certificates().size()));
    issuers.add(path.anchor());
    X509Certificate party = path.certificates().getFirst();
    return broken(party, ALL)
        .or(() -> broken(party, OF_PARTIES))
        .or(() -> issuers.stream().flatMap(c -> broken(c, ALL).stream()).findFirst())
        .or(() -> issuers.stream().flatMap(c -> broken(c, OF_ISSUERS).stream()).findFirst())
        .or(
            () ->
                path.certificates().stream()
                    .flatMap(c -> broken(c, OF_ALL_BUT_ANCHORS).stream())
                    .findFirst())
        .or(
            () ->
                NameRules.hasWildcardOverExcludedName(party, issuers)
                    ? Optional.of("a wildcard may stand for an excluded name (4.2.1.10)")
                    : Optional.empty());
  }

  /** The first rule for what is not an issuer's that one certificate breaks. */
  public static Optional<String> brokenBy(X509Certificate party) {
    return broken(party, ALL)
        .or(() -> broken(party, OF_PARTIES))
        .or(() -> broken(party, OF_ALL_BUT_ANCHORS));
  }

  private static Optional<String> broken(X509Certificate certificate, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> rule.broken().test(certificate))
        .findFirst()
        .map(rule -> CertificateNames.inShort(certificate) + " breaks the rule: " + rule.name());
  }

  /**
   * CRYPTREC list and ML-DSA-65; explicit curve parameters are no named curve (RFC 5480, 2.1.1).
   */
  private static boolean isAccepted(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> NamedCurve.of(ec.getParams()).isPresent();
      case RSAPublicKey rsa -> isAccepted(rsa.getModulus());
      default ->
          key.getParams() instanceof NamedParameterSpec named
              && NAMED_KEYS.contains(named.getName());
    };
  }

  private static boolean isAccepted(BigInteger modulus) {
    return modulus.bitLength() >= LEAST_RSA_BITS && modulus.bitLength() % 8 == 0;
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static boolean identifiesIssuersKey(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
    return extension != null
        && AuthorityKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                .getKeyIdentifierOctets()
            != null;
  }

  /** The JDK answers for an extension it cannot read as if there were none. */
  private static boolean areUsagesReadable(X509Certificate certificate) {
    return ProviderCall.orEmpty(
            () ->
                (!has(certificate, KEY_USAGE) || certificate.getKeyUsage() != null)
                    && (!has(certificate, EXTENDED_KEY_USAGE)
                        || certificate.getExtendedKeyUsage() != null))
        .orElse(false);
  }

  private static int length(X509Certificate certificate) {
    return ProviderCall.orEmpty(() -> certificate.getEncoded().length).orElse(Integer.MAX_VALUE);
  }

  private static boolean has(X509Certificate certificate, String extension) {
    return certificate.getExtensionValue(extension) != null;
  }

  private static boolean isCritical(X509Certificate certificate, String extension) {
    Set<String> critical = certificate.getCriticalExtensionOIDs();
    return critical != null && critical.contains(extension);
  }
}
