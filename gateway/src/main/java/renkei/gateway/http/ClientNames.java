package renkei.gateway.http;

import jakarta.servlet.ServletRequest;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import renkei.signing.trust.CertificateNames;

/** Who is at the other end of the TLS connection; the handshake has checked the certificate. */
public final class ClientNames {

  /** Where a servlet container puts the client's certificate chain (Jakarta Servlet 6.1, 3.10). */
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private ClientNames() {}

  /**
   * The URIs that the client's certificate gives its holder.
   *
   * @return empty if there is no certificate, or none with such a name
   */
  public static List<URI> of(ServletRequest request) {
    return certificate(request).map(CertificateNames::uris).orElse(List.of());
  }

  /** The client's certificate; empty if it has shown none. */
  public static Optional<X509Certificate> certificate(ServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
        ? Optional.of(chain[0])
        : Optional.empty();
  }

  /** For the log: the first URI, or that there is none. */
  public static String describe(List<URI> uris) {
    return uris.isEmpty() ? "nobody" : uris.getFirst().toString();
  }
}
