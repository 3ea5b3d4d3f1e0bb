package renkei.broker.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.message.InboundMessage;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.testing.SampleAgencies;

/** The rows of messages, for tests that put something there or look behind the door. */
public final class TestRows {

  /** How long a row is left to whoever sends it directly. */
  public static final Duration LEASE = DirectSend.LEASE;

  private final MessageRows rows = new MessageRows(TestRows::columns);
  private final Database database;

  public TestRows(Database database) {
    this.database = database;
  }

  /** Encrypts the rows of a tenant. */
  static SealedColumns columns(TenantId tenant) {
    return new SealedColumns(tenant, SampleAgencies.keys(tenant));
  }

  /** How long a message waits after its first failure. */
  public static Duration firstBackoff() {
    return Backoff.after(1);
  }

  /** Messages that the door has kept and nobody has processed. */
  public void keep(TenantId tenant, List<InboundMessage> messages, Instant now) {
    keep(tenant, messages, MessageState.WAITING, now);
  }

  /** Messages that have been dealt with. */
  public void keepEnded(TenantId tenant, List<InboundMessage> messages, Instant now) {
    keep(tenant, messages, MessageState.DONE, now);
  }

  private void keep(
      TenantId tenant, List<InboundMessage> messages, MessageState state, Instant now) {
    int _ =
        in(
            tenant,
            work -> {
              for (InboundMessage message : messages) {
                boolean _ = rows.insert(work, pointer(message), message, state, now);
              }
              return messages.size();
            });
  }

  /** A message in the outbox, due at once, as if its pointer had been sent. */
  public void send(Pointer pointer, Instant now) {
    StoredMessage stored = new StoredMessage(pointer, Optional.empty());
    OutboundMessage message =
        new OutboundMessage(stored, "agencies", new byte[0], now.plus(Duration.ofMinutes(10)));
    int _ =
        in(
            pointer.queue().tenant(),
            work -> {
              rows.insert(work, message, now, now);
              return 1;
            });
  }

  /** The text of a message that was kept. */
  public byte[] xml(InboundMessage message) {
    return in(
        message.receiver(), work -> rows.xml(work, message.sender(), message.id()).orElseThrow());
  }

  private <T> T in(TenantId tenant, Function<UnitOfWork, T> step) {
    return database.inTenant(tenant, transaction -> step.apply(new UnitOfWork(transaction)));
  }

  private static Pointer pointer(InboundMessage message) {
    return new Pointer(
        new QueueKey(message.receiver(), Direction.IN, message.work().lane()),
        message.kind(),
        message.sender(),
        message.id());
  }
}
