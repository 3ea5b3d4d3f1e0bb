package renkei.testagencies.municipality;

/** The local REST door did not do what its contract says, or cannot be reached any more. */
public final class LocalDoorException extends RuntimeException {

  LocalDoorException(String message) {
    super(message);
  }

  LocalDoorException(String message, Throwable cause) {
    super(message, cause);
  }
}
