package renkei.signing.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.signing.TestAuthority.NOW;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.signing.AlgorithmTable;
import renkei.signing.Certificates;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.jws.JwsVerification.Genuine;
import renkei.signing.jws.JwsVerification.Reason;
import renkei.signing.jws.JwsVerification.Rejected;

class CompactJwsTest {

  private static final String TYPE = "example+json";
  private static final byte[] PAYLOAD = "{\"name\": \"児童手当\"}".getBytes(UTF_8);
  private static final AlgorithmTable TABLE = AlgorithmTable.standard();

  @ParameterizedTest
  @CsvSource({"P256, ES256", "P384, ES384", "RSA3072, PS256", "ED25519, EdDSA"})
  void handsBackWhatWasSignedAndBySigner(Kind kind, String name) {
    SigningIdentity signer = Samples.ISSUER.identity("Signer", kind);

    byte[] file = CompactJws.sign(signer, TYPE, PAYLOAD, TABLE, NOW);

    assertThat(header(file)).startsWith("{\"alg\":\"" + name + "\",\"typ\":\"example+json\",");
    assertThat(verify(file)).isInstanceOf(Genuine.class);
    Genuine genuine = (Genuine) verify(file);
    assertThat(genuine.payload()).isEqualTo(PAYLOAD);
    assertThat(genuine.chain()).isEqualTo(signer.chain());
    assertThat(genuine.signer()).isEqualTo(signer.certificate());
  }

