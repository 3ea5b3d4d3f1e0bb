package renkei.gateway.jetty;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpStatus;
import renkei.gateway.http.UnreadableBodyException;

/**
 * Gives endpoints a {@link LateBody}, and passes over what still arrives of a body after its
 * refusal. Closing a connection on which something still arrives makes TCP throw away what was sent
 * last: the refusal would not be read (RFC 9112, 9.6).
 */
final class BodyFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    LateBody body = new LateBody(request);
    chain.doFilter(body, response);
    if (response.getStatus() >= HttpStatus.BAD_REQUEST_400 && stillArrives(body)) {
      response.flushBuffer();
      hearOut(body);
    }
  }

  private static boolean stillArrives(LateBody body) {
    boolean hasBody =
        body.getContentLengthLong() > 0 || body.getHeader("Transfer-Encoding") != null;
    boolean toldToSend = body.isBegun() || body.getHeader("Expect") == null;
    return hasBody && toldToSend && !body.isEnded();
  }

  private static void hearOut(LateBody body) throws IOException {
    try {
      passOver(body.getInputStream());
    } catch (UnreadableBodyException _) {
      // The refusal has been sent; what is left of the body is nobody's any more.
    }
  }

  private static void passOver(InputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    long end = System.nanoTime() + DoorErrors.PATIENCE_AFTER_REFUSAL.toNanos();
    for (int passed = 0; passed <= DoorErrors.PASSED_OVER && System.nanoTime() - end < 0; ) {
      int read = body.read(buffer);
      if (read < 0) {
        return;
      }
      passed += read;
    }
  }
}
