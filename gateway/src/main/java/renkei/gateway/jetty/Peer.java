package renkei.gateway.jetty;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ClientNames;
import renkei.signing.trust.CertificateNames;

/** Who is at the other end of a connection whose handshake is finished. */
final class Peer {

  private Peer() {}

  /** The URIs in its certificate; empty without one. */
  static List<URI> names(Request request) {
    EndPoint.@Nullable SslSessionData tls =
        request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
    X509Certificate @Nullable [] chain = tls == null ? null : tls.peerCertificates();
    return chain == null || chain.length == 0 ? List.of() : CertificateNames.uris(chain[0]);
  }

  /** By whom a share of a door is taken: by its certificate's name, or its address without one. */
  static String caller(Request request) {
    List<URI> names = names(request);
    return names.isEmpty()
        ? address(request.getConnectionMetaData().getConnection().getEndPoint())
        : ClientNames.describe(names);
  }

  /** The address it calls from; behind a balancer, the one that the balancer names. */
  static String address(EndPoint endPoint) {
    return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? socket.getAddress().getHostAddress()
        : "an unknown address";
  }
}
