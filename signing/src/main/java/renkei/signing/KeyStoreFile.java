package renkei.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * One opened PKCS#12 file (RFC 7292): private keys with their chains, secret keys, and the
 * certificates it holds as trusted. Read once; later changes to the file are not seen.
 */
public final class KeyStoreFile {

  private final Path file;
  private final KeyStore store;
  private final char[] password;

  private KeyStoreFile(Path file, KeyStore store, char[] password) {
    this.file = file;
    this.store = store;
    this.password = password;
  }

  /**
   * Opens a file.
   *
   * @param password of the file and of every entry in it
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no PKCS#12 file or the password does not open it, or
   *     if it holds a key and others than its owner may read it, or others may change it; names the
   *     file, never the password
   */
  public static KeyStoreFile open(Path file, char[] password) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read key store " + file, e);
    }
    try (InputStream in = new ByteArrayInputStream(content)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      if (holdsKeys(store)) {
        SecretFile.refuseIfShared(file);
      } else {
        SecretFile.refuseIfOthersMayChange(file);
      }
      return new KeyStoreFile(file, store, password.clone());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("not a PKCS#12 file, or not its password: " + file, e);
    }
  }

  private static boolean holdsKeys(KeyStore store) throws KeyStoreException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The private key under {@code alias} with its chain.
   *
   * @throws IllegalArgumentException if there is none, or it has no certificate
   */
  public SigningIdentity identity(String alias) {
    if (key(alias) instanceof PrivateKey key) {
      return SigningIdentity.of(key, chain(alias));
    }
    throw new IllegalArgumentException("no private key " + alias + " in " + file);
  }

  private List<X509Certificate> chain(String alias) {
    Certificate[] certificates =
        ProviderCall.orThrow(
                () -> Optional.ofNullable(store.getCertificateChain(alias)),
                e -> unusable(alias, e))
            .orElseThrow(
                () -> new IllegalArgumentException("no certificate for " + alias + " in " + file));
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : certificates) {
      chain.add((X509Certificate) certificate);
    }
    return chain;
  }

  /**
   * The secret key under {@code alias}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public SecretKey secretKey(String alias) {
    if (key(alias) instanceof SecretKey key) {
      return key;
    }
    throw new IllegalArgumentException("no secret key " + alias + " in " + file);
  }

  /** The certificates the file holds without a key of their own: the trusted ones. */
  public Set<X509Certificate> trusted() {
    return ProviderCall.orThrow(
        this::certificatesAlone, e -> new IllegalArgumentException("cannot list " + file, e));
  }

  private Set<X509Certificate> certificatesAlone() throws KeyStoreException {
    Set<X509Certificate> found = new LinkedHashSet<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)
          && store.getCertificate(alias) instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return Collections.unmodifiableSet(found);
  }

  private @Nullable Key key(String alias) {
    return ProviderCall.orThrow(
            () -> Optional.ofNullable(store.getKey(alias, password)), e -> unusable(alias, e))
        .orElse(null);
  }

  private IllegalArgumentException unusable(String alias, GeneralSecurityException cause) {
    return new IllegalArgumentException("cannot open entry " + alias + " of " + file, cause);
  }

  /** Names the file and nothing in it. */
  @Override
  public String toString() {
    return "KeyStoreFile[" + file + "]";
  }
}
