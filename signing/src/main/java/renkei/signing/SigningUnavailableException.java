package renkei.signing;

/** A key or provider that is there by configuration does not work now. Trying again is safe. */
public final class SigningUnavailableException extends RuntimeException {

  /** Says what failed, without a secret. */
  public SigningUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
