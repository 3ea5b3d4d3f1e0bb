package renkei.gateway.jetty;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import renkei.gateway.http.ServerRefusal;

/**
 * Nothing but reading is done at the word of a page of another site: a browser shows its client
 * certificate, and may send what it holds of this door, whoever wrote the page that makes it call.
 * Every browser says where a call that changes something comes from, by {@code Sec-Fetch-Site} or
 * by {@code Origin} (Fetch standard, 3.2 and 4.6), and no page can take that away. Both must be
 * this door's if they are there; programs send neither. A page that hands on no referrer, as the
 * console's, makes a browser say {@code Origin: null} of its own site: then the other header must
 * speak for it. What comes from a sister host is another site's as well. Preflights are not
 * answered at any door, so no page may ask for methods or headers besides.
 */
final class OneSite {

  private static final String SITE = "Sec-Fetch-Site";
  private static final String HIDDEN = "null";
  private static final String HTTPS = "https://";
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private OneSite() {}

  /** Empty if the request only reads, or no page of another site has sent it. */
  static Optional<Refused> refusal(Request request) {
    return SAFE.contains(request.getMethod()) || isOfThisSite(request)
        ? Optional.empty()
        : Optional.of(
            new Refused(
                HttpStatus.FORBIDDEN_403,
                ServerRefusal.Kind.OTHER_SITE,
                "a page of another site sent it",
                Map.of()));
  }

  private static boolean isOfThisSite(Request request) {
    List<String> sites = request.getHeaders().getValuesList(SITE);
    List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    String own = HTTPS + request.getHeaders().get(HttpHeader.HOST);
    return sites.stream().allMatch("same-origin"::equals)
        && origins.stream()
            .allMatch(
                origin ->
                    plain(origin).equals(plain(own))
                        || (origin.equals(HIDDEN) && !sites.isEmpty()));
  }

  /** Without the port that https has anyway, which browsers leave out (RFC 6454, 6.2). */
  private static String plain(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.endsWith(":443") ? lower.substring(0, lower.length() - 4) : lower;
  }
}
