package renkei.gateway.rest;

import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;

/**
 * A request that is not served. JAX-RS wants an exception here; {@link Errors} makes the answer.
 */
final class RefusedException extends WebApplicationException {

  private static final long serialVersionUID = 1L;

  private final RestError error;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param detail what exactly, without any value of the request
   */
  RefusedException(RestError error, String detail) {
    this(error, detail, Optional.empty());
  }

  RefusedException(RestError error, String detail, Optional<Duration> retryAfter) {
    super(detail, error.status());
    this.error = error;
    this.retryAfter = retryAfter;
  }

  RestError error() {
    return error;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Bad input must stay cheap. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
