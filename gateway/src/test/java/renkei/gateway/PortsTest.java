package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.broker.hazelcast.HazelcastThrottle;
import renkei.gateway.config.Configuration;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.Parties;

/** Ports that another program has. */
@Timeout(60)
class PortsTest {

  private static final Configuration.Traffic FEW = new Configuration.Traffic(50, Set.of());

  @Test
  void saysWhichSettingMovesADoorWhosePortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ShutdownStack parts = new ShutdownStack()) {
      int port = other.getLocalPort();

      assertThatThrownBy(
              () ->
                  Doors.take(
                      new Configuration.DoorPlaces(
                          Loopback.free(), Loopback.at(port), Loopback.free()),
                      new Configuration.DoorTraffic(FEW, FEW, FEW),
                      Duration.ofSeconds(5),
                      Parties.shared().tls(Parties.shared().platform()),
                      parts))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "door.local.port: cannot listen on port %d (Address already in use); end the process"
                      .formatted(port)
                  + " that has it, which `ss -ltnp` names, or set door.local.port to another port");
    }
  }

  @Test
  void saysTheSameOfTheClusterMember() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(
              () ->
                  Ports.listen(
                      "hazelcast.port",
                      port,
                      () -> HazelcastThrottle.join(HazelcastThrottle.Member.alone(port), 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on port " + port)
          .hasMessageContaining("set hazelcast.port to another port");
    }
  }

  @Test
  void leavesOtherFailuresAlone() {
    IllegalStateException failure = new IllegalStateException("something else");

    assertThatThrownBy(
            () ->
                Ports.listen(
                    "door.local.port",
                    1,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }
}
