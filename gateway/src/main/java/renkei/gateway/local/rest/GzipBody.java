package renkei.gateway.local.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.UnreadableBodyException;
import renkei.gateway.http.UnreadableBodyException.Why;

/**
 * A body that comes compressed by gzip (RFC 1952), unpacked as it is read and within bounds: what
 * unpacks to more than a hundred times its size is no file of records. Not thread-safe.
 */
final class GzipBody extends InputStream {

  /** No more bytes come out for each that came in. */
  static final long MOST_FOR_ONE = 100;

  /** What may come out before that is looked at. */
  static final long FREE = 1 << 20;

  /** No more comes out of one body. */
  static final long MOST = 20L << 30;

  private static final int BUFFER = 16 * 1024;

  private final Counted packed;
  private @Nullable InputStream unpacked;
  private long out;

  GzipBody(InputStream packed) {
    this.packed = new Counted(packed);
  }

  private static final class Counted extends FilterInputStream {

    private long bytes;

    private Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      bytes += Math.max(0, read);
      return read;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    try {
      if (unpacked == null) {
        unpacked = new GZIPInputStream(packed, BUFFER);
      }
      int read = unpacked.read(buffer, from, length);
      out += Math.max(0, read);
      if (out > MOST || out > FREE + MOST_FOR_ONE * packed.bytes) {
        throw new UnreadableBodyException(Why.TOO_LARGE, new IOException("it unpacks to too much"));
      }
      return read;
    } catch (ZipException e) {
      throw new UnreadableBodyException(Why.MALFORMED, e);
    }
  }
}
