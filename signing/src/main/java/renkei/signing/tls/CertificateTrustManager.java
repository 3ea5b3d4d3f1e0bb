package renkei.signing.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import renkei.signing.KeyUsages;
import renkei.signing.trust.CertificateTrust;

/**
 * Asks a {@link CertificateTrust}, and checks usage, protocol version and, where asked to, the
 * name.
 */
final class CertificateTrustManager extends X509ExtendedTrustManager {

  static final String SERVER = "1.3.6.1.5.5.7.3.1";
  static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  private final CertificateTrust trust;
  private final Clock clock;

  CertificateTrustManager(CertificateTrust trust) {
    this.trust = trust;
    this.clock = Clock.systemUTC();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, CLIENT, engine.getHandshakeSession());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    SSLSession session = engine.getHandshakeSession();
    check(chain, SERVER, session);
    checkName(chain[0], session, engine.getSSLParameters());
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, CLIENT, tls(socket).getHandshakeSession());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    SSLSession session = tls(socket).getHandshakeSession();
    check(chain, SERVER, session);
    checkName(chain[0], session, tls(socket).getSSLParameters());
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a certificate outside a connection is not trusted");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a certificate outside a connection is not trusted");
  }

  /** Names no issuers: the peer offers the one certificate it has. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static SSLSocket tls(Socket socket) throws CertificateException {
    if (socket instanceof SSLSocket tls) {
      return tls;
    }
    throw new CertificateException("a certificate outside a connection is not trusted");
  }

  /**
   * A session that is invalid from the start is never resumed: resumption (RFC 8446, 2.2) shows no
   * certificate, and whoever was revoked meanwhile would come in by it.
   */
  private void check(X509Certificate[] chain, String purpose, @Nullable SSLSession session)
      throws CertificateException {
    if (session == null || !session.getProtocol().equals("TLSv1.3")) {
      throw new CertificateException("only TLS 1.3 is spoken here");
    }
    checkPeer(trust.check(List.of(chain), clock.instant()), chain[0], purpose);
    session.invalidate();
  }

  static void checkPeer(CertificateTrust.Trust verdict, X509Certificate peer, String purpose)
      throws CertificateException {
    if (verdict instanceof CertificateTrust.Trust.Untrusted(String reason)) {
      throw new CertificateException(reason);
    }
    if (!KeyUsages.allowSigning(peer)) {
      throw new CertificateException("certificate is not for signing");
    }
    if (!allows(peer, purpose)) {
      throw new CertificateException("certificate is not for this side of TLS");
    }
  }

  /**
   * A certificate without extended key usage is for every purpose (RFC 5280, 4.2.1.12); one that
   * names anyExtendedKeyUsage must name this purpose too, as the same section leaves to
   * applications.
   */
  private static boolean allows(X509Certificate certificate, String purpose)
      throws CertificateParsingException {
    List<String> purposes = certificate.getExtendedKeyUsage();
    return purposes == null || purposes.contains(purpose);
  }

  private static void checkName(
      X509Certificate certificate, SSLSession session, SSLParameters parameters)
      throws CertificateException {
    String algorithm = parameters.getEndpointIdentificationAlgorithm();
    if (algorithm == null || algorithm.isEmpty()) {
      return;
    }
    if (!HostNames.match(certificate, session.getPeerHost())) {
      throw new CertificateException("certificate does not carry the name that was called");
    }
  }
}
