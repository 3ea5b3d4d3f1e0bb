package renkei.testagencies.rest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import renkei.testagencies.soap.SoapServer;

/**
 * Everything at the world's server that is not SOAP: the REST doors, and for whoever opens any door
 * by hand what it is. That needs no certificate; everything else does.
 */
public final class RestDoors extends Handler.Abstract {

  private static final int MOST_BYTES = 128 * 1024;
  private static final String JSON = "application/json";

  private final List<Door> doors;
  private final Signs signs;

  RestDoors(List<Door> doors) {
    this.doors = List.copyOf(doors);
    signs = new Signs(doors.stream().map(Door::sign).toList());
  }

  /** These doors beside each other. */
  public static RestDoors of(
      ResidentNetworkDoor residentNetwork, PensionDoor pension, PortalDoor portal) {
    return new RestDoors(List.of(residentNetwork, pension, portal));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    if (HttpMethod.GET.is(request.getMethod()) && signs.at(path)) {
      boolean html = accepts(request, "text/html");
      write(
          response,
          Answer.OK,
          html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
          html ? signs.html(path) : signs.text(path),
          callback);
      return true;
    }
    if (signs.isSoap(path)) {
      return false;
    }
    Answer answer =
        door(path)
            .map(door -> answer(door, request, path))
            .orElseGet(
                () ->
                    Answer.refused(
                        Answer.NOT_FOUND, "not-found", "nothing is here; GET / says what is"));
    answer.allow().ifPresent(method -> response.getHeaders().put(HttpHeader.ALLOW, method));
    write(
        response,
        answer.status(),
        answer.isProblem() ? "application/problem+json" : JSON,
        answer.body() + "\n",
        callback);
    return true;
  }

  private Optional<Door> door(String path) {
    return doors.stream().filter(door -> path.startsWith(door.sign().path() + "/")).findFirst();
  }

  /** Who calls comes first, then how, and the body last. */
  private static Answer answer(Door door, Request request, String path) {
    Optional<X509Certificate> caller = SoapServer.caller(request);
    if (caller.isEmpty()) {
      return Answer.refused(
          Answer.FORBIDDEN,
          "no-certificate",
          "call with a certificate of the folder pki/world: " + door.sign().files());
    }
    if (!door.admits(caller.get())) {
      return Answer.refused(
          Answer.FORBIDDEN,
          "other-caller",
          "this door is for another body; call with " + door.sign().files());
    }
    if (HttpMethod.POST.is(request.getMethod()) && !isJson(request)) {
      return Answer.refused(
          Answer.UNSUPPORTED_MEDIA_TYPE, "content-type", "the body must be " + JSON);
    }
    try {
      byte[] body = Content.Source.asInputStream(request).readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        return Answer.refused(
            Answer.TOO_LARGE, "too-large", "a body has at most " + MOST_BYTES + " bytes");
      }
      return door.answer(call(door, request, path, caller.get(), body));
    } catch (IllegalArgumentException e) {
      return Answer.refused(Answer.BAD_REQUEST, "malformed", String.valueOf(e.getMessage()));
    } catch (InterruptedException | IOException _) {
      return Answer.refused(Answer.UNAVAILABLE, "unavailable", "the world ends, or you have gone");
    }
  }

  private static Call call(
      Door door, Request request, String path, X509Certificate caller, byte[] body) {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      if (field.getValues().size() > 1) {
        throw new IllegalArgumentException("the parameter comes twice: " + field.getName());
      }
      query.put(field.getName(), field.getValue());
    }
    String below = path.substring(door.sign().path().length() + 1);
    return new Call(
        request.getMethod(),
        List.of(below.split("/", -1)),
        query,
        caller,
        new String(body, StandardCharsets.UTF_8));
  }

  private static boolean isJson(Request request) {
    HttpFields headers = request.getHeaders();
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    return type != null
        && JSON.equalsIgnoreCase(HttpField.getValueParameters(type, null).strip())
        && headers.get(HttpHeader.CONTENT_ENCODING) == null;
  }

  private static boolean accepts(Request request, String type) {
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return accept != null && accept.contains(type);
  }

  private static void write(
      Response response, int status, String type, String text, Callback callback) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response
        .getHeaders()
        .put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
