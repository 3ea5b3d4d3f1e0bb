package renkei.testagencies.soap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP server answered.
 *
 * @param status of HTTP
 * @param retryAfterHeader the header as it came, if it did
 * @param body all of it
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, @Nullable String retryAfterHeader, byte[] body) {

  /** How long the server asks to wait; {@code otherwise} if it says nothing one can read. */
  public Duration retryAfter(Duration otherwise) {
    if (retryAfterHeader == null || !retryAfterHeader.matches("[0-9]{1,4}")) {
      return otherwise;
    }
    return Duration.ofSeconds(Long.parseLong(retryAfterHeader));
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Says the status and hides the body. */
  @Override
  public String toString() {
    return "HttpReply[" + status + ", " + body.length + " bytes]";
  }
}
