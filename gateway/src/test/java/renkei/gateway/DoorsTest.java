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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.config.Configuration;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.HttpCaller;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.Parties;

/** When the doors close. */
@Timeout(60)
class DoorsTest {

  private static boolean takesConnections(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void closeBeforeWhatStandsBehindThem() {
    ShutdownStack parts = new ShutdownStack();
    Doors doors =
        Doors.take(
            new Configuration.DoorPlaces(Loopback.free(), Loopback.free(), Loopback.free()),
            Parties.shared().tls(Parties.shared().platform()),
            parts);
    List<Boolean> openWhenTheBrokerStopped = new ArrayList<>();
    Configuration.DoorPlaces places = doors.places();
    parts.add(
        "broker",
        () -> {
          openWhenTheBrokerStopped.add(takesConnections(places.national().getPort()));
          openWhenTheBrokerStopped.add(takesConnections(places.local().getPort()));
        });

    doors.open(parts);
    assertThat(takesConnections(places.national().getPort())).isTrue();
    parts.close();

    assertThat(openWhenTheBrokerStopped).containsExactly(false, false);
  }

  @Test
  void allCloseThoughARequestIsInHandAtOne() throws Exception {
    ShutdownStack parts = new ShutdownStack();
    Doors doors =
        Doors.take(
            new Configuration.DoorPlaces(Loopback.free(), Loopback.free(), Loopback.free()),
            Parties.shared().tls(Parties.shared().platform()),
            parts);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    doors
        .national()
        .messages(
            "/national",
            _ -> {
              begun.countDown();
              try {
                assertThat(end.await(50, TimeUnit.SECONDS)).isFalse();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    Configuration.DoorPlaces places = doors.places();
    List<Boolean> openWhenTheBrokerStopped = new ArrayList<>();
    parts.add(
        "broker",
        () -> {
          for (InetSocketAddress at :
              List.of(places.national(), places.local(), places.operator())) {
            openWhenTheBrokerStopped.add(takesConnections(at.getPort()));
          }
        });
    doors.open(parts);
    try (CapturedLog log = CapturedLog.open();
        HttpCaller caller =
            new HttpCaller(Parties.shared().agency(Parties.CORE), places.national().getPort())) {
      Thread inHand =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(
                              () -> caller.send("POST", "/national", "text/plain", new byte[1]))
                          .isInstanceOf(UncheckedIOException.class));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

      parts.close();

      assertThat(openWhenTheBrokerStopped).containsExactly(false, false, false);
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(inHand.join(Duration.ofSeconds(30))).isTrue();
    }
    end.countDown();
  }
}
