package renkei.signing;

import java.util.concurrent.Callable;

/**
 * How a key that lives in a device is called. A device may stall or fail: an implementation bounds
 * every call, and ejects a key that does not work. Thread-safe.
 */
public interface KeyCalls {

  /**
   * Makes a call by this key.
   *
   * @throws SigningUnavailableException if key or device is ejected, or the call fails
   */
  <T> T call(Callable<T> work);

  /**
   * Makes a call that counts for nothing, whether the key is ejected or not: what fails here may be
   * somebody else's doing.
   *
   * @throws SigningUnavailableException if the device is ejected, or the call fails
   */
  <T> T callUncounted(Callable<T> work);

  /** Makes a call in spite of any ejection; success brings key and device back. */
  boolean probe(Callable<?> work);

  /** Why the key is ejected; empty if it is not. */
  String ejection();
}
