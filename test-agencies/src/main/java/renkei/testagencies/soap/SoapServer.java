package renkei.testagencies.soap;

import java.net.BindException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;

/**
 * A SOAP 1.2 server over TLS 1.3 with one or more doors, and what else it is given; requests run on
 * virtual threads. No message is taken from a caller without a certificate.
 */
public final class SoapServer implements AutoCloseable {

  private final int port;
  private final Server server;

  private SoapServer(int port, Server server) {
    this.port = port;
    this.server = server;
  }

  /**
   * Opens the doors.
   *
   * @param port of 127.0.0.1, free
   * @param identity what the server shows
   * @param trust which clients are let in
   * @param doors who stands behind which path, such as {@code /core}
   * @param others answers what is not for these doors; is asked first
   * @throws IllegalStateException if the port cannot be had; says what to do
   */
  public static SoapServer open(
      int port,
      SigningIdentity identity,
      CertificateTrust trust,
      Map<String, Recipient> doors,
      Handler others) {
    QueuedThreadPool threads = new QueuedThreadPool(16);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    threads.setDaemon(true);
    Server jetty = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    ServerConnector connector =
        new ServerConnector(jetty, tls(identity, trust), new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    jetty.addConnector(connector);
    jetty.setHandler(new Handler.Sequence(others, new SoapDoor(Map.copyOf(doors))));
    SoapServer server = new SoapServer(port, jetty);
    try {
      jetty.start();
    } catch (Exception e) {
      IllegalStateException failure =
          new IllegalStateException(
              cannotBind(e)
                  ? """
                    cannot listen on port %d of 127.0.0.1; end the process that has it, which \
                    `ss -ltnp` names, or choose another port (--port)"""
                      .formatted(port)
                  : "cannot open the doors on port " + port,
              e);
      try {
        server.close();
      } catch (IllegalStateException close) {
        failure.addSuppressed(close);
      }
      throw failure;
    }
    return server;
  }

  /** As above, with nothing but these doors. */
  public static SoapServer open(
      int port, SigningIdentity identity, CertificateTrust trust, Map<String, Recipient> doors) {
    return open(port, identity, trust, doors, new Handler.Sequence());
  }

  /** Who calls, if a certificate says so. */
  public static Optional<X509Certificate> caller(Request request) {
    return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
            instanceof EndPoint.SslSessionData session
        ? Optional.ofNullable(session.peerCertificates())
            .filter(chain -> chain.length > 0)
            .map(chain -> chain[0])
        : Optional.empty();
  }

  private static boolean cannotBind(Throwable failure) {
    return failure instanceof BindException
        || (failure.getCause() != null && cannotBind(failure.getCause()));
  }

  /** The address of a door. */
  public URI door(String path) {
    return URI.create("https://127.0.0.1:" + port + path);
  }

  /** Closes all doors; what is under way is cut off. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the doors on port " + port, e);
    }
  }

  private static SslContextFactory.Server tls(SigningIdentity identity, CertificateTrust trust) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(Tls.context(identity, trust));
    tls.setIncludeProtocols("TLSv1.3");
    // Whoever opens a door by hand has no certificate, and is told what it is.
    tls.setWantClientAuth(true);
    return tls;
  }
}
