package renkei.signing.revocation;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.signing.Validity;
import renkei.signing.algorithm.IssuerSignatures;

/**
 * One complete revocation list of one issuer (RFC 5280, 5). Delta lists, indirect lists and lists
 * of a part are refused: they mark themselves by critical extensions.
 *
 * @param about the issuer's certificate
 * @param revoked serial numbers with the instant the revocation took effect
 */
@SuppressWarnings("ArrayRecordComponent")
record RevocationList(
    X509Certificate about,
    Instant thisUpdate,
    Instant nextUpdate,
    Map<BigInteger, Instant> revoked,
    List<String> algorithms,
    byte[] encoded)
    implements RevocationInformation {

  private static final int LONGEST = 16 * 1024 * 1024;
  private static final int CRL_SIGN = 6;
  private static final String CRL_NUMBER = "2.5.29.20";

  /** Reads a list and judges it as of when it was made. */
  static RevocationList read(byte[] encoded, X509Certificate issuer) throws RevocationRefused {
    return Unjudged.read(encoded).by(issuer);
  }

  /** A list that was read, and is not known to be anybody's yet. */
  @SuppressWarnings("ArrayRecordComponent")
  record Unjudged(X509CRL list, byte[] encoded) {

    static Unjudged read(byte[] encoded) throws RevocationRefused {
      RevocationRefused.require(encoded.length <= LONGEST, "a list has at most 16 MiB");
      return RevocationRefused.unlessReadable(
          "a list is readable",
          () ->
              new Unjudged(
                  (X509CRL)
                      CertificateFactory.getInstance("X.509", "SUN")
                          .generateCRL(new ByteArrayInputStream(encoded)),
                  encoded.clone()));
    }

    /** Judges it as this issuer's, as of when it was made. */
    RevocationList by(X509Certificate issuer) throws RevocationRefused {
      return RevocationRefused.unlessReadable(
          "a list is signed by its issuer", () -> judged(list, encoded, issuer));
    }
  }

  private static RevocationList judged(X509CRL list, byte[] encoded, X509Certificate issuer)
      throws RevocationRefused, GeneralSecurityException {
    check(list, issuer);
    list.verify(issuer.getPublicKey());
    return new RevocationList(
        issuer,
        list.getThisUpdate().toInstant(),
        list.getNextUpdate().toInstant(),
        revoked(list),
        IssuerSignatures.name(list).stream().toList(),
        encoded);
  }

  private static Map<BigInteger, Instant> revoked(X509CRL list) throws RevocationRefused {
    Map<BigInteger, Instant> revoked = new HashMap<>();
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    for (X509CRLEntry entry : entries == null ? Set.<X509CRLEntry>of() : entries) {
      RevocationRefused.require(
          !entry.hasUnsupportedCriticalExtension(), "an entry has no unknown critical extension");
      revoked.merge(
          entry.getSerialNumber(),
          InvalidityDate.orIfEarlier(
              entry.getExtensionValue(InvalidityDate.OID), entry.getRevocationDate().toInstant()),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return Map.copyOf(revoked);
  }

  private static void check(X509CRL list, X509Certificate issuer) throws RevocationRefused {
    RevocationRefused.require(
        list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()),
        "a list is its issuer's own (5.1.2.3)");
    RevocationRefused.require(
        issuer.getKeyUsage() == null || issuer.getKeyUsage()[CRL_SIGN],
        "its issuer may sign lists (4.2.1.3)");
    RevocationRefused.require(
        IssuerSignatures.name(list).isPresent(), "a list is signed by an accepted algorithm");
    RevocationRefused.require(
        IssuerSignatures.isDer(list.getSigAlgOID(), list.getSignature()),
        "a list carries its signature in DER");
    RevocationRefused.require(
        list.getCriticalExtensionOIDs() == null || list.getCriticalExtensionOIDs().isEmpty(),
        "a list has no critical extension: it is complete and direct (5.2)");
    RevocationRefused.require(
        list.getExtensionValue(CRL_NUMBER) != null, "a list has a number (5.2.3)");
    RevocationRefused.require(list.getNextUpdate() != null, "a list has a next update (5.1.2.5)");
    RevocationRefused.require(
        Validity.of(issuer).contains(list.getThisUpdate().toInstant()),
        "a list is from its issuer's lifetime");
  }

  @Override
  public Optional<Instant> revocationOf(X509Certificate certificate) {
    return Optional.ofNullable(revoked.get(certificate.getSerialNumber()));
  }

  @Override
  public Optional<X509Certificate> signerToCheck() {
    return Optional.empty();
  }

  @Override
  public StapledStatus staple() {
    return new StapledStatus(StapledStatus.Kind.LIST, encoded);
  }
}
