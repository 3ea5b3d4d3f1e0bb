package renkei.signing.token;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AuthProvider;
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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;

/**
 * One token of a hardware module, by PKCS#11 (OASIS PKCS #11 2.40). Its keys never leave it. Calls
 * have a bounded duration, opening the token and reading keys included. A token that stalls is
 * ejected as a whole, a key that fails three times in a row is ejected alone: whoever needs it gets
 * {@link SigningUnavailableException} at once, and nothing else is held up; {@link #probe} brings
 * both back. Thread-safe.
 */
public final class HardwareToken implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HardwareToken.class);

  /** Of the whole process, as the modules' libraries are. */
  private static final ExclusiveLogins LOGINS = new ExclusiveLogins();

  private final Provider provider;
  private final KeyStore store;
  private final BoundedCalls calls;
  private final Runnable leave;
  private final Map<String, SigningIdentity> identities = new ConcurrentHashMap<>();

  /**
   * A token that is open: its keys are read out of {@code store} and sign by {@code provider};
   * {@code leave} is run at the end.
   */
  HardwareToken(Provider provider, KeyStore store, BoundedCalls calls, Runnable leave) {
    this.leave = leave;
    this.provider = provider;
    this.store = store;
    this.calls = calls;
  }

  /**
   * Logs in. One token is open once in a process, and one attempt to open it is under way at most:
   * the next one can succeed when the last one was closed and its calls have returned.
   *
   * @param name for logs and threads
   * @param library the module's shared library
   * @param slot place of the token in the module's list of slots, from 0
   * @param pin only read; a copy is wiped as soon as the login has returned
   * @param patience how long one call may take, and how long one waits for a free session
   * @throws IllegalArgumentException if there is no such token or the PIN is wrong; never names the
   *     PIN
   * @throws SigningUnavailableException if the module does not answer in time, or the token is open
   *     already or an attempt to open it is under way; trying again is safe. A login that succeeds
   *     too late is logged out
   */
  public static HardwareToken open(
      String name, Path library, int slot, char[] pin, Duration patience) {
    return LOGINS.open(
        new ExclusiveLogins.Slot(library, slot),
        name,
        pin,
        patience,
        copy -> logIn(name, library, slot, copy));
  }

  private static ExclusiveLogins.LoggedIn logIn(String name, Path library, int slot, char[] pin)
      throws GeneralSecurityException, IOException {
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
    return new ExclusiveLogins.LoggedIn(provider, store, () -> logOut(provider));
  }

  private static void logOut(Provider provider) {
    try {
      ((AuthProvider) provider).logout();
    } catch (LoginException | RuntimeException e) {
      LOG.warn("cannot log out of token {}: {}", provider.getName(), e.toString());
    }
  }

  /**
   * The private key under {@code alias} with its chain.
   *
   * @throws IllegalArgumentException if there is none, or it does not fit its certificate
   * @throws SigningUnavailableException if the token does not answer or does not sign with it now
   */
  public SigningIdentity identity(String alias) {
    SigningIdentity known = identities.get(alias);
    if (known != null) {
      return known;
    }
    SigningIdentity read = read(alias);
    SigningIdentity earlier = identities.putIfAbsent(alias, read);
    return earlier == null ? read : earlier;
  }

  private SigningIdentity read(String alias) {
    Entry entry;
    try {
      // A probe signs with the keys in use; as long as there are none, reading one is the probe.
      entry =
          identities.isEmpty()
              ? calls.callAnyway(() -> entry(alias))
              : calls.call(() -> entry(alias));
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(
          "cannot read entry " + alias + " of the token", e.getCause());
    }
    return SigningIdentity.in(provider, new KeyCircuitBreaker(calls), entry.key(), entry.chain());
  }

  private record Entry(PrivateKey key, List<X509Certificate> chain) {}

  private Entry entry(String alias) throws GeneralSecurityException {
    if (store.getKey(alias, null) instanceof PrivateKey key) {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : store.getCertificateChain(alias)) {
        chain.add((X509Certificate) certificate);
      }
      return new Entry(key, chain);
    }
    throw new IllegalArgumentException("no private key " + alias + " in the token");
  }

  /** Why the token as a whole is ejected; empty while it answers. */
  public String ejection() {
    return calls.ejection();
  }

  /** The keys ejected alone, by alias, each with the reason; empty while all work. */
  public Map<String, String> ejectedKeys() {
    Map<String, String> ejected = new TreeMap<>();
    identities.forEach((alias, identity) -> ejected.put(alias, identity.signingKey().ejection()));
    ejected.values().removeIf(String::isEmpty);
    return ejected;
  }

  /**
   * Signs something with each key in use, the way work does, one bounded call for each. To be
   * called by a timer; a key's success brings it, and the token, back. A token that stalls is not
   * asked for its other keys.
   *
   * @return whether any key of the token signs; false while no key is in use, since nothing was
   *     tried then: {@link #identity} is tried in spite of an ejection as long as that is so
   */
  public boolean probe() {
    boolean works = false;
    for (SigningIdentity identity : identities.values()) {
      boolean signs = identity.signingKey().probe();
      works |= signs;
      if (!signs && !ejection().isEmpty()) {
        return false;
      }
    }
    return works;
  }

  KeyStore store() {
    return store;
  }

  /**
   * Takes no more calls, lets those under way end and logs out. Waits one patience at most; if the
   * token stalls, the logout follows when it answers.
   */
  @Override
  public void close() {
    calls.closeWith(leave);
    if (!calls.awaitLast()) {
      LOG.warn("token {} does not answer; it is logged out when it does", provider.getName());
    }
  }
}
