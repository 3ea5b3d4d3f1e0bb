package renkei.gateway.jetty;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.UnreadableBodyException;
import renkei.gateway.http.UnreadableBodyException.Why;

/**
 * A request whose body is asked for when somebody reads it, and not before: until then whoever said
 * {@code Expect: 100-continue} is not told to send (RFC 9110, 10.1.1). What ends the reading is
 * told apart.
 */
final class LateBody extends HttpServletRequestWrapper {

  private final Reading reading = new Reading();
  private @Nullable ServletInputStream begun;
  private boolean ended;

  LateBody(HttpServletRequest request) {
    super(request);
  }

  @Override
  public ServletInputStream getInputStream() {
    return reading;
  }

  /** Whether somebody began to read the body. */
  boolean isBegun() {
    return begun != null;
  }

  /** Whether it was read to its end, or cannot be. */
  boolean isEnded() {
    return ended;
  }

  private ServletInputStream body() throws IOException {
    if (begun == null) {
      begun = super.getInputStream();
    }
    return begun;
  }

  private final class Reading extends ServletInputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int count = body().read(bytes, from, length);
        ended |= count < 0;
        return count;
      } catch (IOException | HttpException.RuntimeException e) {
        ended = true;
        throw new UnreadableBodyException(why(e), e);
      }
    }

    @Override
    public int available() throws IOException {
      return isBegun() ? body().available() : 0;
    }

    @Override
    public boolean isFinished() {
      return ended;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("bodies are read by threads that wait");
    }
  }

  /** Jetty tells of a request that is wrong by an exception about a connection that ended. */
  private static Why why(Throwable failure) {
    return causes(failure)
        .filter(HttpException.class::isInstance)
        .map(cause -> why(((HttpException) cause).getCode()))
        .findFirst()
        .orElseGet(
            () ->
                causes(failure).anyMatch(TimeoutException.class::isInstance)
                    ? Why.TOO_SLOW
                    : Why.BROKEN_OFF);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static Why why(int code) {
    return switch (code) {
      case HttpStatus.PAYLOAD_TOO_LARGE_413 -> Why.TOO_LARGE;
      case HttpStatus.REQUEST_TIMEOUT_408 -> Why.TOO_SLOW;
      default -> Why.MALFORMED;
    };
  }
}
