package renkei.gateway;

import javax.net.ssl.SSLContext;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.jetty.HttpsDoor.Callers;
import renkei.gateway.jetty.HttpsDoor.Limits;

/** The three doors of one gateway. */
record Doors(HttpsDoor national, HttpsDoor local, HttpsDoor operator) {

  private static final long KIB = 1024;
  private static final long GIB = KIB * KIB * KIB;

  /** One message and its envelope; the door itself draws a narrower line. */
  private static final Limits NATIONAL = new Limits(2_000, 256, 4 * KIB * KIB);

  /** Replica loads are streams; a caller waiting for an answer holds its request open. */
  private static final Limits LOCAL = new Limits(2_000, 1_024, 4 * GIB);

  private static final Limits OPERATOR = new Limits(200, 50, 64 * KIB);

  /** Takes all ports at once: if one is taken by another program, that shows before anything. */
  static Doors take(Configuration.DoorPorts ports, SSLContext tls, Parts parts) {
    HttpsDoor operator =
        parts.add(
            "operator door",
            new HttpsDoor("operator", ports.operator(), tls, Callers.ANYBODY, OPERATOR));
    HttpsDoor local =
        parts.add(
            "local door", new HttpsDoor("local", ports.local(), tls, Callers.CERTIFIED, LOCAL));
    HttpsDoor national =
        parts.add(
            "national door",
            new HttpsDoor("national", ports.national(), tls, Callers.CERTIFIED, NATIONAL));
    return new Doors(national, local, operator);
  }

  /**
   * Begins to serve. What has been started since the ports were taken stops only after the doors
   * have closed: nothing is taken in that nobody would deal with.
   */
  void open(Parts parts) {
    parts.add("open doors", this::close);
    operator.open();
    local.open();
    national.open();
  }

  private void close() {
    national.close();
    local.close();
    operator.close();
  }

  /** Where they really listen. */
  Configuration.DoorPorts ports() {
    return new Configuration.DoorPorts(national.port(), local.port(), operator.port());
  }
}
