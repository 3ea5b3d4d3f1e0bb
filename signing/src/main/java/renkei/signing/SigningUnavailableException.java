package renkei.signing;

import org.jspecify.annotations.Nullable;

/** A key or provider that is there by configuration does not work now. Trying again is safe. */
public final class SigningUnavailableException extends RuntimeException {

  /** Says what failed, without a secret. */
  public SigningUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
