package renkei.testagencies.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line that can be cut: hands on what comes to its port of 127.0.0.1. While it is cut the port
 * refuses connections, as that of a party whose program is down. Used by one thread.
 */
final class Relay implements AutoCloseable {

  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listener;

  /** A line that is cut, at a free port. */
  Relay() {
    listener = listen(0);
    port = listener.getLocalPort();
    cut();
  }

  int port() {
    return port;
  }

  /** From now on the line leads to {@code target} of 127.0.0.1. */
  void mend(int target) {
    ServerSocket mended = listen(port);
    listener = mended;
    Thread _ = Thread.ofVirtual().name("relay").start(() -> accept(mended, target));
  }

  /** From now on nobody gets through, and who was through is cut off. */
  void cut() {
    close(listener);
    sockets.forEach(Relay::close);
    sockets.clear();
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  private void accept(ServerSocket mended, int target) {
    try {
      while (true) {
        Socket here = mended.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(here);
        sockets.add(there);
        Thread.ofVirtual().start(() -> pump(here, there));
        Thread.ofVirtual().start(() -> pump(there, here));
      }
    } catch (IOException _) {
      // It was cut.
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of them has gone; the other follows.
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception _) {
      // It is gone.
    }
  }

  @Override
  public void close() {
    cut();
  }
}
