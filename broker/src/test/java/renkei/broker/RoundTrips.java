package renkei.broker;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/**
 * Makes the connections of the database's driver and counts, of each thread, how often it said
 * something and then waited for what the database says.
 */
public final class RoundTrips extends SocketFactory {

  private static final Map<Thread, Integer> MADE = new ConcurrentHashMap<>();

  /** How many this thread has made so far. */
  public static int by(Thread thread) {
    return MADE.getOrDefault(thread, 0);
  }

  /** How many each thread has made so far. */
  public static Map<Thread, Integer> made() {
    return Map.copyOf(MADE);
  }

  @Override
  public Socket createSocket() {
    return new CountingSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  private static final class CountingSocket extends Socket {

    /** How often something was said since the last wait. */
    private final AtomicInteger said = new AtomicInteger();

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          said.incrementAndGet();
          out.write(bytes, offset, length);
        }
      };
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          if (said.getAndSet(0) > 0) {
            MADE.merge(Thread.currentThread(), 1, Integer::sum);
          }
          return in.read(bytes, offset, length);
        }
      };
    }
  }
}
