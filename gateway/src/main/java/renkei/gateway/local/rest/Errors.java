package renkei.gateway.local.rest;

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
import renkei.gateway.http.ClientNames;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.logging.Refusals;

/** The one place where the local door turns failures into answers, counts and logs them. */
final class Errors implements ExceptionMapper<Throwable> {

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
          refused(refused.error(), refused.detail(), refused.retryAfter());
      case WebApplicationException other ->
          refused(
              HttpStatus.meaning(other.getResponse().getStatus()), "by JAX-RS", Optional.empty());
      case DatabaseUnavailableException _ ->
          refused(
              RequestError.UNAVAILABLE,
              "the database is away or full",
              Optional.of(RefusedException.RETRY));
      case QueuesUnavailableException _ ->
          refused(
              RequestError.UNAVAILABLE, "the queues are away", Optional.of(RefusedException.RETRY));
      case ReaderGoneException gone -> unheard(Objects.requireNonNullElse(gone.getMessage(), ""));
      // CXF reads the query before it asks any filter.
      case IllegalArgumentException _ when isHalfEncoded() ->
          refused(RequestError.BAD_REQUEST, "the query cannot be decoded", Optional.empty());
      case IOException _ -> unheard("the connection is broken");
      default -> failed(failure);
    };
  }

  private Response refused(RequestError error, String detail, Optional<Duration> retryAfter) {
    boolean _ = isFirst();
    if (error.isAlarm()) {
      refusals.alarmed(error.name(), caller(), detail);
    } else {
      refusals.refused(error.name(), caller(), detail);
    }
    String message =
        error == RequestError.MALFORMED_FIELD
                || error == RequestError.MALFORMED_JSON
                || error == RequestError.MALFORMED_CSV
            ? detail + "; " + error.advice()
            : error.advice();
    return answer(error, message, retryAfter);
  }

  /** Nothing failed here, and the answer reaches nobody. */
  private Response unheard(String detail) {
    if (isFirst()) {
      refusals.unheard(caller(), detail);
    }
    return answer(RequestError.BROKEN_OFF, RequestError.BROKEN_OFF.advice(), Optional.empty());
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
    refusals.failed(RequestError.FAILED.name(), caller(), failure);
    return answer(RequestError.FAILED, RequestError.FAILED.advice(), Optional.empty());
  }

  private static Response answer(
      RequestError error, String message, Optional<Duration> retryAfter) {
    Response.ResponseBuilder answer =
        Response.status(HttpStatus.of(error))
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header("Cache-Control", "no-store")
            .entity(new Body(error.code(), message));
    if (error == RequestError.TOO_SLOW) {
      // Nobody waits for the rest.
      answer.header("Connection", "close");
    }
    retryAfter.ifPresent(after -> answer.header("Retry-After", after.toSeconds()));
    return answer.build();
  }

  private boolean isHalfEncoded() {
    String query = request == null ? null : request.getQueryString();
    return query != null && HALF_ENCODED.matcher(query).find();
  }

  private String caller() {
    return request == null ? "nobody" : ClientNames.describe(ClientNames.of(request));
  }
}
