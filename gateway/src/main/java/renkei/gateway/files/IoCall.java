package renkei.gateway.files;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A call that may fail by an {@link IOException} on which nobody can decide. */
@FunctionalInterface
public interface IoCall<T> {

  /** Makes the call. */
  T call() throws IOException;

  /** As {@link IoCall}, of something that has no result. */
  @FunctionalInterface
  interface WithoutResult {

    /** Makes the call. */
    void call() throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param failure what to say if it fails, as in "cannot read ready.json"
   * @throws UncheckedIOException with this text if it fails
   */
  static <T> T get(String failure, IoCall<T> call) {
    try {
      return call.call();
    } catch (IOException e) {
      throw new UncheckedIOException(failure, e);
    }
  }

  /** As {@link #get}, of something that has no result. */
  static void run(String failure, WithoutResult call) {
    Boolean _ =
        get(
            failure,
            () -> {
              call.call();
              return true;
            });
  }
}
