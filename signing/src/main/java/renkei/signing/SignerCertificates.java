package renkei.signing;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the chains that come with signatures, and remembers those under which a signature has held:
 * only a trusted signer can add to this memory. Remembering saves reading; trust is asked every
 * time.
 */
final class SignerCertificates {

  /** Signers at most; beyond that everything is forgotten once. */
  private static final int MOST = 10_000;

  private final Map<List<String>, Signer> known = new ConcurrentHashMap<>();

  /** A chain with the leaf's key made ready. */
  record Signer(List<X509Certificate> chain, VerificationKey key) {}

  /** Reads a chain; empty if a certificate is malformed or the key fits no accepted algorithm. */
  Optional<Signer> read(List<String> base64) {
    Signer signer = known.get(base64);
    return signer != null ? Optional.of(signer) : parse(base64);
  }

  void remember(List<String> base64, Signer signer) {
    if (known.containsKey(base64)) {
      return;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(List.copyOf(base64), signer);
  }

  private static Optional<Signer> parse(List<String> base64) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> chain = new ArrayList<>(base64.size());
      for (String certificate : base64) {
        byte[] der = Base64.getDecoder().decode(certificate);
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
      return VerificationKey.of(chain.getFirst().getPublicKey())
          .map(key -> new Signer(List.copyOf(chain), key));
    } catch (CertificateException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
