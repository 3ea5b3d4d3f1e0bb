package renkei.signing;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A call into a cryptographic provider, which says by a checked exception that it cannot do it.
 * What that means is for the caller to say, in one of these ways.
 */
@FunctionalInterface
public interface ProviderCall<T> {

  /** Makes the call. */
  T make() throws GeneralSecurityException;

  /** The result; throws what {@code failure} makes of the provider's exception. */
  static <T> T orThrow(
      ProviderCall<T> call, Function<GeneralSecurityException, RuntimeException> failure) {
    try {
      return call.make();
    } catch (GeneralSecurityException e) {
      throw failure.apply(e);
    }
  }

  /** The result; empty if the provider cannot. */
  static <T> Optional<T> orEmpty(ProviderCall<T> call) {
    try {
      return Optional.of(call.make());
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /**
   * The result for what a stranger sent; empty if the provider cannot, and if it leaves by an
   * unchecked exception, as all of them do on some malformed input.
   */
  static <T> Optional<T> onStrangersInput(ProviderCall<T> call) {
    try {
      return Optional.of(call.make());
    } catch (GeneralSecurityException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
