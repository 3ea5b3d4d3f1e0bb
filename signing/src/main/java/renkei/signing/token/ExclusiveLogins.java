package renkei.signing.token;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import renkei.signing.SigningUnavailableException;

/**
 * Lets one holder at a time into each token: a login and a logout by PKCS#11 are those of the whole
 * process (OASIS PKCS #11 2.40, C_Login and C_Logout), and a login that stalls cannot be
 * interrupted. A slot is taken from the attempt to open it until its logout has returned. A login
 * that succeeds after its caller gave up is logged out at once. Thread-safe.
 */
final class ExclusiveLogins {

  private static final int SESSIONS = 8;

  private final Set<Slot> taken = ConcurrentHashMap.newKeySet();

  /** Where a token is: a module's shared library, and the index in its list of slots, from 0. */
  record Slot(Path library, int index) {

    Slot {
      library = library.toAbsolutePath().normalize();
    }
  }

  /** What a login opens. */
  record LoggedIn(Provider provider, KeyStore store, Runnable logOut) {}

  /** The native part of opening; may take for ever. */
  @FunctionalInterface
  interface Login {
    LoggedIn with(char[] pin) throws GeneralSecurityException, IOException;
  }

  /** Opens a token; {@link HardwareToken#open} says what is thrown. Keeps no PIN. */
  HardwareToken open(Slot slot, String name, char[] pin, Duration patience, Login login) {
    if (!taken.add(slot)) {
      throw new SigningUnavailableException(
          "token " + name + " is open already, or an attempt to open or close it is under way",
          null);
    }
    BoundedCalls calls = new BoundedCalls(name, patience, SESSIONS);
    char[] copy = pin.clone();
    AtomicReference<@Nullable LoggedIn> in = new AtomicReference<>();
    Runnable leave =
        () -> {
          Arrays.fill(copy, '\0');
          LoggedIn loggedIn = in.get();
          try {
            if (loggedIn != null) {
              loggedIn.logOut().run();
            }
          } finally {
            taken.remove(slot);
          }
        };
    try {
      LoggedIn loggedIn =
          calls.call(
              () -> {
                try {
                  LoggedIn made = login.with(copy);
                  in.set(made);
                  return made;
                } finally {
                  Arrays.fill(copy, '\0');
                }
              });
      return new HardwareToken(loggedIn.provider(), loggedIn.store(), calls, leave);
    } catch (ExecutionException e) {
      calls.close();
      leave.run();
      throw new IllegalArgumentException(
          "cannot open token " + name + " of " + slot.library(), e.getCause());
    } catch (SigningUnavailableException e) {
      calls.closeWith(leave);
      throw e;
    }
  }
}
