package renkei.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.gateway.testing.Parties.KITA;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import renkei.codebook.database.SealedColumns;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;

class RowAlarmsTest {

  @Test
  void countsAndSaysWhatDoesNotOpen() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    SealedColumns columns =
        new SealedColumns(
            KITA, Parties.shared().keys(KITA).telling(new RowAlarms(metrics).of(KITA)).columns());
    byte[] one = columns.sealRow("provision/one", "one".getBytes(StandardCharsets.UTF_8));

    try (CapturedLog log = CapturedLog.open()) {
      assertThatIllegalStateException().isThrownBy(() -> columns.openRow("provision/two", one));

      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith(
                      "ERROR ALARM: of tenant 990019 a value (provision) does not open"));
    }
    assertThat(
            metrics
                .get("renkei.alarms")
                .tags("door", "database", "reason", "ROW_DOES_NOT_OPEN")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void isCountedAtZeroBeforeItIsEverRaisedSoThatARuleSeesTheFirst() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    RowAlarms _ = new RowAlarms(metrics);

    assertThat(metrics.get("renkei.alarms").counter().count()).isZero();
  }
}
