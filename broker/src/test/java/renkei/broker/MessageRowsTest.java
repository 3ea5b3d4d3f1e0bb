package renkei.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.broker.Sample.KITA;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;

class MessageRowsTest {

  private final MessageRows rows = new MessageRows(new RowCipher(Sample::keys));
  @TempDir Path journal;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aMessageEndsOnceAndNothingMovesItAfterwards() {
    Pointer pointer =
        new Pointer(
            new QueueKey(KITA, Direction.OUT, Lane.ROUTINE),
            MessageKind.ANSWER,
            Sample.PENSION,
            MessageId.random(world.clock, world.random));
    Instant now = world.clock.instant();
    Instant later = now.plus(Duration.ofMinutes(10));
    in(
        work ->
            rows.insert(
                work,
                pointer,
                new MessageRows.Outgoing(
                    "agencies", pointer.message().value(), new byte[0], later, now),
                now));
    in(work -> rows.end(work, pointer, MessageState.DEAD, Optional.of(Reasons.EXPIRED)));
    Map<String, Object> ended = row();
    assertThat(ended).containsEntry("state", "DEAD").containsEntry("reason", "EXPIRED");

    in(work -> rows.end(work, pointer, MessageState.DONE, Optional.empty()));
    in(work -> rows.putOff(work, pointer, later, 7));
    in(
        work ->
            rows.delivered(
                work, List.of(new Deliveries.Item(pointer, Optional.empty(), new byte[] {1}))));
    in(
        work -> {
          assertThat(rows.lock(work, pointer, now)).isEqualTo(new MessageRows.Nothing());
          assertThat(rows.claim(work, pointer, now, later, false))
              .isEqualTo(new MessageRows.Nothing());
        });

    assertThat(row()).isEqualTo(ended);
  }

  private Map<String, Object> row() {
    try (var handle = world.postgres.superuser()) {
      return handle
          .createQuery("SELECT state, reason, attempts, due_at, receipt FROM message")
          .mapToMap()
          .one();
    }
  }

  private void in(Consumer<Work> step) {
    boolean _ =
        world.database.<Boolean>inTenant(
            KITA,
            transaction -> {
              step.accept(new Work(transaction));
              return true;
            });
  }
}
