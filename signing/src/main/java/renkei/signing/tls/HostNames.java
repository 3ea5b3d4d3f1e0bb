package renkei.signing.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate carries the name of a host (RFC 9525): subject alternative names only, and
 * a wildcard only as the whole left-most label.
 */
final class HostNames {

  private static final int DNS = 2;
  private static final int IP = 7;

  private HostNames() {}

  static boolean match(X509Certificate certificate, @Nullable String host)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null || host == null || host.isEmpty()) {
      return false;
    }
    boolean address = isAddress(host);
    for (List<?> name : names) {
      if (name.get(1) instanceof String value
          && (address
              ? name.get(0).equals(IP) && sameAddress(value, host)
              : name.get(0).equals(DNS) && sameName(value, host))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  private static boolean sameAddress(String left, String right) {
    try {
      return InetAddress.ofLiteral(left).equals(InetAddress.ofLiteral(right));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean sameName(String pattern, String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String wanted = pattern.toLowerCase(Locale.ROOT);
    if (!wanted.startsWith("*.")) {
      return wanted.equals(name);
    }
    int dot = name.indexOf('.');
    return dot > 0 && wanted.indexOf('.', 2) > 0 && wanted.substring(1).equals(name.substring(dot));
  }
}
