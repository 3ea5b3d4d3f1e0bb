package renkei.signing.tls;

import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import renkei.signing.ProviderCall;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;

/** TLS 1.3 (RFC 8446) between parties that trust each other by the same certificates. */
public final class Tls {

  private Tls() {}

  /**
   * Presents the identity's chain, as server and as client.
   *
   * @throws IllegalArgumentException if its key lives in a {@link
   *     renkei.signing.token.HardwareToken HardwareToken}: calls by the JDK's TLS into it would not
   *     be bounded
   */
  public static KeyManager[] keyManagers(SigningIdentity identity) {
    return new KeyManager[] {new IdentityKeyManager(() -> identity)};
  }

  /**
   * Accepts whom {@code trust} accepts now, over TLS 1.3 only. Where the caller asks for endpoint
   * identification ({@code HTTPS}, RFC 9110, 4.3.4), a server's certificate must carry the name
   * that was called; a client that does not ask must compare {@link CertificateNames} itself. Each
   * connection is a full handshake with the certificates looked at: none is resumed.
   */
  public static TrustManager[] trustManagers(CertificateTrust trust) {
    return new TrustManager[] {new CertificateTrustManager(trust)};
  }

  /**
   * A context whose engines and sockets speak TLS 1.3 and nothing older. Whether a client must show
   * a certificate is the server's own setting.
   *
   * @throws IllegalArgumentException as {@link #keyManagers}
   */
  public static SSLContext context(SigningIdentity identity, CertificateTrust trust) {
    return context(() -> identity, trust);
  }

  /**
   * As {@link #context(SigningIdentity, CertificateTrust)}, where the identity may be replaced
   * while the context is in use: each handshake presents the one of its moment.
   *
   * @param identity asked at each handshake; never gives a key that lives in a device
   * @throws IllegalArgumentException if its first key lives in a device
   */
  public static SSLContext context(Supplier<SigningIdentity> identity, CertificateTrust trust) {
    return ProviderCall.orThrow(
        () -> {
          SSLContext context = SSLContext.getInstance("TLSv1.3", "SunJSSE");
          KeyManager[] keys = {new IdentityKeyManager(identity)};
          context.init(keys, trustManagers(trust), null);
          return TlsThirteenContext.over(context);
        },
        e -> new SigningUnavailableException("the JDK does not offer TLS 1.3", e));
  }
}