  /** By the letter of RFC 7515, 5.1, with nothing of ours: what any library does. */
  @Test
  void isReadByWhoeverKnowsTheStandardAlone() throws GeneralSecurityException {
    String[] parts = text(signed()).split("\\.", -1);
    Signature standard = Signature.getInstance("SHA256withECDSAinP1363Format");
    standard.initVerify(Samples.ALICE.certificate().getPublicKey());
    standard.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(standard.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(Base64.getUrlDecoder().decode(parts[1])).isEqualTo(PAYLOAD);
  }

  @Test
  void takesTheMembersOfTheHeaderInAnyOrderAsOthersWriteThem() {
    String other =
        "{ \"x5c\": [%s], \"typ\": \"example+json\", \"alg\": \"ES256\" }".formatted(chain());

    assertThat(verify(signedUnder(other))).isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s],\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s],\"jku\":\"https://a.example\"}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s],\"jwk\":{}}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s],\"kid\":\"1\"}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s],\"b64\":false}",
        "{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s]}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s]} {}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s, 1]}",
        "{\"alg\":\"ES256\",\"typ\":null,\"x5c\":[%s]}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[]}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\"}",
        "{\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s]} x",
        "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"typ\":\"example+json\",\"x5c\":[%s]}",
        "[%s]",
        "",
      })
  void refusesEveryOtherHeader(String header) {
    assertThat(verify(signedUnder(header.formatted(chain()))))
        .isEqualTo(new Rejected(Reason.HEADER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS256", "HS512", "RS256", "ES512", "", "ES384", "EdDSA"})
  void refusesEveryAlgorithmButTheKeysOwn(String algorithm) {
    String header =
        "{\"alg\":\"%s\",\"typ\":\"example+json\",\"x5c\":[%s]}".formatted(algorithm, chain());

    assertThat(verify(signedUnder(header))).isEqualTo(new Rejected(Reason.ALGORITHM));
  }

  @Test
  void handsOutTheSamePayloadOfAFileThatWasKept() {
    assertThat(CompactJws.payloadOfKept(signed())).isEqualTo(PAYLOAD);
    assertThatThrownBy(() -> CompactJws.payloadOfKept(PAYLOAD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAFileOfAnotherType() {
    byte[] file = CompactJws.sign(Samples.ALICE, "other+json", PAYLOAD, TABLE, NOW);

    assertThat(verify(file)).isEqualTo(new Rejected(Reason.TYPE));
  }

  @Test
  void refusesAChangedPayloadAndACertificateOfSomebodyElse() {
    String[] parts = text(signed()).split("\\.", -1);
    String other = url("{\"name\": \"地方税\"}".getBytes(UTF_8));
    String bobs =
        url(
            new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8)
                .replace(base64(Samples.ALICE), base64(Samples.BOB))
                .getBytes(UTF_8));

    assertThat(verify(parts[0] + "." + other + "." + parts[2]))
        .isEqualTo(new Rejected(Reason.SIGNATURE));
    assertThat(verify(bobs + "." + parts[1] + "." + parts[2]))
        .isEqualTo(new Rejected(Reason.SIGNATURE));
  }

  @Test
  void refusesASignerWhoseCertificateDoesNotCount() {
    SigningIdentity stranger = TestAuthority.root("Other Root").identity("Alice");
    SigningIdentity sealing =
        Samples.ISSUER.identity("Alice", Kind.P256, TestAuthority.Usage.AGREEMENT_ONLY);

    assertThat(verify(CompactJws.sign(stranger, TYPE, PAYLOAD, TABLE, NOW)))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    assertThatThrownBy(() -> CompactJws.sign(sealing, TYPE, PAYLOAD, TABLE, NOW))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void refusesWhatTheTableHasEndedAndAnExpiredCertificate() {
    byte[] file = signed();
    Instant ended = Instant.parse("2036-01-02T00:00:00Z");

    assertThat(
            CompactJws.verify(
                file, TYPE, (chain, _) -> Samples.TRUST.check(chain, NOW), TABLE, ended))
        .isEqualTo(new Rejected(Reason.ALGORITHM));
    assertThat(
            CompactJws.verify(file, TYPE, Samples.TRUST, TABLE, TestAuthority.END.plusSeconds(1)))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    assertThatThrownBy(() -> CompactJws.sign(Samples.ALICE, TYPE, PAYLOAD, TABLE, ended))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void hasNoNameForAKeyThatJwsDoesNotKnow() {
    SigningIdentity lattice = Samples.ISSUER.identity("Alice", Kind.ML_DSA_65);

    assertThatThrownBy(() -> CompactJws.sign(lattice, TYPE, PAYLOAD, TABLE, NOW))
        .isInstanceOf(SigningUnavailableException.class);
  }

  @Test
  void refusesEveryOtherFormThanThreePartsInTheirOneEncoding() {
    String file = text(signed());

    assertThat(List.of("", "a.b", file + ".", file + "\n", file + "=", "." + file, file + "é"))
        .allSatisfy(text -> assertThat(verify(text)).isEqualTo(new Rejected(Reason.FORM)));
    assertThat(verify(new byte[CompactJws.MOST_BYTES + 1]))
        .isEqualTo(new Rejected(Reason.OUT_OF_BOUNDS));
    assertThatThrownBy(
            () -> CompactJws.sign(Samples.ALICE, TYPE, new byte[CompactJws.MOST_BYTES], TABLE, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhateverWasChangedAnywhereAndNeverThrows() {
    long seed = new Random().nextLong();
    System.out.println("CompactJwsTest seed " + seed);
    Random random = new Random(seed);
    byte[] genuine = signed();
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = changed(genuine, random);
      if (!Arrays.equals(changed, genuine)) {
        assertThat(verify(changed)).as("seed %s, round %s", seed, i).isInstanceOf(Rejected.class);
      }
    }
  }

  private static byte[] changed(byte[] genuine, Random random) {
    byte[] changed = genuine.clone();
    switch (random.nextInt(3)) {
      case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      default -> changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private static byte[] signed() {
    return CompactJws.sign(Samples.ALICE, TYPE, PAYLOAD, TABLE, NOW);
  }

  /** Signed by Alice, as she would sign another header than ours. */
  private static byte[] signedUnder(String header) {
    String signed = url(header.getBytes(UTF_8)) + "." + url(PAYLOAD);
    byte[] value = Samples.ALICE.signingKey().sign(signed.getBytes(StandardCharsets.US_ASCII));
    return (signed + "." + url(value)).getBytes(StandardCharsets.US_ASCII);
  }

  private static String chain() {
    UnaryOperator<String> quoted = text -> "\"" + text + "\"";
    return String.join(
        ",",
        Samples.ALICE.chain().stream()
            .map(certificate -> quoted.apply(JwsHeader.base64(Certificates.encoded(certificate))))
            .toList());
  }

  private static String base64(SigningIdentity identity) {
    return JwsHeader.base64(Certificates.encoded(identity.certificate()));
  }

  private static String header(byte[] file) {
    return new String(Base64.getUrlDecoder().decode(text(file).split("\\.", -1)[0]), UTF_8);
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.US_ASCII);
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static JwsVerification verify(String file) {
    return verify(file.getBytes(UTF_8));
  }

  private static JwsVerification verify(byte[] file) {
    return CompactJws.verify(file, TYPE, Samples.TRUST, TABLE, NOW);
  }
}
