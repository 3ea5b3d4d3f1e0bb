package renkei.gateway.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether others on the way can read or answer what is sent to a server of somebody else's. An
 * address that leads to another machine must ask for TLS and for the server's own name. What is
 * said of an address never quotes it: it may hold a password.
 */
final class ServerAddress {

  private static final Pattern DATABASE_HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");
  private static final Pattern BROKER_HOST = Pattern.compile("//(\\[[^\\]]*]|[^:/?#,;)]*)");

  /** No host is this machine too. */
  private static final Pattern HERE =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])?(:[0-9]*)?");

  private ServerAddress() {}

  /** What the address of a database must say and does not; empty if there is nothing. */
  static Optional<String> missingOfDatabase(String url) {
    List<String> parameters = parameters(url);
    List<String> modes = parameters.stream().filter(each -> each.startsWith("sslmode=")).toList();
    return isDatabaseHere(url, parameters) || modes.equals(List.of("sslmode=verify-full"))
        ? Optional.empty()
        : Optional.of("sslmode=verify-full");
  }

  private static boolean isDatabaseHere(String url, List<String> parameters) {
    if (parameters.stream().anyMatch(each -> each.startsWith("service="))) {
      return false;
    }
    Matcher hosts = DATABASE_HOSTS.matcher(url);
    return !hosts.matches()
        || List.of(hosts.group(1).split(",", -1)).stream().allMatch(ServerAddress::isHere);
  }

  /** What the address of a message broker must say and does not; empty if there is nothing. */
  static Optional<String> missingOfBroker(String url) {
    List<String> hosts = BROKER_HOST.matcher(url).results().map(host -> host.group(1)).toList();
    // Behind a number sign stands another broker, with parameters of its own.
    boolean secured = List.of(url.split("#", -1)).stream().allMatch(ServerAddress::isSecuredBroker);
    return secured || (!hosts.isEmpty() && hosts.stream().allMatch(ServerAddress::isHere))
        ? Optional.empty()
        : Optional.of("sslEnabled=true and verifyHost=true, and no trustAll=true");
  }

  private static boolean isSecuredBroker(String url) {
    List<String> parameters = parameters(url);
    return parameters.containsAll(List.of("sslEnabled=true", "verifyHost=true"))
        && List.of("sslEnabled=false", "verifyHost=false", "trustAll=true").stream()
            .noneMatch(parameters::contains);
  }

  private static boolean isHere(String host) {
    return HERE.matcher(host).matches();
  }

  private static List<String> parameters(String url) {
    int query = url.indexOf('?');
    return query < 0 ? List.of() : List.of(url.substring(query + 1).split("[&;]", -1));
  }
}
