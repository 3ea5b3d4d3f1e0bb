package renkei.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import renkei.gateway.config.Configuration;
import renkei.gateway.console.OperatorConsole;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.jetty.HttpsDoor.ClientCertificate;
import renkei.gateway.jetty.HttpsDoor.Limits;

/** The three doors of one gateway. */
record Doors(HttpsDoor national, HttpsDoor local, HttpsDoor operator) {

  private static final String NATIONAL = "national";
  private static final String LOCAL = "local";
  private static final String OPERATOR = "operator";
  private static final long KIB = 1024;
  private static final long GIB = KIB * KIB * KIB;

  /**
   * The bounds of each door. How long a message may be is for the national door itself to say, by a
   * fault of the contract. At the local door replica loads are streams, and a caller waiting for an
   * answer holds its request open.
   */
  private static Limits limits(String name, Configuration.Traffic traffic, Duration drain) {
    return switch (name) {
      case NATIONAL ->
          new Limits(traffic.connections(), 256, 192, Long.MAX_VALUE, traffic.balancers(), drain);
      case LOCAL ->
          new Limits(traffic.connections(), 1_024, 256, 4 * GIB, traffic.balancers(), drain);
      // Whoever shows no certificate here is one caller with all others who show none. Only rows
      // for
      // a replay are long; nothing of a body is read before it is known who sends it.
      default ->
          new Limits(
              traffic.connections(),
              50,
              50,
              OperatorConsole.MOST_BYTES,
              traffic.balancers(),
              drain);
    };
  }

  /** How many connections all doors together may have open at once. */
  static int connections(Configuration.DoorTraffic traffic) {
    return Stream.of(traffic.national(), traffic.local(), traffic.operator())
        .mapToInt(each -> each.connections() + HttpsDoor.STRANGERS)
        .sum();
  }

  /**
   * Takes all ports at once: if one is taken by another program, that shows before anything.
   *
   * @param drain how long requests in hand may take once the doors are told to close
   */
  static Doors take(
      Configuration.DoorPlaces places,
      Configuration.DoorTraffic traffic,
      Duration drain,
      SSLContext tls,
      ShutdownStack parts) {
    HttpsDoor operator =
        take(
            OPERATOR,
            places.operator(),
            tls,
            ClientCertificate.ASKED,
            limits(OPERATOR, traffic.operator(), drain));
    parts.add("operator door", operator);
    HttpsDoor local =
        take(
            LOCAL,
            places.local(),
            tls,
            ClientCertificate.REQUIRED,
            limits(LOCAL, traffic.local(), drain));
    parts.add("local door", local);
    HttpsDoor national =
        take(
            NATIONAL,
            places.national(),
            tls,
            ClientCertificate.REQUIRED,
            limits(NATIONAL, traffic.national(), drain));
    parts.add("national door", national);
    return new Doors(national, local, operator);
  }

  private static HttpsDoor take(
      String name, InetSocketAddress at, SSLContext tls, ClientCertificate clients, Limits limits) {
    return Ports.listen(
        "door." + name + ".port",
        at.getPort(),
        () -> new HttpsDoor(name, at, tls, clients, limits));
  }

  /**
   * Begins to serve. What has been started since the ports were taken stops only after the doors
   * have closed: nothing is taken in that nobody would deal with.
   */
  void open(ShutdownStack parts) {
    parts.add("open doors", this::close);
    operator.open();
    local.open();
    national.open();
  }

  /**
   * All at once: each lets its requests in hand finish for a while. One that does not close keeps
   * none of the others open.
   *
   * @throws IllegalStateException if one did not close
   */
  private void close() {
    List<Future<?>> closing = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (HttpsDoor door : List.of(national, local, operator)) {
        closing.add(each.submit(door::close));
      }
    }
    for (Future<?> closed : closing) {
      if (closed.state() == Future.State.FAILED) {
        throw new IllegalStateException("a door did not close", closed.exceptionNow());
      }
    }
  }

  /** Where they really listen. */
  Configuration.DoorPlaces places() {
    return new Configuration.DoorPlaces(national.place(), local.place(), operator.place());
  }
}
