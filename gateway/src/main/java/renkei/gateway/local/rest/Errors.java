package renkei.gateway.local.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.http.ClientNames;
import renkei.gateway.local.FieldFault;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.logging.Refusals;
import renkei.gateway.wording.Language;
import renkei.gateway.wording.Phrase;

/** The one place where the local door turns failures into answers, counts and logs them. */
final class Errors implements ExceptionMapper<Throwable> {

  /** RFC 3986, 2.1: two hexadecimal digits follow. */
  private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private static final FieldFault QUERY =
      new FieldFault(
          "?",
          new Phrase(
              "be percent-encoded: two hexadecimal digits follow each %",
              "パーセント符号化であること（「%」の後は 16 進数 2 桁）"));

  private static final String TOLD = Errors.class.getName();

  private final Refusals refusals;

  @Context private @Nullable HttpServletRequest request;

  Errors(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case RefusedException refused when refused.error() == RequestError.NOT_FOUND ->
          absent(refused);
      case RefusedException refused -> refused(refused);
      case WebApplicationException other ->
          refused(
              new RefusedException(
                  HttpStatus.meaning(other.getResponse().getStatus()), "by JAX-RS"));
      case DatabaseUnavailableException _ -> unavailable("the database is away or full");
      case QueuesUnavailableException _ -> unavailable("the queues are away");
      case ReaderGoneException gone -> unheard(Objects.requireNonNullElse(gone.getMessage(), ""));
      // CXF reads the query before it asks any filter.
      case IllegalArgumentException _ when isHalfEncoded() ->
          refused(
              new RefusedException(RequestError.BAD_REQUEST, "the query cannot be decoded", QUERY));
      case IOException _ -> unheard("the connection is broken");
      default -> failed(failure);
    };
  }

  private Response unavailable(String detail) {
    return refused(new RefusedException(RequestError.UNAVAILABLE, detail, RefusedException.RETRY));
  }

  private Response absent(RefusedException refused) {
    boolean _ = isFirst();
    refusals.absent(refused.error().name(), caller(), refused.detail());
    return answer(refused);
  }

  private Response refused(RefusedException refused) {
    boolean _ = isFirst();
    RequestError error = refused.error();
    if (error.isAlarm()) {
      refusals.alarmed(error.name(), caller(), refused.detail());
    } else {
      refusals.refused(error.name(), caller(), refused.detail());
    }
    return answer(refused);
  }

  /** Nothing failed here, and the answer reaches nobody. */
  private Response unheard(String detail) {
    if (isFirst()) {
      refusals.unheard(caller(), detail);
    }
    return answer(new RefusedException(RequestError.BROKEN_OFF, detail));
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
    return answer(new RefusedException(RequestError.FAILED, "failed"));
  }

  private Response answer(RefusedException refused) {
    RequestError error = refused.error();
    Language language = language();
    Response.ResponseBuilder answer =
        Response.status(HttpStatus.of(error))
            .type(Problem.MEDIA_TYPE)
            .header("Cache-Control", "no-store")
            .header("Content-Language", language.tag())
            .header("Vary", "Accept-Language")
            .entity(Problem.of(refused, language));
    if (error == RequestError.TOO_SLOW) {
      // Nobody waits for the rest.
      answer.header("Connection", "close");
    }
    refused.retryAfter().ifPresent(after -> answer.header("Retry-After", after.toSeconds()));
    return answer.build();
  }

  private Language language() {
    return Language.of(
        Optional.ofNullable(request).map(asked -> asked.getHeader("Accept-Language")));
  }

  private boolean isHalfEncoded() {
    String query = request == null ? null : request.getQueryString();
    return query != null && HALF_ENCODED.matcher(query).find();
  }

  private String caller() {
    return request == null ? "nobody" : ClientNames.describe(ClientNames.of(request));
  }
}
