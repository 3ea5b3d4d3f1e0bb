package renkei.signing;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS 1.3 (RFC 8446) between parties that trust each other by the same certificates. */
@SuppressWarnings("DoNotCallSuggester")
public final class Tls {

  private Tls() {}

  /** Presents the identity's chain, as server and as client. */
  public static KeyManager[] keyManagers(SigningIdentity identity) {
    throw new UnsupportedOperationException();
  }

  /**
   * Accepts whom {@code trust} accepts now, and of servers only those whose certificate carries the
   * name that was called.
   */
  public static TrustManager[] trustManagers(CertificateTrust trust) {
    throw new UnsupportedOperationException();
  }

  /**
   * A context for TLS 1.3; whether a client must show a certificate is the server's own setting.
   */
  public static SSLContext context(SigningIdentity identity, CertificateTrust trust) {
    throw new UnsupportedOperationException();
  }
}
