package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** A period with both ends in it (RFC 5280, 4.1.2.5). */
public record Validity(Instant from, Instant until) {

  /** That of a certificate. */
  public static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** The time that belongs to both. */
  public Validity and(Validity other) {
    return new Validity(
        from.isAfter(other.from) ? from : other.from,
        until.isBefore(other.until) ? until : other.until);
  }

  /** The end is a whole second: all of that second belongs to the period. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until.plusSeconds(1));
  }
}
