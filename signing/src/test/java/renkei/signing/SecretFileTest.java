package renkei.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read or change a file that holds a secret. */
class SecretFileTest {

  private static final char[] PASSWORD = "not a secret".toCharArray();

  @TempDir private Path folder;

  private Path secret(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), " the secret \n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void readsWhatItsOwnerAloneMayRead(String permissions) throws IOException {
    assertThat(SecretFile.text(secret(permissions))).isEqualTo("the secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r--r--", "rw----r--", "rw-----w-", "rw--w----", "rwx--x---", "rw------x"})
  void namesTheFileAndTheCommandWhereOthersMayReadOrChangeIt(String permissions)
      throws IOException {
    Path file = secret(permissions);

    assertThatThrownBy(() -> SecretFile.text(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s may be read or changed by others than its owner (%s); chmod 600 %s",
            file, permissions, file)
        .hasMessageNotContaining("the secret");
  }

  @Test
  void looksAtTheFileThatALinkLeadsTo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), secret("rw-r--r--"));

    assertThatThrownBy(() -> SecretFile.text(link)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> SecretFile.text(folder.resolve("none")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(SecretFile.sharing(folder.resolve("none"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r-----, root, renkei, false",
    "r--r-----, root, renkei, false",
    "rw-rw----, root, renkei, true",
    "rw-r--r--, root, renkei, true",
    "rw-r-----, root, root, true",
    "rw-r-----, renkei, renkei, true",
    "rw-r-----, another, renkei, true",
    "rw-------, another, renkei, false"
  })
  void lettingTheGroupReadIsForFilesOfRootThatAnotherAccountUses(
      String permissions, String owner, String reader, boolean shared) {
    assertThat(SecretFile.isShared(PosixFilePermissions.fromString(permissions), owner, reader))
        .isEqualTo(shared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private key", "secret key"})
  void opensNoKeyStoreWithAKeyThatOthersMayRead(String kind) throws Exception {
    Path file = keyStore(kind, "rw-r--r--");

    assertThatThrownBy(() -> KeyStoreFile.open(file, PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600 " + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatCode(() -> KeyStoreFile.open(file, PASSWORD)).doesNotThrowAnyException();
  }

  @Test
  void letsAllReadAnchorsAndNobodyElseChangeThem() throws Exception {
    Path file = keyStore("certificate", "rw-r--r--");
    assertThat(KeyStoreFile.open(file, PASSWORD).trusted()).isEqualTo(Samples.ROOT.anchors());

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThatThrownBy(() -> KeyStoreFile.open(file, PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may be changed by others")
        .hasMessageContaining("chmod go-w " + file);
  }

  private Path keyStore(String kind, String permissions)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    switch (kind) {
      case "private key" ->
          store.setKeyEntry(
              "it",
              Samples.ALICE.key(),
              PASSWORD,
              Samples.ALICE.chain().toArray(X509Certificate[]::new));
      case "secret key" ->
          store.setKeyEntry("it", new SecretKeySpec(new byte[32], "AES"), PASSWORD, null);
      default -> store.setCertificateEntry("it", Samples.ROOT.certificate());
    }
    Path file = folder.resolve("store.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
