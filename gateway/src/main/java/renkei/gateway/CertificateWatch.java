package renkei.gateway;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.trust.CertificateExpiry;

/**
 * Says in the log which of the gateway's own certificates end within 90, 60, 30 or 7 days, or have
 * ended: by the file they lie in, and nothing of what they say.
 */
final class CertificateWatch {

  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

  private final Supplier<Map<X509Certificate, String>> certificates;
  private final Clock clock;

  /**
   * Watches certificates.
   *
   * @param certificates the file each of them lies in; asked at each look
   */
  CertificateWatch(Supplier<Map<X509Certificate, String>> certificates, Clock clock) {
    this.certificates = certificates;
    this.clock = clock;
  }

  /** Warns of each that needs it, the first to end first. */
  void look() {
    Map<X509Certificate, String> files = certificates.get();
    CertificateExpiry.of(files.keySet(), clock.instant()).forEach(warning -> warn(warning, files));
  }

  private static void warn(CertificateExpiry.Warning warning, Map<X509Certificate, String> files) {
    String file = files.get(warning.certificate());
    switch (warning.nearness()) {
      case WITHIN_90_DAYS, WITHIN_60_DAYS, WITHIN_30_DAYS, WITHIN_7_DAYS ->
          log.warn("a certificate in {} ends on {} ({})", file, warning.end(), warning.nearness());
      case EXPIRED -> log.warn("a certificate in {} ended on {}", file, warning.end());
    }
  }
}
