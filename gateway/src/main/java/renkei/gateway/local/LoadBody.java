package renkei.gateway.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import renkei.gateway.http.UnreadableBodyException;

/** The body of a load, which remembers what ended its reading. Not thread-safe. */
final class LoadBody extends FilterInputStream {

  private RequestError failure = RequestError.BROKEN_OFF;

  LoadBody(InputStream in) {
    super(in);
  }

  /** What the sender is told if the body did not come whole. */
  RequestError failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return super.read(bytes, from, length);
    } catch (UnreadableBodyException e) {
      failure =
          switch (e.why()) {
            case MALFORMED -> RequestError.BAD_REQUEST;
            case TOO_LARGE -> RequestError.TOO_LARGE;
            case TOO_SLOW -> RequestError.TOO_SLOW;
            case BROKEN_OFF -> RequestError.BROKEN_OFF;
          };
      throw e;
    }
  }
}
