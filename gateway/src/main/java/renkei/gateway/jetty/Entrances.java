package renkei.gateway.jetty;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.Entrance;
import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServedPath;

/** What the endpoints of one door let in, together. Thread-safe. */
final class Entrances {

  private final List<Entrance> all = new CopyOnWriteArrayList<>();

  void add(Entrance entrance) {
    all.add(entrance);
  }

  /** Whether a certificate has exactly one name, and some endpoint lets it in. */
  boolean let(List<URI> names) {
    return names.size() == 1
        && all.stream().anyMatch(entrance -> entrance.callers().test(names.getFirst()));
  }

  /** What is served at a path. */
  Optional<ServedPath> served(String path) {
    return all.stream()
        .filter(entrance -> entrance.covers(path))
        .flatMap(entrance -> entrance.served(path).stream())
        .findFirst();
  }

  /** The form in which something about a request is refused. */
  RefusalForm form(Request request) {
    String path = path(request);
    return all.stream()
        .filter(entrance -> entrance.covers(path))
        .map(Entrance::form)
        .findFirst()
        .orElse(JsonForm.INSTANCE);
  }

  /** Of a request whose address cannot be read, empty: that is nobody's path. */
  static String path(Request request) {
    @Nullable String path =
        request.getHttpURI() == null ? null : request.getHttpURI().getCanonicalPath();
    return path == null ? "" : path;
  }
}
