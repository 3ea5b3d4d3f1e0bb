package renkei.signing;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Says with which key to sign now. Signers ask for every signature, so that a key signs nothing new
 * from the moment it is retired or revoked, and its successor needs no new signer. A {@link
 * SigningIdentity} names itself for good; {@link renkei.signing.trust.KeyRing#trustedBy
 * KeyRing.trustedBy} chooses; a ring that is replaced from time to time is asked through a lambda:
 *
 * <pre>{@code
 * (now, usable) -> rings.newest().trustedBy(trust).at(now, usable)
 * }</pre>
 *
 * <p>Name one key by the same object each time: what a signer prepares is kept for the key it used
 * last. Thread-safe.
 */
@FunctionalInterface
public interface Signatory {

  /**
   * The key to sign with at an instant.
   *
   * @param usable the keys that the asking signer can use, by the usage and the life of their
   *     certificate and by their algorithm. Who has several keys chooses among those; another is
   *     refused
   * @throws SigningUnavailableException if there is no key to sign with at that instant; trying
   *     again may succeed
   */
  SigningIdentity at(Instant now, Predicate<SigningIdentity> usable);
}
