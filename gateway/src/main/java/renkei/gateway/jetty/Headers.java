package renkei.gateway.jetty;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The headers of every answer of every door, errors included. */
final class Headers {

  /** Nothing that a door says is for a cache to keep (RFC 9111, 5.2.2.5). */
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  /** The address never speaks anything but TLS (RFC 6797); a year. */
  private static final HttpField HSTS =
      new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

  /** The content is what its type says, and no script (Fetch standard, X-Content-Type-Options). */
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private Headers() {}

  static void harden(HttpFields.Mutable headers) {
    headers.put(NO_STORE);
    headers.put(HSTS);
    headers.put(NO_SNIFF);
  }
}
