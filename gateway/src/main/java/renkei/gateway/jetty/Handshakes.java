package renkei.gateway.jetty;

import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** Tells of TLS handshakes that fail: a certificate that is unknown, or none, or no TLS at all. */
record Handshakes(Reports reports) implements SslHandshakeListener {

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    // Whoever closes the connection in the middle was refused nothing.
    if (failure instanceof SSLException) {
      reports.refused("TLS_HANDSHAKE", "by TLS: " + kind(failure));
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
