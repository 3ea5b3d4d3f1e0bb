package renkei.gateway.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that are malformed whatever they are for, and the method that JAX-RS would
 * answer by itself, past {@link CallerFilter}.
 */
@PreMatching
final class FormFilter implements ContainerRequestFilter {

  /** RFC 3986, 2.1: two hexadecimal digits follow. */
  private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  @Override
  public void filter(ContainerRequestContext context) {
    if (context.getMethod().equals("OPTIONS")) {
      throw new RefusedException(RestError.METHOD_NOT_ALLOWED, "OPTIONS");
    }
    String query = context.getUriInfo().getRequestUri().getRawQuery();
    if (query != null && HALF_ENCODED.matcher(query).find()) {
      throw new RefusedException(RestError.BAD_REQUEST, "the query cannot be decoded");
    }
    if (!isMediaType(context.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
      throw new RefusedException(RestError.UNSUPPORTED_MEDIA_TYPE, "no media type");
    }
  }

  private static boolean isMediaType(@Nullable String text) {
    if (text == null) {
      return true;
    }
    try {
      return MediaType.valueOf(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
