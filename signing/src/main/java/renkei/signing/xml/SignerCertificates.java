package renkei.signing.xml;

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
import renkei.signing.RecentlyUsed;
import renkei.signing.VerificationKey;

/**
 * Reads the chains that come with signatures, and remembers those under which a signature has held,
 * in bounded size: only a trusted signer can add to this memory, and what is used stays longest.
 * Remembering saves reading; trust is asked every time.
 */
final class SignerCertificates {

  /** Base64 characters of the chains; some thousands of signers. */
  private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

  private final RecentlyUsed<Fingerprint, Signer> known = new RecentlyUsed<>(MOST_CHARACTERS);

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
    return known.find(fingerprint).or(() -> parse(base64, fingerprint));
  }

  void remember(Signer signer) {
    if (known.find(signer.fingerprint()).isEmpty()) {
      known.put(signer.fingerprint(), signer, signer.length());
    }
  }

  /** Base64 characters of the chains that are remembered now. */
  long weight() {
    return known.weight();
  }

  private static Optional<Signer> parse(List<String> base64, Fingerprint fingerprint) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> chain = new ArrayList<>(base64.size());
      for (String certificate : base64) {
        byte[] der = Base64.getDecoder().decode(certificate);
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        chain.add((X509Certificate) factory.generateCertificate(in));
        if (in.available() > 0) {
          return Optional.empty();
        }
      }
      int length = base64.stream().mapToInt(String::length).sum();
      return VerificationKey.of(chain.getFirst().getPublicKey())
          .map(key -> new Signer(List.copyOf(chain), key, fingerprint, length));
    } catch (CertificateException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
