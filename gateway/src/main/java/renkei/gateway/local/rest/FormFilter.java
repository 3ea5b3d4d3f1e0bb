package renkei.gateway.local.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;

/**
 * Refuses the method that JAX-RS would answer by itself, past {@link CallerFilter}, and bodies
 * whose media type is none: CXF takes them for whatever is wanted.
 */
@PreMatching
final class FormFilter implements ContainerRequestFilter {

  /** RFC 9110, 8.3.1, as far as it tells what is meant. */
  private static final Pattern MEDIA_TYPE = Pattern.compile("[^\\s/;]+/[^\\s/;]+\\s*(;.*)?");

  @Override
  public void filter(ContainerRequestContext context) {
    if (context.getMethod().equals("OPTIONS")) {
      throw new RefusedException(RequestError.METHOD_NOT_ALLOWED, "OPTIONS");
    }
    if (!isMediaType(context.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
      throw new RefusedException(RequestError.UNSUPPORTED_MEDIA_TYPE, "no media type");
    }
  }

  /** Whether this may stand in {@code Content-Type}; nothing may. */
  static boolean isMediaType(@Nullable String text) {
    return text == null || MEDIA_TYPE.matcher(text.strip()).matches();
  }
}
