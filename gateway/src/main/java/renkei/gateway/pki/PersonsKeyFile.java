package renkei.gateway.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.crypto.KeyGenerator;
import renkei.gateway.files.DurableFiles;
import renkei.signing.SecretFile;

/**
 * The key of a demonstration for what is kept of persons. A folder that an earlier version made has
 * none yet.
 */
public final class PersonsKeyFile {

  private PersonsKeyFile() {}

  /**
   * Makes the file, under the password of its folder, if it is missing.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be read or written; trying again is
   *     safe
   */
  public static void makeIfMissing(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      String password = SecretFile.text(folder.resolve("password"));
      DurableFiles.write(file, store(password.toCharArray()));
    }
  }

  private static byte[] store(char[] password) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("data", generator.generateKey(), password, null);
      store.store(bytes, password);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make the key of persons", e);
    }
    return bytes.toByteArray();
  }
}
