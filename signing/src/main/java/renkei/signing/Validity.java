package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** A period with both ends in it (RFC 5280, 4.1.2.5). */
record Validity(Instant from, Instant until) {

  static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** When all certificates of a path are valid, its anchor included. */
  static Validity of(PathFinder.Path path) {
    Validity validity = of(path.anchor());
    for (X509Certificate certificate : path.certificates()) {
      Validity other = of(certificate);
      validity =
          new Validity(
              validity.from.isAfter(other.from) ? validity.from : other.from,
              validity.until.isBefore(other.until) ? validity.until : other.until);
    }
    return validity;
  }

  /** The end is a whole second: all of that second belongs to the period. */
  boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until.plusSeconds(1));
  }
}
