package renkei.tenantstore.load;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream with one byte in view; a byte order mark is skipped and CRLF shows as LF. Where nothing
 * but 0x1A and line ends follow a 0x1A, the stream ends: so do files written by DOS and COBOL, up
 * to a whole block of them.
 */
final class ByteSource {

  private static final int CONTROL_Z = 0x1a;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;

  /** Where in the buffer a byte stands that is more than an end; none if before the position. */
  private int moreAt = -1;

  private int current;
  private boolean inView;
  private boolean begun;

  ByteSource(InputStream in) {
    this.in = in;
  }

  /**
   * The byte in view, -1 at the end. Read as late as possible: what came before is complete by
   * then.
   */
  int current() throws IOException {
    if (!begun) {
      skipByteOrderMark();
      begun = true;
    }
    if (!inView) {
      current = read();
      if (current == '\r' && peek() == '\n') {
        current = read();
      }
      if (current == CONTROL_Z && endsHere()) {
        position = limit;
        current = -1;
      }
      inView = true;
    }
    return current;
  }

  /** Goes on to the next byte. */
  void advance() {
    inView = false;
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < 3) {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        break;
      }
      limit += read;
    }
    if (limit >= 3
        && buffer[0] == (byte) 0xef
        && buffer[1] == (byte) 0xbb
        && buffer[2] == (byte) 0xbf) {
      position = 3;
    }
  }

  /** Whether nothing but ends follow; false if that is more than fits into the buffer. */
  private boolean endsHere() throws IOException {
    if (moreAt >= position) {
      return false;
    }
    for (int at = position; ; at++) {
      if (at == limit) {
        at -= position;
        if (limit - position == buffer.length) {
          moreAt = limit - 1;
          return false;
        }
        if (!more()) {
          return true;
        }
      }
      if (buffer[at] != CONTROL_Z && buffer[at] != '\r' && buffer[at] != '\n') {
        moreAt = at;
        return false;
      }
    }
  }

  /** Reads on behind what the buffer holds already; false at the end of the stream. */
  private boolean more() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    moreAt = -1;
    int read;
    do {
      read = in.read(buffer, limit, buffer.length - limit);
    } while (read == 0);
    limit += Math.max(0, read);
    return read > 0;
  }

  private int peek() throws IOException {
    if (position == limit && !more()) {
      return -1;
    }
    return buffer[position] & 0xff;
  }

  private int read() throws IOException {
    int next = peek();
    if (next >= 0) {
      position++;
    }
    return next;
  }
}
