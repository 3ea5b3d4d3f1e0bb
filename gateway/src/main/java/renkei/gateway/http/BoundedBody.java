package renkei.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/** A body that was read whole, within bounds of size and time. */
public sealed interface BoundedBody {

  /** All of it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Whole(byte[] bytes) implements BoundedBody {}

  /** The rest was not read. */
  record Unreadable(UnreadableBodyException.Why why) implements BoundedBody {}

  /**
   * Reads to the end.
   *
   * @param declared the length the sender states, or a negative number
   * @param maximum bytes
   * @param patience for the whole body; one read in between may last as long as the connection
   *     allows
   */
  static BoundedBody read(InputStream in, long declared, int maximum, Duration patience) {
    if (declared > maximum) {
      return new Unreadable(UnreadableBodyException.Why.TOO_LARGE);
    }
    try {
      return whole(in, declared, maximum, System.nanoTime() + patience.toNanos());
    } catch (UnreadableBodyException e) {
      return new Unreadable(e.why());
    } catch (IOException _) {
      return new Unreadable(UnreadableBodyException.Why.BROKEN_OFF);
    }
  }

  private static BoundedBody whole(InputStream in, long declared, int maximum, long end)
      throws IOException {
    int expected = declared >= 0 ? (int) declared + 1 : maximum + 1;
    byte[] buffer = new byte[Math.min(8192, expected)];
    int length = 0;
    for (int read; (read = in.read(buffer, length, buffer.length - length)) >= 0; ) {
      length += read;
      if (length > maximum) {
        return new Unreadable(UnreadableBodyException.Why.TOO_LARGE);
      }
      if (System.nanoTime() - end > 0) {
        return new Unreadable(UnreadableBodyException.Why.TOO_SLOW);
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(length * 2, maximum + 1));
      }
    }
    return new Whole(length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
  }
}
