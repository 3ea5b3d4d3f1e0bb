package renkei.gateway;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.trust.CertificateExpiry;

/**
 * Says in the log which of the gateway's own certificates end within 90, 60, 30 or 7 days, or have
 * ended: by the file they lie in, and nothing of what they say.
 */
final class CertificateWatch {

  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

  private final Map<X509Certificate, String> files;
  private final Clock clock;

  /**
   * Watches certificates.
   *
   * @param files the file each of them lies in
   */
  CertificateWatch(Map<X509Certificate, String> files, Clock clock) {
    this.files = Map.copyOf(files);
    this.clock = clock;
  }

  /** Warns of each that needs it, the first to end first. */
  void look() {
    CertificateExpiry.of(files.keySet(), clock.instant()).forEach(this::warn);
  }

  private void warn(CertificateExpiry.Warning warning) {
    String file = files.get(warning.certificate());
    switch (warning.nearness()) {
      case WITHIN_90_DAYS, WITHIN_60_DAYS, WITHIN_30_DAYS, WITHIN_7_DAYS ->
          log.warn("a certificate in {} ends on {} ({})", file, warning.end(), warning.nearness());
      case EXPIRED -> log.warn("a certificate in {} ended on {}", file, warning.end());
    }
  }
}
