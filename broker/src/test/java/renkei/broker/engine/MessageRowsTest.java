package renkei.broker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import renkei.broker.BrokerDatabase;
import renkei.broker.Direction;
import renkei.broker.OwnDatabase;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.message.MessageKind;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Database;
import renkei.codebook.testing.SampleAgencies;

/** A message ends once, and nothing moves it afterwards. */
@ExtendWith(OwnDatabase.class)
class MessageRowsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T03:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
  private static final Pointer POINTER =
      new Pointer(
          new QueueKey(KITA, Direction.OUT, Lane.ROUTINE),
          MessageKind.ANSWER,
          SampleAgencies.PENSION,
          new MessageId(new UUID(7, 7)));
  private static final StoredMessage ENVELOPE =
      new StoredMessage(POINTER, Optional.of(BlindIndex.of(new byte[] {7, 8})));

  private BrokerDatabase postgres;
  private final MessageRows rows = new MessageRows(TestRows::columns);
  private Database database;
  private List<String> ended;

  @BeforeEach
  void endOne(BrokerDatabase own) {
    postgres = own;
    database = postgres.open();
    OutboundMessage message = new OutboundMessage(ENVELOPE, "agencies", new byte[0], LATER);
    in(work -> rows.insert(work, message, NOW, NOW));
    in(work -> rows.end(work, POINTER, MessageState.DEAD, Optional.of(Reasons.EXPIRED)));
    ended = row();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void saysWhyItEnded() {
    assertThat(postgres.texts("SELECT state || ' ' || reason FROM message"))
        .containsExactly("DEAD EXPIRED");
  }

  @Test
  void isNotEndedOnceMore() {
    in(work -> rows.end(work, POINTER, MessageState.DONE, Optional.empty()));

    assertThat(row()).isEqualTo(ended);
  }

  @Test
  void isNotPutOff() {
    in(work -> rows.putOff(work, POINTER, LATER, 7));

    assertThat(row()).isEqualTo(ended);
  }

  @Test
  void isNotDelivered() {
    List<DeliveryMarks.Delivery> deliveries =
        List.of(new DeliveryMarks.Delivery(ENVELOPE, new byte[] {1}));
    in(work -> rows.delivered(work, deliveries));

    assertThat(row()).isEqualTo(ended);
  }

  @Test
  void isNotLocked() {
    assertThat(found(work -> rows.lock(work, POINTER, NOW))).isEqualTo(new MessageRows.Nothing());
  }

  @Test
  void isNotClaimed() {
    assertThat(found(work -> rows.claim(work, POINTER, NOW, LATER, false)))
        .isEqualTo(new MessageRows.Nothing());
  }

  /** Its state, reason, attempts, time and receipt. */
  private List<String> row() {
    return postgres.texts("SELECT (state, reason, attempts, due_at, receipt)::text FROM message");
  }

  private MessageRows.Found found(Function<UnitOfWork, MessageRows.Found> step) {
    return database.inTenant(KITA, transaction -> step.apply(new UnitOfWork(transaction)));
  }

  private void in(Consumer<UnitOfWork> step) {
    MessageRows.Found _ =
        found(
            work -> {
              step.accept(work);
              return new MessageRows.Nothing();
            });
  }
}
