package renkei.gateway.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Places that only this machine can reach. */
public final class Loopback {

  private Loopback() {}

  /** At any free port. */
  public static InetSocketAddress free() {
    return at(0);
  }

  public static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
