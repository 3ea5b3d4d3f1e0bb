package renkei.gateway.jetty;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

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
    String caller = Peer.caller(request);
    if (inHand.merge(caller, 1, Integer::sum) > share) {
      leave(caller);
      new Refused(
              HttpStatus.SERVICE_UNAVAILABLE_503, "the caller has its share of requests in hand")
          .write(request, response, callback);
      return true;
    }
    Request.addCompletionListener(request, _ -> leave(caller));
    return super.handle(request, response, callback);
  }

  private void leave(String caller) {
    inHand.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }
}
