package renkei.gateway.console;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import renkei.codebook.TenantId;
import renkei.gateway.staff.ClientKey;
import renkei.gateway.staff.Login;
import renkei.gateway.staff.NewPerson;
import renkei.gateway.staff.Place;

/**
 * Reads who is meant from the fields of a form or a JSON object. Every method throws {@link
 * IllegalArgumentException}, which names the form expected.
 */
final class PersonForm {

  private final UnaryOperator<String> fields;

  /**
   * @param fields the value of each field by its name, blank if there is none
   */
  PersonForm(UnaryOperator<String> fields) {
    this.fields = fields;
  }

  /** The municipality of field {@code tenant}; the platform without one. */
  Place place() {
    String tenant = fields.apply("tenant").strip();
    return tenant.isEmpty() ? Place.PLATFORM : Place.of(new TenantId(tenant));
  }

  Login login() {
    return new Login(fields.apply("login").strip());
  }

  NewPerson newPerson() {
    return new NewPerson(
        place(),
        login(),
        fields.apply("name").strip(),
        NewPerson.rights(fields.apply("rights")),
        NewPerson.day(fields.apply("until").strip()),
        key());
  }

  /** The key of the certificate in field {@code certificate} (PEM); empty without one. */
  Optional<ClientKey> key() {
    String pem = fields.apply("certificate").strip();
    if (pem.isEmpty()) {
      return Optional.empty();
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(ClientKey.of(certificate));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate is written in PEM", e);
    }
  }
}
