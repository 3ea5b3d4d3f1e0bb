package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
}
