package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** A certificate for which answers are sealed; the broker only hands it on. */
final class AskersCertificate {

  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBeTCCAR+gAwIBAgIUGfc7EeKgi8/6OS+dC8qnXUUZ+SowCgYIKoZIzj0EAwIw
      EjEQMA4GA1UEAwwHUGVuc2lvbjAeFw0yNjExMzAwNjQ4MThaFw0zNjExMjcwNjQ4
      MThaMBIxEDAOBgNVBAMMB1BlbnNpb24wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
      AASvA/EmjbP09htJDDS5qJLZ57Nt6fYEVCnbPm2jWnjrBk84i/DZzbaqS14MxN3X
      iz6Gj1zNugfznyvnORlCXysvo1MwUTAdBgNVHQ4EFgQUd6Yc5CnrOi6coeIP7JEE
      Kly794swHwYDVR0jBBgwFoAUd6Yc5CnrOi6coeIP7JEEKly794swDwYDVR0TAQH/
      BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAgcnAxJMc+Rb7F1q2KbXuqFQtcYN5
      aBszvouOakJC2L0CIFKnWxbvKcjZQawfI9iaN5sz/AbJWmYq/H+TrO1mzc0A
      -----END CERTIFICATE-----
      """;

  static final X509Certificate CERTIFICATE = read();

  private AskersCertificate() {}

  private static X509Certificate read() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(PEM.getBytes(US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
