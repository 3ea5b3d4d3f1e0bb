package renkei.gateway.jetty;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import renkei.gateway.http.ServerRefusal;

/**
 * A refusal on its way to {@link DoorErrors}, where every refusal of the server is told.
 *
 * @param kind what was wrong
 * @param because which rule was broken, for the caller and the log; no value of the request
 * @param headers that the answer must carry
 */
record Refused(int status, ServerRefusal.Kind kind, String because, Map<String, String> headers) {

  private static final String ATTRIBUTE = Refused.class.getName();

  Refused(int status, String because) {
    this(status, because, Map.of());
  }

  Refused(int status, String because, Map<String, String> headers) {
    this(status, ServerRefusal.kindOf(status), because, headers);
  }

  void write(Request request, Response response, Callback callback) {
    request.setAttribute(ATTRIBUTE, this);
    Response.writeError(request, response, callback, status);
  }

  /** The refusal that led to an error of this status; empty if it is the server's own. */
  static Optional<Refused> in(Request request, int status) {
    return request.getAttribute(ATTRIBUTE) instanceof Refused refused && refused.status == status
        ? Optional.of(refused)
        : Optional.empty();
  }
}
