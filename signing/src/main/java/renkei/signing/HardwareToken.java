package renkei.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One token of a hardware module, by PKCS#11 (OASIS PKCS #11 2.40). Its keys never leave it. Calls
 * have a bounded duration: a token that stalls or fails is ejected, whoever needs it gets {@link
 * SigningUnavailableException} at once, and nothing else is held up; {@link #probe} brings it back.
 * Thread-safe.
 */
public final class HardwareToken implements AutoCloseable {

  private static final int SESSIONS = 8;

  private final Provider provider;
  private final KeyStore store;
  private final BoundedCalls calls;
  private final Map<String, SigningIdentity> identities = new ConcurrentHashMap<>();

  private HardwareToken(Provider provider, KeyStore store, BoundedCalls calls) {
    this.provider = provider;
    this.store = store;
    this.calls = calls;
  }

  /**
   * Logs in.
   *
   * @param name for logs and threads
   * @param library the module's shared library
   * @param slot place of the token in the module's list of slots, from 0
   * @param patience how long one call may take
   * @throws IllegalArgumentException if there is no such token or the PIN is wrong; never names the
   *     PIN
   */
  public static HardwareToken open(
      String name, Path library, int slot, char[] pin, Duration patience) {
    try {
      Provider provider =
          Security.getProvider("SunPKCS11")
              .configure(
                  """
                  --name = %s
                  library = %s
                  slotListIndex = %d
                  attributes(import, CKO_PRIVATE_KEY, CKK_EC) = {
                    CKA_SIGN = true
                    CKA_DERIVE = true
                  }
                  attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
                    CKA_SENSITIVE = false
                    CKA_EXTRACTABLE = true
                  }
                  """
                      .formatted(name, library, slot));
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return new HardwareToken(provider, store, new BoundedCalls(name, patience, SESSIONS));
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new IllegalArgumentException("cannot open token " + name + " of " + library, e);
    }
  }

  /**
   * The private key under {@code alias} with its chain.
   *
   * @throws IllegalArgumentException if there is none, or the token does not sign with it
   */
  public SigningIdentity identity(String alias) {
    return identities.computeIfAbsent(alias, this::read);
  }

  private SigningIdentity read(String alias) {
    try {
      if (store.getKey(alias, null) instanceof PrivateKey key) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
          chain.add((X509Certificate) certificate);
        }
        return SigningIdentity.in(provider, calls, key, chain);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot read entry " + alias + " of the token", e);
    }
    throw new IllegalArgumentException("no private key " + alias + " in the token");
  }

  /** Why the token is ejected; empty while it works. */
  public String ejection() {
    return calls.ejection();
  }

  /**
   * Signs something with every key in use, the way work does. To be called by a timer; success
   * brings an ejected token back.
   *
   * @return whether the token works
   */
  public boolean probe() {
    return calls.probe(
        () -> {
          identities.values().forEach(identity -> identity.signingKey().probe());
          return true;
        });
  }

  KeyStore store() {
    return store;
  }

  /** Lets calls under way end and takes no more. */
  @Override
  public void close() {
    calls.close();
  }
}
