package renkei.signing;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A private key with the certificate chain that says whose it is. As a signatory it is one key for
 * good: neither retirement nor revocation is asked about, for which there is {@link
 * renkei.signing.trust.KeyRing#trustedBy KeyRing.trustedBy}. Immutable and thread-safe; the key
 * itself leaves this package for the JDK's TLS alone, by {@link #exposeKey}.
 */
public final class SigningIdentity implements Signatory {

  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final SigningKey signingKey;

  private SigningIdentity(PrivateKey key, List<X509Certificate> chain, SigningKey signingKey) {
    this.key = key;
    this.chain = chain;
    this.signingKey = signingKey;
  }

  /**
   * Ties a key to its certificates.
   *
   * @param key the private key that belongs to the first certificate; for one that lives in a
   *     hardware module see {@link renkei.signing.token.HardwareToken HardwareToken}
   * @param chain the key's own certificate first, each followed by its issuer; the root may be left
   *     out
   * @throws IllegalArgumentException if the chain is empty, the key is not the certificate's, or no
   *     accepted algorithm fits it
   */
  public static SigningIdentity of(PrivateKey key, List<X509Certificate> chain) {
    requireChain(chain);
    return new SigningIdentity(
        key, List.copyOf(chain), SigningKey.of(key, chain.getFirst().getPublicKey()));
  }

  /** A key that lives in a device. */
  public static SigningIdentity in(
      Provider device, KeyCalls calls, PrivateKey key, List<X509Certificate> chain) {
    requireChain(chain);
    return new SigningIdentity(
        key,
        List.copyOf(chain),
        SigningKey.in(device, calls, key, chain.getFirst().getPublicKey()));
  }

  private static void requireChain(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity needs at least its own certificate");
    }
  }

  /** The certificate of the key itself. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The certificate of the key first, then its issuers as far as they are known. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** This identity, whenever and for whatever it is asked. */
  @Override
  public SigningIdentity at(Instant now, Predicate<SigningIdentity> usable) {
    return this;
  }

  /** Whether the certificate allows its key to sign. */
  public boolean allowsSigning() {
    return KeyUsages.allowSigning(certificate());
  }

  /** Whether the key is one on a curve and its certificate allows it to open seals. */
  public boolean allowsOpening() {
    return certificate().getPublicKey() instanceof ECPublicKey
        && KeyUsages.allowAgreement(certificate());
  }

  /** This identity, unless its certificate is for other things than signing. */
  public SigningIdentity requireSigning() {
    if (!allowsSigning()) {
      throw new IllegalArgumentException("the certificate does not allow signing: " + this);
    }
    return this;
  }

  /** Whether {@link #requireForNewWork} lets it pass. */
  public boolean isForNewWork(AlgorithmTable table, Instant now) {
    return allowsSigning()
        && isValidAt(now)
        && table.standing(signingKey.algorithm().uri(), now) == AlgorithmTable.Standing.ACCEPTED;
  }

  /** Refuses what nobody would believe: by the certificate's usage and life and by the table. */
  public void requireForNewWork(AlgorithmTable table, Instant now) {
    if (!allowsSigning()) {
      throw new SigningUnavailableException("the certificate does not allow signing", null);
    }
    if (!isValidAt(now)) {
      throw new SigningUnavailableException("the certificate is not valid at this time", null);
    }
    table.requireForNewWork(signingKey.algorithm().uri(), now);
  }

  /** Whether an instant is in the certificate's life. */
  public boolean isValidAt(Instant now) {
    return Validity.of(certificate()).contains(now);
  }

  /**
   * The bare key, for the JDK's TLS alone: whatever else signs or opens asks {@link #signingKey}.
   *
   * @throws IllegalArgumentException if it lives in a device: the JDK would call it by itself, and
   *     a stalled device would hold up every handshake without bound
   */
  public PrivateKey exposeKey() {
    if (signingKey.isInDevice()) {
      throw new IllegalArgumentException(
          "TLS needs a key of a file, not one in a hardware token: " + this);
    }
    return key;
  }

  PrivateKey key() {
    return key;
  }

  /** The key made ready: for the rooms of this module, which ask the table and the usage first. */
  public SigningKey signingKey() {
    return signingKey;
  }

  /** Names the certificate's subject and hides the key. */
  @Override
  public String toString() {
    return "SigningIdentity[" + certificate().getSubjectX500Principal().getName() + ", key ****]";
  }
}
