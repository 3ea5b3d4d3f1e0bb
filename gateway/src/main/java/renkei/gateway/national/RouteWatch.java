package renkei.gateway.national;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Component;
import renkei.gateway.health.Health;
import renkei.gateway.health.Probes;
import renkei.gateway.health.Probes.Probe.Answer;

/**
 * Tells of one route what comes of each sending, and probes it where nobody sends: by a connection
 * and a handshake, which ask nothing of the party. A party that answers and gives no receipts is
 * not called well again by a handshake, unless it has been left alone for a while. Thread-safe.
 */
final class RouteWatch {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A connection that takes longer is no use to anybody at a counter. */
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private static final Duration HANDSHAKE = Duration.ofSeconds(2);
  private static final Duration LIMPED = Duration.ofMinutes(1);
  private static final int HTTPS = 443;

  private final Component route;
  private final URI place;
  private final SSLContext tls;
  private final Health health;
  private final AtomicLong used = new AtomicLong(System.nanoTime() - PAUSE.toNanos());
  private final AtomicLong limped = new AtomicLong(System.nanoTime() - LIMPED.toNanos());

  RouteWatch(String name, URI place, SSLContext tls, Health health) {
    this.route = Component.route(name);
    this.place = place;
    this.tls = tls;
    this.health = health;
  }

  void works() {
    used.set(System.nanoTime());
    health.works(route);
  }

  void limps(Cause cause) {
    used.set(System.nanoTime());
    limped.set(System.nanoTime());
    health.limps(route, cause);
  }

  void fails(Cause cause) {
    used.set(System.nanoTime());
    health.fails(route, cause);
  }

  void beProbed(Probes probes) {
    probes.every(PAUSE, CONNECT.plus(HANDSHAKE), route, this::probe);
  }

  private Answer probe() throws IOException {
    if (isWithin(PAUSE, used) || isWithin(LIMPED, limped)) {
      return new Answer.NotAsked();
    }
    shakeHands();
    return new Answer.Works();
  }

  private static boolean isWithin(Duration time, AtomicLong last) {
    return System.nanoTime() - last.get() < time.toNanos();
  }

  private void shakeHands() throws IOException {
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
      SSLParameters parameters = socket.getSSLParameters();
      // RFC 2818: the certificate must name the host that was called.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout((int) HANDSHAKE.toMillis());
      int port = place.getPort() < 0 ? HTTPS : place.getPort();
      socket.connect(new InetSocketAddress(place.getHost(), port), (int) CONNECT.toMillis());
      socket.startHandshake();
    }
  }
}
