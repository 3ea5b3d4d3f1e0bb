package renkei.gateway;

import java.net.BindException;
import java.util.Optional;
import java.util.function.Supplier;

/** Ports that the configuration names, and what to do when one cannot be had. */
final class Ports {

  private Ports() {}

  /**
   * Starts what listens on a port.
   *
   * @param key of the configuration, such as {@code door.local.port}
   * @throws IllegalStateException if nothing can listen there; says what an operator can do
   */
  static <T> T listen(String key, int port, Supplier<T> listener) {
    try {
      return listener.get();
    } catch (RuntimeException e) {
      throw bindException(e)
          .<RuntimeException>map(
              cause ->
                  new IllegalStateException(
                      """
                      %s: cannot listen on port %d (%s); end the process that has it, which \
                      `ss -ltnp` names, or set %s to another port"""
                          .formatted(key, port, cause.getMessage(), key),
                      e))
          .orElse(e);
    }
  }

  private static Optional<BindException> bindException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
