package renkei.signing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable;
import renkei.signing.ExternalTool;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.Unchecked;
import renkei.signing.evidence.AnySigner;
import renkei.signing.evidence.BatchSigner;
import renkei.signing.evidence.ItemProof;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.xml.Verification;

/** Keys in a token of SoftHSM 2; skipped where that is not installed. */
class HardwareTokenTest {

  private static final Logger LOG = LoggerFactory.getLogger(HardwareTokenTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final char[] PIN = "1234".toCharArray();

  @TempDir private static Path folder;

  private static Path library;
  private static HardwareToken token;

  @BeforeAll
  static void makeToken() throws IOException, GeneralSecurityException {
    ExternalTool util = ExternalTool.orSkip("softhsm2-util");
    Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(
        configuration(),
        "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
            .formatted(folder.resolve("tokens")));
    for (String label : List.of("test", "second")) {
      ExternalTool.Run run =
          util.run(
              folder,
              "--init-token",
              "--free",
              "--label",
              label,
              "--pin",
              "1234",
              "--so-pin",
              "5678");
      assertThat(run.status()).as(run.output()).isZero();
    }
    library = library();
    token = HardwareToken.open("softhsm", library, 0, PIN, PATIENCE);
    for (Kind kind : List.of(Kind.P256, Kind.P384, Kind.RSA3072)) {
      SigningIdentity outside = Samples.ISSUER.identity("In the token", kind);
      token
          .store()
          .setKeyEntry(
              kind.name(),
              Unchecked.key(outside),
              null,
              outside.chain().toArray(X509Certificate[]::new));
    }
  }

  @AfterAll
  static void closeToken() {
    if (token != null) {
      token.close();
    }
  }

  private static Path library() {
    Optional<Path> library =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/lib64/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();
    if (library.isEmpty()) {
      LOG.warn("skipped: the library of SoftHSM 2 is not installed");
    }
    return library.orElseGet(() -> Assumptions.abort("the library of SoftHSM 2 is not installed"));
  }

  /** SoftHSM finds its configuration by the environment, which the build sets. */
  private static Path configuration() {
    String place = System.getenv("SOFTHSM2_CONF");
    if (place == null) {
      LOG.warn("skipped: SOFTHSM2_CONF is not set");
    }
    return Optional.ofNullable(place)
        .map(Path::of)
        .orElseGet(() -> Assumptions.abort("SOFTHSM2_CONF is not set"));
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA3072"})
  void keepsItsKey(Kind kind) {
    SigningIdentity identity = token.identity(kind.name());

    assertThat(Unchecked.key(identity).getEncoded()).isNull();
    assertThat(identity).asString().contains("In the token").contains("****");
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA3072"})
  void signsMessages(Kind kind) {
    SigningIdentity identity = token.identity(kind.name());

    assertThat(Samples.verify(Samples.signed(Samples.MESSAGE, identity)))
        .isInstanceOfSatisfying(
            Verification.Genuine.class,
            genuine -> assertThat(genuine.signer()).isEqualTo(identity.certificate()));
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384"})
  void opensSeals(Kind kind) {
    SigningIdentity identity = token.identity(kind.name());
    byte[] content = "内容".getBytes(StandardCharsets.UTF_8);
    SealContext context = new SealContext("m", "s", "r");
    Element seal = Sealer.create().seal(content, context, List.of(identity.certificate()));

    assertThat(Opener.with(List.of(identity)).open(seal, context))
        .isInstanceOfSatisfying(
            Opening.Opened.class, opened -> assertThat(opened.content()).isEqualTo(content));
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA3072"})
  void signsBatches(Kind kind) {
    SigningIdentity identity = token.identity(kind.name());
    ItemProof proof = BatchSigner.of(identity).sign(List.of(new byte[] {1})).getFirst();

    assertThat(
            AnySigner.verify(
                proof.head(),
                List.of(identity.certificate()),
                AlgorithmTable.standard(),
                TestAuthority.NOW,
                TestAuthority.NOW))
        .isPresent();
  }

  @Test
  void logsOutWhenItIsClosed() {
    char[] wrong = "4321".toCharArray();
    HardwareToken.open("second", library, 1, PIN, PATIENCE).close();

    assertThatThrownBy(() -> HardwareToken.open("second", library, 1, wrong, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("4321");
    HardwareToken.open("second", library, 1, PIN, PATIENCE).close();
    SigningIdentity _ = token.identity("P256");
    assertThat(token.probe()).as("the other token").isTrue();
  }

  @Test
  void isOpenOnceInAProcess() {
    SigningIdentity _ = token.identity("P256");

    assertThatThrownBy(() -> HardwareToken.open("again", library, 0, PIN, PATIENCE))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(token.probe()).isTrue();
  }

  @Test
  void answersItsProbe() {
    SigningIdentity _ = token.identity("P256");

    assertThat(token.probe()).isTrue();
    assertThat(token.ejection()).isEmpty();
  }

  @Test
  void saysWhatItDoesNotHold() {
    assertThatThrownBy(() -> token.identity("nobody")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                HardwareToken.open(
                    "none", folder.resolve("none.so"), 0, PIN, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("1234");
  }
}
