package renkei.gateway.jetty;

import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
import renkei.gateway.http.ClientNames;
import renkei.signing.trust.CertificateNames;

/**
 * Follows each connection of a door from its arrival: a stranger until its handshake is finished, a
 * known caller's from then on. Tells of handshakes that fail.
 */
final class Connections implements Connection.Listener {

  private final Strangers strangers;
  private final KnownCallers callers;
  private final Reports reports;
  private final ConcurrentMap<SSLEngine, Connection> byEngine = new ConcurrentHashMap<>();

  /**
   * @param room for connections of known callers
   * @param share of one of them
   */
  Connections(int room, int share, Scheduler scheduler, Reports reports) {
    this.callers = new KnownCallers(room, share);
    this.strangers = new Strangers(callers::cameFrom, scheduler, reports);
    this.reports = reports;
  }

  /** TLS, or what a balancer says before it; HTTP lies above TLS and is no connection by itself. */
  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      return;
    }
    if (connection instanceof SslConnection tls) {
      byEngine.put(tls.getSSLEngine(), tls);
    }
    strangers.come(connection);
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof SslConnection tls) {
      byEngine.remove(tls.getSSLEngine());
      callers.go(connection);
    }
    boolean _ = strangers.go(connection);
  }

  /** What is to be told of handshakes: apart, since Jetty adds each listener for all it hears. */
  SslHandshakeListener handshakes() {
    return new SslHandshakeListener() {
      @Override
      public void handshakeSucceeded(Event event) {
        succeeded(event.getSSLEngine());
      }

      @Override
      public void handshakeFailed(Event event, Throwable failure) {
        failed(event.getSSLEngine(), failure);
      }
    };
  }

  private void succeeded(SSLEngine engine) {
    Connection connection = byEngine.get(engine);
    if (connection == null || !strangers.go(connection)) {
      return;
    }
    String caller = caller(engine, connection);
    if (!callers.come(connection, caller)) {
      reports.refused("CONNECTIONS", caller, "no room for one more connection of this caller");
      connection.getEndPoint().close();
    } else if (!byEngine.containsKey(engine)) {
      // Closed in between, and nobody will say so again.
      callers.go(connection);
    }
  }

  private void failed(SSLEngine engine, Throwable failure) {
    Connection connection = byEngine.get(engine);
    // Whoever closes the connection in the middle was refused nothing; whom we closed, was told of.
    if (failure instanceof SSLException && connection != null && strangers.go(connection)) {
      reports.refused(
          "TLS_HANDSHAKE", Peer.address(connection.getEndPoint()), "by TLS: " + kind(failure));
    }
  }

  private static String caller(SSLEngine engine, Connection connection) {
    try {
      Certificate[] chain = engine.getSession().getPeerCertificates();
      List<URI> names =
          chain.length > 0 && chain[0] instanceof X509Certificate own
              ? CertificateNames.uris(own)
              : List.of();
      return ClientNames.describe(names);
    } catch (SSLPeerUnverifiedException _) {
      return Peer.address(connection.getEndPoint());
    }
  }

  /** Messages may quote the certificate; kinds of exceptions do not. */
  private static String kind(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null
        ? failure.getClass().getSimpleName()
        : failure.getClass().getSimpleName() + ", " + cause.getClass().getSimpleName();
  }
}
