package renkei.tenantstore;

import java.io.IOException;
import java.io.InputStream;

/** A stream with one byte in view; a byte order mark is skipped and CRLF shows as LF. */
final class ByteSource {

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
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

  private int peek() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
      int read;
      do {
        read = in.read(buffer, 0, buffer.length);
      } while (read == 0);
      if (read < 0) {
        return -1;
      }
      limit = read;
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
