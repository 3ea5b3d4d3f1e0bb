package renkei.gateway.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.door.Callers;
import renkei.gateway.door.Refusals;

/** The one place where the local door turns failures into answers, counts and logs them. */
final class Errors implements ExceptionMapper<Throwable> {

  /** When to try again what failed because something is away. */
  static final Duration RETRY = Duration.ofSeconds(5);

  /** RFC 3986, 2.1: two hexadecimal digits follow. */
  private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private static final String TOLD = Errors.class.getName();

  private final Refusals refusals;

  @Context private @Nullable HttpServletRequest request;

  Errors(Refusals refusals) {
    this.refusals = refusals;
  }

  /**
   * The body of an answer that is an error.
   *
   * @param error a name that does not change
   * @param message for people: what to do next
   */
  public record Body(String error, String message) {}

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case RefusedException refused ->
          refused(
              refused.error(),
              Objects.requireNonNullElse(refused.getMessage(), ""),
              refused.retryAfter());
      case WebApplicationException other -> refused(ofStatus(other), "by JAX-RS", Optional.empty());
      case DatabaseUnavailableException _ ->
          refused(RestError.UNAVAILABLE, "the database is away or full", Optional.of(RETRY));
      case QueuesUnavailableException _ ->
          refused(RestError.UNAVAILABLE, "the queues are away", Optional.of(RETRY));
      case ReaderGoneException gone -> unheard(Objects.requireNonNullElse(gone.getMessage(), ""));
      // CXF reads the query before it asks any filter.
      case IllegalArgumentException _ when isHalfEncoded() ->
          refused(RestError.BAD_REQUEST, "the query cannot be decoded", Optional.empty());
      case IOException _ -> unheard("the connection is broken");
      default -> failed(failure);
    };
  }

  private Response refused(RestError error, String detail, Optional<Duration> retryAfter) {
    boolean _ = isFirst();
    if (error == RestError.FORBIDDEN_NUMBER || error == RestError.OTHER_TENANT) {
      refusals.alarmed(error.name(), caller(), detail);
    } else {
      refusals.refused(error.name(), caller(), detail);
    }
    String message =
        error == RestError.MALFORMED_FIELD
                || error == RestError.MALFORMED_JSON
                || error == RestError.MALFORMED_CSV
            ? detail + "; " + error.advice()
            : error.advice();
    return answer(error, message, retryAfter);
  }

  /** Nothing failed here, and the answer reaches nobody. */
  private Response unheard(String detail) {
    if (isFirst()) {
      refusals.unheard(caller(), detail);
    }
    return answer(RestError.BROKEN_OFF, RestError.BROKEN_OFF.advice(), Optional.empty());
  }

  /** JAX-RS comes back with what happens to the answer to a failure: that is not told again. */
  private boolean isFirst() {
    if (request == null) {
      return true;
    }
    boolean first = request.getAttribute(TOLD) == null;
    request.setAttribute(TOLD, true);
    return first;
  }

  private Response failed(Throwable failure) {
    boolean _ = isFirst();
    refusals.failed(RestError.FAILED.name(), caller(), failure);
    return answer(RestError.FAILED, RestError.FAILED.advice(), Optional.empty());
  }

  private static Response answer(RestError error, String message, Optional<Duration> retryAfter) {
    Response.ResponseBuilder answer =
        Response.status(error.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header("Cache-Control", "no-store")
            .entity(new Body(error.code(), message));
    if (error == RestError.TOO_SLOW) {
      // Nobody waits for the rest.
      answer.header("Connection", "close");
    }
    retryAfter.ifPresent(after -> answer.header("Retry-After", after.toSeconds()));
    return answer.build();
  }

  private static RestError ofStatus(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    for (RestError error : RestError.values()) {
      if (error.status() == status && error != RestError.NO_CALLER) {
        return error;
      }
    }
    return status < 500 ? RestError.BAD_REQUEST : RestError.FAILED;
  }

  private boolean isHalfEncoded() {
    String query = request == null ? null : request.getQueryString();
    return query != null && HALF_ENCODED.matcher(query).find();
  }

  private String caller() {
    return request == null ? "nobody" : Callers.name(Callers.of(request));
  }
}
