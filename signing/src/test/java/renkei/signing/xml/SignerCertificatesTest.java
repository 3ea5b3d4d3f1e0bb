package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import renkei.signing.Certificates;
import renkei.signing.Samples;

class SignerCertificatesTest {

  @Test
  void readsNoCertificateWithSomethingBehindIt() {
    SignerCertificates certificates = new SignerCertificates();
    String leaf =
        Base64.getEncoder().encodeToString(Certificates.encoded(Samples.ALICE.certificate()));
    byte[] der = Certificates.encoded(Samples.ALICE.certificate());

    assertThat(certificates.read(List.of(leaf))).isPresent();
    assertThat(
            certificates.read(
                List.of(Base64.getEncoder().encodeToString(Arrays.copyOf(der, der.length + 1)))))
        .isEmpty();
  }
}
