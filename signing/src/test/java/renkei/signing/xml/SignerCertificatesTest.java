package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.signing.Certificates;
import renkei.signing.Fingerprint;
import renkei.signing.Samples;
import renkei.signing.VerificationKey;
import renkei.signing.xml.SignerCertificates.Signer;

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

  @Test
  void remembersWithinItsBound() {
    SignerCertificates certificates = new SignerCertificates(100);

    for (int i = 1; i <= 1_000; i++) {
      certificates.remember(signer("flood " + i, 10));
      assertThat(certificates.weight()).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void keepsTheSignerThatIsUsedWhileOthersFlood() {
    SignerCertificates certificates = new SignerCertificates(100);
    Signer used = signer("used", 10);
    certificates.remember(used);

    for (int i = 1; i <= 1_000; i++) {
      assertThat(certificates.known(used.fingerprint())).contains(used);
      certificates.remember(signer("flood " + i, 10));
    }
  }

  @Test
  void remembersNothingThatIsHeavierThanItsBound() {
    SignerCertificates certificates = new SignerCertificates(100);
    Signer heavy = signer("heavy", 101);

    certificates.remember(heavy);

    assertThat(certificates.weight()).isZero();
    assertThat(certificates.known(heavy.fingerprint())).isEmpty();
  }

  @Test
  void keepsALateComerOnceItIsUsed() {
    SignerCertificates certificates = new SignerCertificates(100);
    IntStream.range(0, 100).forEach(i -> certificates.remember(signer("early " + i, 10)));
    Signer late = signer("late", 10);

    for (int i = 0; i < 16; i++) {
      Optional<Signer> _ = certificates.known(late.fingerprint());
      certificates.remember(late);
    }

    assertThat(certificates.known(late.fingerprint())).contains(late);
  }

  private static Signer signer(String name, int length) {
    return new Signer(
        Samples.ALICE.chain(),
        VerificationKey.of(Samples.ALICE.certificate().getPublicKey()).orElseThrow(),
        Fingerprint.of(List.of(name.getBytes(StandardCharsets.UTF_8))),
        length);
  }
}
