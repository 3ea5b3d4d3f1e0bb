package renkei.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.signing.trust.CertificateNames;

class KeysAtRestTest {

  private static final byte[] CONTEXT = "row 7".getBytes(StandardCharsets.UTF_8);
  private static final char[] PASSWORD = "not a secret".toCharArray();

  @TempDir private Path folder;

  private static SecretKey aes(int bytes) {
    byte[] key = new byte[bytes];
    key[0] = 1;
    return new SecretKeySpec(key, "AES");
  }

  @Test
  void decryptsWhatItEncryptedInTheSameContext() {
    DataKey key = DataKey.of(aes(32));
    byte[] plain = "内容".getBytes(StandardCharsets.UTF_8);

    byte[] box = key.encrypt(plain, CONTEXT);

    assertThat(key.decrypt(box, CONTEXT)).hasValue(plain);
    assertThat(key.encrypt(plain, CONTEXT)).isNotEqualTo(box);
    assertThat(key.decrypt(box, "row 8".getBytes(StandardCharsets.UTF_8))).isEmpty();
    for (int i = 0; i < box.length; i++) {
      byte[] changed = box.clone();
      changed[i] ^= 1;
      assertThat(key.decrypt(changed, CONTEXT)).isEmpty();
    }
    assertThat(key.decrypt(new byte[27], CONTEXT)).isEmpty();
  }

  @Test
  void refusesDataKeysOfAnotherLength() {
    assertThatThrownBy(() -> DataKey.of(aes(16))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlindIndexKey.of(aes(16)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indexesAsHmacSha256() {
    byte[] octets = new byte[32];
    Arrays.fill(octets, (byte) 0x0b);

    byte[] index = BlindIndexKey.of(new SecretKeySpec(octets, "HmacSHA256")).index("Hi There");

    assertThat(HexFormat.of().formatHex(index))
        .isEqualTo("198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
  }

  @Test
  void opensKeyStores() throws GeneralSecurityException, IOException {
    KeyStoreFile opened = KeyStoreFile.open(written(), PASSWORD);

    assertThat(opened.identity("alice").chain()).isEqualTo(Samples.ALICE.chain());
    assertThat(opened.secretKey("data").getEncoded()).isEqualTo(aes(32).getEncoded());
    assertThat(opened.trusted()).isEqualTo(Samples.ROOT.anchors());
    assertThatThrownBy(() -> opened.identity("bob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bob");
    assertThatThrownBy(() -> opened.secretKey("alice"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhichKeyStoreDoesNotOpenAndNoPassword() throws GeneralSecurityException, IOException {
    Path file = written();

    assertThatThrownBy(() -> KeyStoreFile.open(file, "wrong one".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("wrong one");
    assertThatThrownBy(() -> KeyStoreFile.open(folder.resolve("none.p12"), PASSWORD))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void readsTheUrisOfACertificate() {
    assertThat(CertificateNames.uris(Samples.ALICE.certificate()))
        .containsExactly(URI.create("urn:example:party"));
    assertThat(CertificateNames.uris(Samples.ROOT.certificate())).isEmpty();
  }

  @Test
  void signsPlainBytes() {
    byte[] data = "head".getBytes(StandardCharsets.UTF_8);
    DetachedSignature signature = Signatures.sign(Samples.ALICE, data);
    X509Certificate alice = Samples.ALICE.certificate();

    assertThat(Signatures.verify(alice, data, signature)).isTrue();
    assertThat(Signatures.verify(Samples.BOB.certificate(), data, signature)).isFalse();
    assertThat(Signatures.verify(alice, new byte[0], signature)).isFalse();
    assertThat(
            Signatures.verify(
                alice, data, new DetachedSignature("urn:none", signature.key(), signature.value())))
        .isFalse();
    assertThat(
            Signatures.verify(
                alice,
                data,
                new DetachedSignature(signature.algorithm(), signature.key(), new byte[64])))
        .isFalse();
  }

  private Path written() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "alice",
        Samples.ALICE.key(),
        PASSWORD,
        Samples.ALICE.chain().toArray(X509Certificate[]::new));
    store.setEntry(
        "data", new KeyStore.SecretKeyEntry(aes(32)), new KeyStore.PasswordProtection(PASSWORD));
    store.setCertificateEntry("root", Samples.ROOT.certificate());
    Path file = folder.resolve("keys.p12");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }
}
