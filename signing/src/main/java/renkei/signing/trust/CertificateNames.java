package renkei.signing.trust;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import renkei.signing.ProviderCall;

/** The names a certificate gives its holder. */
public final class CertificateNames {

  /** GeneralName choice 6, uniformResourceIdentifier (RFC 5280, 4.2.1.6). */
  private static final int URI_NAME = 6;

  private static final int LONGEST_SHOWN = 200;

  private CertificateNames() {}

  /**
   * The subject (RFC 2253) for a sentence that somebody reads. Whoever made the certificate chose
   * it: at most 200 characters of it, and a question mark for each that a terminal or a log would
   * obey instead of showing it.
   */
  public static String inShort(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(LONGEST_SHOWN)
        .map(character -> isShown(character) ? character : '?')
        .forEach(shown::appendCodePoint);
    return name.codePointCount(0, name.length()) > LONGEST_SHOWN
        ? shown.append("...").toString()
        : shown.toString();
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /**
   * The URIs among the subject alternative names (RFC 5280, 4.2.1.6), in the order they stand
   * there.
   *
   * @return empty if there are none; a malformed extension or URI counts as none
   */
  public static List<URI> uris(X509Certificate certificate) {
    Collection<List<?>> names =
        ProviderCall.orEmpty(() -> Optional.ofNullable(certificate.getSubjectAlternativeNames()))
            .flatMap(found -> found)
            .orElse(List.of());
    List<URI> uris = new ArrayList<>();
    for (List<?> name : names) {
      if (name.get(0) instanceof Integer kind
          && kind == URI_NAME
          && name.get(1) instanceof String value) {
        parse(value).ifPresent(uris::add);
      }
    }
    return List.copyOf(uris);
  }

  private static Optional<URI> parse(String value) {
    try {
      return Optional.of(new URI(value));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
