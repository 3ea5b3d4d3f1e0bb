package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import renkei.gateway.config.BadConfigurationException;
import renkei.gateway.config.Configuration;

class OpenFilesTest {

  private static final Configuration.DoorTraffic USUAL =
      new Configuration.DoorTraffic(
          new Configuration.Traffic(2_000, Set.of()),
          new Configuration.Traffic(2_000, Set.of()),
          new Configuration.Traffic(200, Set.of()));

  @Test
  void doesNotStartWhereItsDoorsAllowMoreThanTheSystem() {
    assertThatThrownBy(() -> OpenFiles.check(256, Doors.connections(USUAL)))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("256 files open")
        .hasMessageContaining("ulimit -n")
        .hasMessageContaining("LimitNOFILE")
        .hasMessageContaining("door.national.connections");
  }

  @Test
  void startsWhereTheyFit() {
    assertThat(Doors.connections(USUAL)).isBetween(4_200, 9_000);
    assertThatCode(() -> OpenFiles.check(10_240, Doors.connections(USUAL)))
        .as("what macOS allows a JVM")
        .doesNotThrowAnyException();
  }

  @Test
  void knowsTheLimitOfThisProcess() {
    assertThat(OpenFiles.limit()).isPositive();
  }
}
