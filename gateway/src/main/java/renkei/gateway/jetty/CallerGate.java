package renkei.gateway.jetty;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets in whose certificate has exactly one name, which an endpoint of the door lets in. Of several
 * names nobody can say which one calls.
 */
final class CallerGate extends Handler.Wrapper {

  private final Entrances entrances;

  CallerGate(Handler inner, Entrances entrances) {
    super(inner);
    this.entrances = entrances;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (entrances.let(Peer.names(request))) {
      return super.handle(request, response, callback);
    }
    new Refused(
            HttpStatus.FORBIDDEN_403,
            "the certificate does not have exactly one name, that of a caller of this door",
            Map.of("Connection", "close"))
        .write(request, response, callback);
    return true;
  }
}
