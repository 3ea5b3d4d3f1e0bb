package renkei.gateway.jetty;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import renkei.gateway.http.BodyType;
import renkei.gateway.http.ServedPath;

/**
 * Refuses by the head of a request, in this order: a path that is not served, a method it does not
 * have, an act that a page of another site made a browser send ({@link OneSite}), an encoding, a
 * media type or a character set that is not taken, and a body that says it is too long. Nothing of
 * the body is read, and nothing behind the gate has looked at the head.
 */
final class HeadGate extends Handler.Wrapper {

  private final Entrances entrances;
  private final long longestBody;

  HeadGate(Handler inner, Entrances entrances, long longestBody) {
    super(inner);
    this.entrances = entrances;
    this.longestBody = longestBody;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Refused> refused = refusal(request);
    if (refused.isPresent()) {
      refused.get().write(request, response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private Optional<Refused> refusal(Request request) {
    Optional<ServedPath> path = entrances.served(Entrances.path(request));
    if (path.isEmpty()) {
      return Optional.of(new Refused(HttpStatus.NOT_FOUND_404, "nothing is at this path"));
    }
    Set<String> types = path.get().methods().get(request.getMethod());
    if (types == null) {
      return Optional.of(
          new Refused(
              HttpStatus.METHOD_NOT_ALLOWED_405,
              "the path takes " + path.get().allow(),
              Map.of("Allow", path.get().allow())));
    }
    return OneSite.refusal(request)
        .or(() -> unlessPlain(request, types.contains(ServedPath.GZIP)))
        .or(() -> unlessOfType(request, types))
        .or(() -> unlessShortEnough(request));
  }

  /**
   * No coding is taken but where a path bounds what a body unpacks to (RFC 9110, 8.4 and 12.5.3).
   */
  private static Optional<Refused> unlessPlain(Request request, boolean gzip) {
    List<String> codings = request.getHeaders().getValuesList(HttpHeader.CONTENT_ENCODING);
    boolean plain = codings.stream().allMatch("identity"::equalsIgnoreCase);
    boolean packed = gzip && codings.size() == 1 && codings.getFirst().equalsIgnoreCase("gzip");
    return plain || packed
        ? Optional.empty()
        : Optional.of(
            new Refused(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                gzip
                    ? "the only Content-Encoding taken is gzip, or none"
                    : "the only Content-Encoding taken is identity, that is none",
                Map.of("Accept-Encoding", gzip ? "gzip" : "identity")));
  }

  private static Optional<Refused> unlessOfType(Request request, Set<String> types) {
    List<String> stated = request.getHeaders().getValuesList(HttpHeader.CONTENT_TYPE);
    boolean taken =
        stated.isEmpty()
            ? types.contains(ServedPath.NONE_STATED) || types.contains(ServedPath.ANY)
            : stated.size() == 1
                && BodyType.read(stated.getFirst())
                    .filter(
                        type -> types.contains(type.mediaType()) || types.contains(ServedPath.ANY))
                    .isPresent();
    return taken
        ? Optional.empty()
        : Optional.of(
            new Refused(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                "the Content-Type taken is " + named(types) + ", in UTF-8"));
  }

  private static String named(Set<String> types) {
    return types.stream()
        .filter(type -> !type.equals(ServedPath.NONE_STATED) && !type.equals(ServedPath.GZIP))
        .map(type -> type.equals(ServedPath.ANY) ? "any media type" : type)
        .sorted()
        .reduce((left, right) -> left + " or " + right)
        .orElse("none");
  }

  private Optional<Refused> unlessShortEnough(Request request) {
    return request.getLength() <= longestBody
        ? Optional.empty()
        : Optional.of(new Refused(HttpStatus.PAYLOAD_TOO_LARGE_413, "the body is too long"));
  }
}
