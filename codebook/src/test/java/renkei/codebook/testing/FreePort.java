package renkei.codebook.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports for servers of tests that must know theirs before they start, or come back on it. */
public final class FreePort {

  private FreePort() {}

  /**
   * A port where nothing listens, below those that the system gives to connections: it is still
   * free when a server comes back.
   */
  public static int find() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(15_000, 30_000))
        .filter(FreePort::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
