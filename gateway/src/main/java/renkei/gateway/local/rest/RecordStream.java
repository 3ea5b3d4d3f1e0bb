package renkei.gateway.local.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ConnectionAbort;

/**
 * An answer of many lines, written as they are read. Nothing leaves before {@value #BUFFER} bytes
 * have come together, so that an early failure still is an answer of its own; after a later one the
 * connection breaks off, and nobody takes what he has for all there is.
 *
 * @param request the stream belongs to
 * @param lines gives one line after the other
 */
record RecordStream(@Nullable HttpServletRequest request, Consumer<Consumer<byte[]>> lines)
    implements StreamingOutput {

  private static final int BUFFER = 16 * 1024;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public void write(OutputStream out) throws IOException {
    Buffered buffered = new Buffered(out);
    try {
      lines.accept(buffered);
      buffered.flush();
      out.flush();
      buffered.whole = true;
    } finally {
      if (buffered.begun && !buffered.whole && request != null) {
        ConnectionAbort.on(request);
      }
    }
  }

  private static final class Buffered implements Consumer<byte[]> {

    private final OutputStream out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(BUFFER);
    private final long end = System.nanoTime() + LONGEST.toNanos();
    private boolean begun;
    private boolean whole;

    private Buffered(OutputStream out) {
      this.out = out;
    }

    @Override
    public void accept(byte[] line) {
      if (System.nanoTime() - end > 0) {
        throw new ReaderGoneException("the reader of a stream is too slow");
      }
      waiting.writeBytes(line);
      waiting.write('\n');
      if (waiting.size() >= BUFFER) {
        flush();
      }
    }

    private void flush() {
      begun = true;
      try {
        waiting.writeTo(out);
      } catch (IOException e) {
        throw new ReaderGoneException("the reader of a stream is gone", e);
      }
      waiting.reset();
    }
  }
}
