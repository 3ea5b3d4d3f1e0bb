package renkei.signing.jws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import renkei.signing.AlgorithmTable;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.KeyUsages;
import renkei.signing.ProviderCall;
import renkei.signing.Signatory;
import renkei.signing.Signatures;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.jws.JwsVerification.Genuine;
import renkei.signing.jws.JwsVerification.Reason;
import renkei.signing.jws.JwsVerification.Rejected;
import renkei.signing.trust.CertificateTrust;

/**
 * Signs and verifies files in the compact form of JSON Web Signature (RFC 7515), which every JWS
 * library reads. Of what the standard allows one profile is taken: the header is exactly {@code
 * alg}, {@code typ} and {@code x5c}, the algorithm is the one of the signer's key, and the key is
 * that of the first certificate of {@code x5c}. Thread-safe.
 */
public final class CompactJws {

  /** The most bytes a signed file may have. */
  public static final int MOST_BYTES = 2 * 1024 * 1024;

  private CompactJws() {}

  /**
   * Signs a file.
   *
   * @param type the {@code typ} of the header: what the payload is
   * @param now when it is signed; it does not stand in the file
   * @throws IllegalArgumentException if the file would be larger than {@link #MOST_BYTES}
   * @throws SigningUnavailableException if there is no key to sign with now, or the table has ended
   *     its algorithm for new work, or the algorithm has no name in JWS
   */
  public static byte[] sign(
      Signatory signatory, String type, byte[] payload, AlgorithmTable table, Instant now) {
    SigningIdentity identity =
        signatory.at(now, key -> algorithm(key).isPresent() && key.isForNewWork(table, now));
    JwsAlgorithm algorithm =
        algorithm(identity)
            .orElseThrow(
                () -> new SigningUnavailableException("the key's algorithm has no JWS name", null));
    List<String> chain =
        identity.chain().stream()
            .map(certificate -> JwsHeader.base64(Certificates.encoded(certificate)))
            .toList();
    String signed = url(new JwsHeader(algorithm.header(), type, chain).text()) + "." + url(payload);
    DetachedSignature signature = Signatures.sign(identity, ascii(signed), table, now);
    byte[] compact = ascii(signed + "." + url(signature.value()));
    if (compact.length > MOST_BYTES) {
      throw new IllegalArgumentException("a signed file has at most " + MOST_BYTES + " bytes");
    }
    return compact;
  }

  /**
   * Verifies a file; what it holds comes out only if the signature does. Never throws on bad input.
   *
   * @param type the only {@code typ} that is taken
   * @param now when it is looked at: the signer's certificate must count then, and the table accept
   *     its algorithm; a file does not say when it was signed
   */
  public static JwsVerification verify(
      byte[] compact, String type, CertificateTrust trust, AlgorithmTable table, Instant now) {
    if (compact.length > MOST_BYTES) {
      return new Rejected(Reason.OUT_OF_BOUNDS);
    }
    String text = new String(compact, StandardCharsets.ISO_8859_1);
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return new Rejected(Reason.FORM);
    }
    Optional<byte[]> header = bytes(parts[0]);
    Optional<byte[]> payload = bytes(parts[1]);
    Optional<byte[]> value = bytes(parts[2]);
    if (header.isEmpty() || payload.isEmpty() || value.isEmpty()) {
      return new Rejected(Reason.FORM);
    }
    Optional<JwsHeader> read = JwsHeader.read(header.get());
    if (read.isEmpty()) {
      return new Rejected(Reason.HEADER);
    }
    if (!read.get().type().equals(type)) {
      return new Rejected(Reason.TYPE);
    }
    byte[] signed = ascii(parts[0] + "." + parts[1]);
    return broken(read.get(), signed, value.get(), trust, table, now)
        .<JwsVerification>map(Rejected::new)
        .orElseGet(() -> new Genuine(payload.get(), chain(read.get()).orElseThrow()));
  }

  /**
   * The payload of a file that was verified when it was taken, and has been kept since where nobody
   * changes it: years later its signer's certificate need not count any more. For no other file.
   *
   * @throws IllegalArgumentException if it is no such file
   */
  public static byte[] payloadOfKept(byte[] compact) {
    String[] parts = new String(compact, StandardCharsets.ISO_8859_1).split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("no signed file");
    }
    return Base64.getUrlDecoder().decode(parts[1]);
  }

  private static Optional<Reason> broken(
      JwsHeader header,
      byte[] signed,
      byte[] value,
      CertificateTrust trust,
      AlgorithmTable table,
      Instant now) {
    Optional<JwsAlgorithm> algorithm = JwsAlgorithm.named(header.algorithm());
    if (algorithm.isEmpty()) {
      return Optional.of(Reason.ALGORITHM);
    }
    Optional<List<X509Certificate>> chain = chain(header);
    if (chain.isEmpty()) {
      return Optional.of(Reason.CERTIFICATE);
    }
    X509Certificate signer = chain.get().getFirst();
    DetachedSignature signature =
        new DetachedSignature(algorithm.get().algorithm().uri(), KeyId.of(signer), value);
    if (Signatures.algorithm(signer, signature).isEmpty()) {
      return Optional.of(Reason.ALGORITHM);
    }
    if (!KeyUsages.allowSigning(signer)
        || trust.check(chain.get(), now) instanceof CertificateTrust.Trust.Untrusted) {
      return Optional.of(Reason.UNTRUSTED);
    }
    return switch (Signatures.verify(signer, signed, signature, table, now, now)) {
      case HOLDS -> Optional.empty();
      case ENDED -> Optional.of(Reason.ALGORITHM);
      case BROKEN -> Optional.of(Reason.SIGNATURE);
    };
  }

  private static Optional<JwsAlgorithm> algorithm(SigningIdentity identity) {
    return JwsAlgorithm.of(identity.signingKey().algorithm());
  }

  private static Optional<List<X509Certificate>> chain(JwsHeader header) {
    return ProviderCall.onStrangersInput(() -> certificates(header.certificates()))
        .flatMap(chain -> chain);
  }

  /** Empty if something follows a certificate; throws if one cannot be read. */
  private static Optional<List<X509Certificate>> certificates(List<String> base64)
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
    return Optional.of(chain);
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Base64url in its one form: the JDK would take padding and stray bits at the end as well. */
  private static Optional<byte[]> bytes(String text) {
    return ProviderCall.onStrangersInput(() -> Base64.getUrlDecoder().decode(text))
        .filter(decoded -> url(decoded).equals(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
