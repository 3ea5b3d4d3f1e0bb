package renkei.broker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.broker.Direction;
import renkei.broker.QueueKey;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.StopSignal;

class DirectSendTest {

  private final StopSignal stop = new StopSignal();

  @ParameterizedTest
  @CsvSource({"BULK, 4", "ROUTINE, 16", "COUNTER, 16"})
  void bulkHasAQuarterOfTheSeats(Lane lane, int seats) {
    DirectSend direct = begun(lane);

    assertThat(seats(direct, lane)).isEqualTo(seats);
    assertThat(direct.inFlight(queue(lane))).isEqualTo(seats);
  }

  @Test
  void hasNoSeatBeforeItBegins() {
    DirectSend direct = new DirectSend(List.of(queue(Lane.COUNTER)), stop);

    assertThat(direct.reserve(queue(Lane.COUNTER))).isEmpty();
  }

  @Test
  void hasNoSeatOnceTheBrokerStops() {
    DirectSend direct = begun(Lane.COUNTER);
    stop.raise();

    assertThat(direct.reserve(queue(Lane.COUNTER))).isEmpty();
  }

  private DirectSend begun(Lane lane) {
    DirectSend direct = new DirectSend(List.of(queue(lane)), stop);
    direct.begin((_, _) -> {});
    return direct;
  }

  private static long seats(DirectSend direct, Lane lane) {
    return Stream.generate(() -> direct.reserve(queue(lane)))
        .takeWhile(Optional::isPresent)
        .count();
  }

  private static QueueKey queue(Lane lane) {
    return new QueueKey(KITA, Direction.OUT, lane);
  }
}
