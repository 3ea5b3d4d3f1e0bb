package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.config.Configuration;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.HttpCaller;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;
import renkei.gateway.testing.Parties;

/** When the doors close. */
@Timeout(60)
class DoorsTest {

  private static final Configuration.Traffic TRAFFIC = new Configuration.Traffic(50, Set.of());

  private static boolean takesConnections(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static Doors take(ShutdownStack parts) {
    return Doors.take(
        new Configuration.DoorPlaces(Loopback.free(), Loopback.free(), Loopback.free()),
        new Configuration.DoorTraffic(TRAFFIC, TRAFFIC, TRAFFIC),
        Duration.ofSeconds(5),
        Parties.shared().tls(Parties.shared().platform()),
        parts);
  }

  /** Which of the doors take connections when what stands behind them stops. */
  private static List<Boolean> openWhenTheBrokerStops(Doors doors, ShutdownStack parts) {
    Configuration.DoorPlaces places = doors.places();
    List<Boolean> open = new ArrayList<>();
    parts.add(
        "broker",
        () -> {
          for (InetSocketAddress at :
              List.of(places.national(), places.local(), places.operator())) {
            open.add(takesConnections(at.getPort()));
          }
        });
    return open;
  }

  @Test
  void closeBeforeWhatStandsBehindThem() {
    ShutdownStack parts = new ShutdownStack();
    Doors doors = take(parts);
    List<Boolean> open = openWhenTheBrokerStops(doors, parts);

    doors.open(parts);
    assertThat(takesConnections(doors.places().national().getPort())).isTrue();
    parts.close();

    assertThat(open).containsExactly(false, false, false);
  }

  /** An endpoint that has begun with a request and does not end. */
  private static CountDownLatch neverEnds(Doors doors) {
    CountDownLatch begun = new CountDownLatch(1);
    doors
        .national()
        .messages(
            "/national",
            _ -> {
              begun.countDown();
              assertThat(
                      BoundedWait.reached(() -> new CountDownLatch(1).await(50, TimeUnit.SECONDS)))
                  .isFalse();
            },
            OpenEntrance.at("/national"));
    return begun;
  }

  private static Thread call(Configuration.DoorPlaces places) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (HttpCaller caller =
                  new HttpCaller(
                      Parties.shared().agency(Parties.CORE), places.national().getPort())) {
                assertThatThrownBy(
                        () -> caller.send("POST", "/national", "text/plain", new byte[1]))
                    .isInstanceOf(UncheckedIOException.class);
              }
            });
  }

  @Test
  void allCloseThoughARequestIsInHandAtOne() throws Exception {
    ShutdownStack parts = new ShutdownStack();
    Doors doors = take(parts);
    CountDownLatch begun = neverEnds(doors);
    List<Boolean> open = openWhenTheBrokerStops(doors, parts);
    doors.open(parts);
    try (CapturedLog log = CapturedLog.open()) {
      Thread inHand = call(doors.places());
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

      parts.close();

      assertThat(open).containsExactly(false, false, false);
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(inHand.join(Duration.ofSeconds(30))).isTrue();
    }
  }
}
