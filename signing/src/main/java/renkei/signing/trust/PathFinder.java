package renkei.signing.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import renkei.signing.Validity;

/**
 * Looks for a path from a certificate to an anchor among the certificates that came with it, in
 * whatever order they came. Depth first, by names; the number of steps is bounded, so that
 * certificates made to be confusing cost no more than that.
 */
final class PathFinder {

  private static final int MOST_STEPS = 200;
  private static final int MOST_CANDIDATES = 16;

  private final Set<X509Certificate> anchors;
  private final Collection<X509Certificate> others;
  private final Function<Path, Optional<String>> check;
  private int steps;
  private int candidates;
  private String reason = "no path to a trusted issuer";

  /**
   * One path.
   *
   * @param certificates the certificate in question first, without the anchor
   */
  record Path(List<X509Certificate> certificates, X509Certificate anchor) {

    /** When all certificates are valid, the anchor included. */
    Validity validity() {
      return certificates.stream().map(Validity::of).reduce(Validity.of(anchor), Validity::and);
    }
  }

  private PathFinder(
      Set<X509Certificate> anchors,
      Collection<X509Certificate> others,
      Function<Path, Optional<String>> check) {
    this.anchors = anchors;
    this.others = others;
    this.check = check;
  }

  /**
   * Looks for a path that passes the check.
   *
   * @param check says what is wrong with a path; empty if nothing is
   * @return the first path that passes, or what is wrong with the last one that was looked at
   */
  static VerdictCache.Verdict find(
      List<X509Certificate> chain,
      Set<X509Certificate> anchors,
      Function<Path, Optional<String>> check) {
    PathFinder finder = new PathFinder(anchors, chain.subList(1, chain.size()), check);
    List<X509Certificate> path = new ArrayList<>();
    path.add(chain.getFirst());
    return finder
        .extend(path)
        .<VerdictCache.Verdict>map(found -> new VerdictCache.Holds(found, found.validity()))
        .orElseGet(() -> new VerdictCache.Fails(finder.reason));
  }

  private Optional<Path> extend(List<X509Certificate> path) {
    X509Certificate last = path.getLast();
    for (X509Certificate anchor : anchors) {
      Path candidate = new Path(List.copyOf(path), anchor);
      if (issued(anchor, last) && passes(candidate)) {
        return Optional.of(candidate);
      }
    }
    if (path.size() >= AnchoredTrust.LONGEST_PATH) {
      return Optional.empty();
    }
    for (X509Certificate other : others) {
      if (++steps > MOST_STEPS) {
        return Optional.empty();
      }
      if (issued(other, last) && !path.contains(other) && !anchors.contains(other)) {
        path.addLast(other);
        Optional<Path> found = extend(path);
        if (found.isPresent()) {
          return found;
        }
        path.removeLast();
      }
    }
    return Optional.empty();
  }

  private boolean passes(Path path) {
    if (++candidates > MOST_CANDIDATES) {
      return false;
    }
    Optional<String> wrong = check.apply(path);
    wrong.ifPresent(found -> reason = found);
    return wrong.isEmpty();
  }

  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
