package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.Reason;

/** Sends messages of the outbox, outside of any transaction, under a lease. */
final class OutboundSender {

  private static final Logger LOG = LoggerFactory.getLogger(OutboundSender.class);

  private final MessageRows rows;
  private final Cases cases;
  private final DeliveryMarks marks;
  private final NationalNetwork network;
  private final PointerQueues queues;
  private final DelayedRequeue requeue;
  private final PeerBulkhead peers = new PeerBulkhead(System::nanoTime);
  private final LaneTransactions transactions;
  private final ServedAgencies agencies;
  private final BrokerMeters meters;
  private final Clock clock;

  OutboundSender(EngineParts parts, Cases cases, DeliveryMarks marks, NationalNetwork network) {
    this.rows = parts.rows();
    this.cases = cases;
    this.marks = marks;
    this.network = network;
    this.queues = parts.queues();
    this.requeue = parts.requeue();
    this.transactions = parts.transactions();
    this.agencies = parts.agencies();
    this.meters = parts.meters();
    this.clock = parts.clock();
  }

  /**
   * Sends one message. Never throws: afterwards the pointer can be settled.
   *
   * @param places how many the queue may have in flight to one peer
   */
  void send(Pointer pointer, int places) {
    switch (peers.enter(pointer, places)) {
      case PeerBulkhead.Later(Duration pause) -> requeue.requeue(pointer, pause);
      case PeerBulkhead.Entered entered -> {
        try {
          send(pointer);
        } finally {
          peers.leave(entered);
        }
      }
    }
  }

  private void send(Pointer pointer) {
    orComeBack(
        pointer,
        () -> {
          switch (inLane(pointer, work -> claim(work, pointer))) {
            case MessageRows.Nothing() -> {}
            case MessageRows.Unopened _ -> {}
            case MessageRows.NotDue early ->
                early.wait(clock.instant()).ifPresent(pause -> queues.send(pointer, pause));
            case MessageRows.Taken(MessageRows.Row row) -> transmit(pointer, row);
          }
        });
  }

  /** Sends a message whose row was written under a lease of this process. Never throws. */
  void send(Pointer pointer, MessageRows.Row row) {
    orComeBack(
        pointer,
        () -> {
          if (peers.rest(pointer).isPositive()) {
            putOff(pointer, row);
          } else {
            transmit(pointer, row);
          }
        });
  }

  /** Whatever does not work now is tried again: the row is the truth. */
  private void orComeBack(Pointer pointer, Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException e) {
      LOG.warn("{} {} has to wait", pointer.kind(), pointer.message(), e);
      queues.send(pointer, Backoff.until(e));
    }
  }

  private MessageRows.Found claim(UnitOfWork work, Pointer pointer) {
    Instant now = clock.instant();
    Optional<MessageCase> asked =
        cases.sending(pointer.kind()).filter(one -> one.asksBeforeSending(pointer.kind()));
    MessageRows.Found found =
        rows.claim(work, pointer, now, now.plus(DirectSend.LEASE), asked.isEmpty());
    return switch (found) {
      case MessageRows.Unopened unopened -> {
        waitForKey(work, pointer, unopened, now);
        yield new MessageRows.Nothing();
      }
      case MessageRows.Taken(MessageRows.Row row) when !now.isBefore(row.expiresAt()) -> {
        bury(work, pointer, Reasons.EXPIRED);
        yield new MessageRows.Nothing();
      }
      case MessageRows.Taken(MessageRows.Row row)
          when asked.isPresent() && !isWanted(work, asked.get(), stored(pointer, row)) -> {
        rows.end(work, pointer, MessageState.DONE, Optional.empty());
        yield new MessageRows.Nothing();
      }
      case MessageRows.Taken _, MessageRows.NotDue _, MessageRows.Nothing _ -> found;
    };
  }

  private static boolean isWanted(UnitOfWork work, MessageCase asked, StoredMessage message) {
    return asked.stillWanted(work, List.of(message)).contains(message.id());
  }

  private void transmit(Pointer pointer, MessageRows.Row row) {
    switch (delivery(pointer, row)) {
      case NationalNetwork.Delivered(byte[] receipt) ->
          marks.add(new DeliveryMarks.Delivery(stored(pointer, row), receipt));
      case NationalNetwork.TryAgain(String why, Duration waited) -> {
        // A peer that is away says so here for each try: the network tells of its routes itself.
        LOG.debug("{} {} was not delivered: {}", pointer.kind(), pointer.message(), why);
        peers.failed(pointer, waited);
        putOff(pointer, row);
      }
      case NationalNetwork.Rejected(String why) -> {
        LOG.warn("{} {} was rejected: {}", pointer.kind(), pointer.message(), why);
        boolean _ = inLane(pointer, work -> rejected(work, stored(pointer, row)));
      }
    }
  }

  private NationalNetwork.Delivery delivery(Pointer pointer, MessageRows.Row row) {
    try {
      return network.send(
          agencies.envelope(pointer), pointer.queue().lane(), row.route().orElse(""), row.xml());
    } catch (RuntimeException e) {
      return new NationalNetwork.TryAgain(e.getClass().getSimpleName());
    }
  }

  /**
   * The key may come back as long as the message lives. People are told at the first tries, of
   * which one may have been made without looking at the row.
   */
  private void waitForKey(
      UnitOfWork work, Pointer pointer, MessageRows.Unopened unopened, Instant now) {
    if (!now.isBefore(unopened.expiresAt())) {
      bury(work, pointer, Reasons.DOES_NOT_OPEN);
      return;
    }
    if (unopened.attempts() <= 2) {
      alarm(work, pointer, Reasons.DOES_NOT_OPEN);
    }
    putOff(work, pointer, unopened.attempts());
  }

  private void putOff(Pointer pointer, MessageRows.Row row) {
    boolean _ =
        inLane(
            pointer,
            work -> {
              putOff(work, pointer, row.attempts());
              return true;
            });
  }

  private void putOff(UnitOfWork work, Pointer pointer, int attempts) {
    Duration pause = Backoff.after(attempts);
    rows.putOff(work, pointer, clock.instant().plus(pause), attempts);
    work.afterCommit(() -> queues.send(pointer, pause));
  }

  private boolean rejected(UnitOfWork work, StoredMessage message) {
    bury(work, message.pointer(), Reasons.REJECTED_BY_PEER);
    cases
        .sending(message.kind())
        .ifPresent(one -> one.undeliverable(work, message, Reasons.REJECTED_BY_PEER));
    return true;
  }

  private void bury(UnitOfWork work, Pointer pointer, Reason reason) {
    rows.end(work, pointer, MessageState.DEAD, Optional.of(reason));
    alarm(work, pointer, reason);
    work.afterCommit(() -> meters.finished(pointer.queue()));
  }

  private void alarm(UnitOfWork work, Pointer pointer, Reason reason) {
    work.afterCommit(() -> meters.alarm(pointer, reason));
  }

  private static StoredMessage stored(Pointer pointer, MessageRows.Row row) {
    return new StoredMessage(pointer, row.about());
  }

  private <T> T inLane(Pointer pointer, Function<UnitOfWork, T> work) {
    return transactions.run(pointer.queue().lane(), pointer.queue().tenant(), work);
  }
}
