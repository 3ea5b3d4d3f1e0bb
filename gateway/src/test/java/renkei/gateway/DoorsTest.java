package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.door.CapturedLog;
import renkei.gateway.door.HttpCaller;
import renkei.gateway.door.Parties;

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
    Parts parts = new Parts();
    Doors doors =
        Doors.take(
            new Configuration.DoorPorts(0, 0, 0),
            Parties.shared().tls(Parties.shared().platform()),
            parts);
    List<Boolean> openWhenTheBrokerStopped = new ArrayList<>();
    Configuration.DoorPorts ports = doors.ports();
    parts.add(
        "broker",
        () -> {
          openWhenTheBrokerStopped.add(takesConnections(ports.national()));
          openWhenTheBrokerStopped.add(takesConnections(ports.local()));
        });

    doors.open(parts);
    assertThat(takesConnections(ports.national())).isTrue();
    parts.close();

    assertThat(openWhenTheBrokerStopped).containsExactly(false, false);
  }

  @Test
  void allCloseThoughARequestIsInHandAtOne() throws Exception {
    Parts parts = new Parts();
    Doors doors =
        Doors.take(
            new Configuration.DoorPorts(0, 0, 0),
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
    Configuration.DoorPorts ports = doors.ports();
    List<Boolean> openWhenTheBrokerStopped = new ArrayList<>();
    parts.add(
        "broker",
        () -> {
          for (int port : List.of(ports.national(), ports.local(), ports.operator())) {
            openWhenTheBrokerStopped.add(takesConnections(port));
          }
        });
    doors.open(parts);
    try (CapturedLog log = CapturedLog.open();
        HttpCaller caller =
            new HttpCaller(Parties.shared().agency(Parties.CORE), ports.national())) {
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
