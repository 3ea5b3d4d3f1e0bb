package renkei.signing.xml;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import renkei.signing.Fingerprint;
import renkei.signing.ProviderCall;
import renkei.signing.VerificationKey;

/**
 * Reads the chains that come with signatures, and remembers those under which a signature has held,
 * in bounded size: only a trusted signer can add to this memory, and what is used stays longest.
 * Remembering saves reading; trust is asked every time.
 */
final class SignerCertificates {

  /** Base64 characters of the chains; some thousands of signers. */
  private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

  private final Cache<Fingerprint, Signer> known;

  SignerCertificates() {
    this(MOST_CHARACTERS);
  }

  SignerCertificates(long mostCharacters) {
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(mostCharacters)
            .weigher((Fingerprint _, Signer signer) -> signer.length())
            // In the caller's thread, so that the bound holds at once.
            .executor(Runnable::run)
            .build();
  }

  /**
   * A chain with the leaf's key made ready.
   *
   * @param fingerprint of the text the chain was read from
   * @param length of that text
   */
  record Signer(
      List<X509Certificate> chain, VerificationKey key, Fingerprint fingerprint, int length) {}

  /**
   * Reads a chain; empty if a certificate is malformed, something follows it, or the key fits no
   * accepted algorithm.
   */
  Optional<Signer> read(List<String> base64) {
    Fingerprint fingerprint =
        Fingerprint.of(
            base64.stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList());
    return known(fingerprint).or(() -> parse(base64, fingerprint));
  }

  void remember(Signer signer) {
    known.asMap().putIfAbsent(signer.fingerprint(), signer);
  }

  /** What is remembered under a fingerprint; empty if nothing is. */
  Optional<Signer> known(Fingerprint fingerprint) {
    return Optional.ofNullable(known.getIfPresent(fingerprint));
  }

  /** Base64 characters of the chains that are remembered now. */
  long weight() {
    known.cleanUp();
    return known.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  private static Optional<Signer> parse(List<String> base64, Fingerprint fingerprint) {
    return ProviderCall.onStrangersInput(() -> signer(base64, fingerprint))
        .flatMap(signer -> signer);
  }

  private static Optional<Signer> signer(List<String> base64, Fingerprint fingerprint)
      throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>(base64.size());
    for (String certificate : base64) {
      ByteArrayInputStream in = new ByteArrayInputStream(Base64.getDecoder().decode(certificate));
      chain.add((X509Certificate) factory.generateCertificate(in));
      if (in.available() > 0) {
        return Optional.empty();
      }
    }
    int length = base64.stream().mapToInt(String::length).sum();
    return VerificationKey.of(chain.getFirst().getPublicKey())
        .map(key -> new Signer(List.copyOf(chain), key, fingerprint, length));
  }
}
