package renkei.gateway.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.crypto.KeyGenerator;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.pki.Authority.Certified;

/** Writes PKCS#12 files of one folder, all under the folder's password. */
final class KeyFiles {

  private final Path folder;
  private final char[] password;
  private final Authority authority;

  KeyFiles(Path folder, char[] password, Authority authority) {
    this.folder = folder;
    this.password = password;
    this.authority = authority;
  }

  /** The authorities themselves; nothing reads this file again. */
  void authority(String file) {
    write(
        file,
        store -> {
          Certificate root = authority.root().certificate();
          store.setKeyEntry("root", authority.root().key(), password, new Certificate[] {root});
          store.setKeyEntry(
              "issuing",
              authority.issuing().key(),
              password,
              new Certificate[] {authority.issuing().certificate(), root});
        });
  }

  /** Whom to trust: the root. */
  void anchors(String file) {
    write(file, store -> store.setCertificateEntry("root", authority.root().certificate()));
  }

  /** A party that serves TLS on this machine and calls others. */
  void server(String file, String commonName, URI uri) {
    write(file, store -> identity(store, authority.leaf(commonName, List.of(uri), true)));
  }

  /** A party that only calls. */
  void client(String file, String commonName, URI uri) {
    write(file, store -> identity(store, authority.leaf(commonName, List.of(uri), false)));
  }

  /** A tenant: its identity, the key of its rows and the key of its blind indexes. */
  void tenant(String file, String commonName, URI uri) {
    write(
        file,
        store -> {
          identity(store, authority.leaf(commonName, List.of(uri), false));
          secret(store, "data", "AES");
          secret(store, "index", "HmacSHA256");
        });
  }

  private void identity(KeyStore store, Certified leaf) throws GeneralSecurityException {
    X509Certificate issuer = authority.issuing().certificate();
    store.setKeyEntry(
        "identity", leaf.key(), password, new Certificate[] {leaf.certificate(), issuer});
  }

  private void secret(KeyStore store, String alias, String algorithm)
      throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance(algorithm);
    generator.init(256);
    store.setKeyEntry(alias, generator.generateKey(), password, null);
  }

  private interface Content {
    void addTo(KeyStore store) throws GeneralSecurityException;
  }

  private void write(String file, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      content.addTo(store);
      store.store(bytes, password);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make " + file, e);
    }
    DurableFiles.write(folder.resolve(file), bytes.toByteArray());
  }
}
