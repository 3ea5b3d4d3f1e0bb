package renkei.gateway.jetty;

import java.security.cert.X509Certificate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ClientNames;
import renkei.signing.trust.CertificateNames;

/** Lets one caller have a share of a door's requests and leaves the rest to others. */
final class CallerBulkhead extends Handler.Wrapper {

  private final int share;
  private final ConcurrentMap<String, Integer> inHand = new ConcurrentHashMap<>();

  CallerBulkhead(Handler inner, int share) {
    super(inner);
    this.share = share;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String caller = caller(request);
    if (inHand.merge(caller, 1, Integer::sum) > share) {
      leave(caller);
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      return true;
    }
    Request.addCompletionListener(request, _ -> leave(caller));
    return super.handle(request, response, callback);
  }

  private void leave(String caller) {
    inHand.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  private static String caller(Request request) {
    EndPoint.@Nullable SslSessionData tls =
        request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
    X509Certificate @Nullable [] chain = tls == null ? null : tls.peerCertificates();
    return chain == null || chain.length == 0
        ? ""
        : ClientNames.describe(CertificateNames.uris(chain[0]));
  }
}
