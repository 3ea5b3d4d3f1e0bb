package renkei.gateway.http;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What an endpoint lets the server under it decide, from the certificate and the head of a request
 * alone: whatever does not pass is refused before a byte of the body is read.
 *
 * @param area the paths whose refusals are told in the endpoint's form
 * @param callers which name in a client's certificate may send anything; the certificate must have
 *     exactly one. Not asked where the door asks for no certificate
 * @param paths what is served; everything else is not found
 * @param form how refusals are told
 */
public record Entrance(
    Pattern area, Predicate<URI> callers, List<ServedPath> paths, RefusalForm form) {

  public Entrance {
    paths = List.copyOf(paths);
  }

  /** The one among the paths served that is meant. */
  public Optional<ServedPath> served(String path) {
    return paths.stream()
        .filter(served -> served.fits(path))
        .max(Comparator.comparingInt(ServedPath::literals));
  }

  /** Whether refusals at a path are told in this endpoint's form. */
  public boolean covers(String path) {
    return area.matcher(path).matches();
  }
}
