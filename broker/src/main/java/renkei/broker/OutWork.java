package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.InquiryId;
import renkei.codebook.Reason;

/** Sends one message of the outbox, outside of any transaction, under a lease. */
final class OutWork {

  private static final Logger LOG = LoggerFactory.getLogger(OutWork.class);

  private final MessageRows rows;
  private final InquiryRows inquiries;
  private final InquiryEnding ending;
  private final Deliveries deliveries;
  private final NationalNetwork network;
  private final PointerQueues queues;
  private final PutBack putBack;
  private final Turns turns = new Turns(System::nanoTime);
  private final Shared shared;
  private final Clock clock;

  OutWork(
      MessageRows rows,
      InquiryRows inquiries,
      InquiryEnding ending,
      Deliveries deliveries,
      NationalNetwork network,
      PointerQueues queues,
      PutBack putBack,
      Shared shared,
      Clock clock) {
    this.rows = rows;
    this.inquiries = inquiries;
    this.ending = ending;
    this.deliveries = deliveries;
    this.network = network;
    this.queues = queues;
    this.putBack = putBack;
    this.shared = shared;
    this.clock = clock;
  }

  /**
   * Never throws: afterwards the pointer can be settled.
   *
   * @param places how many the queue may have under way to one peer
   */
  void handle(Pointer pointer, int places) {
    switch (turns.begin(pointer, places)) {
      case Turns.Later(Duration pause) -> putBack.later(pointer, pause);
      case Turns.Begun turn -> {
        try {
          handle(pointer);
        } finally {
          turns.end(turn);
        }
      }
    }
  }

  private void handle(Pointer pointer) {
    try {
      switch (inLane(pointer, work -> claim(work, pointer))) {
        case MessageRows.Nothing() -> {}
        case MessageRows.Unopened _ -> {}
        case MessageRows.NotDue early ->
            early.wait(clock.instant()).ifPresent(pause -> queues.send(pointer, pause));
        case MessageRows.Taken(MessageRows.Row row) -> send(pointer, row);
      }
    } catch (RuntimeException e) {
      comeBack(pointer, e);
    }
  }

  /** Sends a message whose row was written under a lease of this process. Never throws. */
  void handle(Pointer pointer, MessageRows.Row row) {
    try {
      if (turns.rest(pointer).isPositive()) {
        putOff(pointer, row);
      } else {
        send(pointer, row);
      }
    } catch (RuntimeException e) {
      comeBack(pointer, e);
    }
  }

  private void comeBack(Pointer pointer, RuntimeException why) {
    LOG.warn("{} {} has to wait", pointer.kind(), pointer.message(), why);
    queues.send(pointer, Duration.ofSeconds(1));
  }

  private MessageRows.Found claim(Work work, Pointer pointer) {
    Instant now = clock.instant();
    boolean isInquiry = pointer.kind() == MessageKind.INQUIRY;
    MessageRows.Found found = rows.claim(work, pointer, now, now.plus(Express.LEASE), !isInquiry);
    if (found instanceof MessageRows.Unopened unopened) {
      waitForKey(work, pointer, unopened, now);
      return new MessageRows.Nothing();
    }
    if (found instanceof MessageRows.Taken(MessageRows.Row row)) {
      if (!now.isBefore(row.expiresAt())) {
        bury(work, pointer, Reasons.EXPIRED);
        return new MessageRows.Nothing();
      }
      if (isInquiry && !stillAsked(work, row)) {
        rows.end(work, pointer, MessageState.DONE, Optional.empty());
        return new MessageRows.Nothing();
      }
    }
    return found;
  }

  /** Notes that the inquiry goes to the core; false if nobody waits for it any more. */
  private boolean stillAsked(Work work, MessageRows.Row row) {
    Optional<InquiryRows.Row> inquiry =
        row.about().flatMap(about -> inquiries.lock(work, new InquiryId(about)));
    if (inquiry.isEmpty() || inquiry.get().state() == InquiryState.FINISHED) {
      return false;
    }
    InquiryState state = inquiry.get().state();
    if (state != InquiryState.PERMITTED
        && Transitions.INQUIRY.changes(state, InquiryState.WAITING_FOR_PERMIT)) {
      inquiries.advance(work, inquiry.get().id(), InquiryState.WAITING_FOR_PERMIT);
    }
    return true;
  }

  private void send(Pointer pointer, MessageRows.Row row) {
    switch (delivery(pointer, row)) {
      case NationalNetwork.Delivered(byte[] receipt) ->
          deliveries.add(new Deliveries.Item(pointer, row.about(), receipt));
      case NationalNetwork.TryAgain(String why, Duration waited) -> {
        LOG.info("{} {} was not delivered: {}", pointer.kind(), pointer.message(), why);
        turns.failed(pointer, waited);
        putOff(pointer, row);
      }
      case NationalNetwork.Rejected(String why) -> {
        LOG.warn("{} {} was rejected: {}", pointer.kind(), pointer.message(), why);
        Boolean _ = inLane(pointer, work -> rejected(work, pointer, row));
      }
    }
  }

  private NationalNetwork.Delivery delivery(Pointer pointer, MessageRows.Row row) {
    try {
      return network.send(
          envelope(pointer), pointer.queue().lane(), row.route().orElse(""), row.xml());
    } catch (RuntimeException e) {
      return new NationalNetwork.TryAgain(e.getClass().getSimpleName());
    }
  }

  private Envelope envelope(Pointer pointer) {
    return new Envelope(
        pointer.message(),
        shared.own().agency(pointer.queue().tenant()),
        pointer.peer(),
        pointer.kind());
  }

  /**
   * The key may come back as long as the message lives. People are told at the first tries, of
   * which one may have been made without looking at the row.
   */
  private void waitForKey(Work work, Pointer pointer, MessageRows.Unopened unopened, Instant now) {
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
    Boolean _ =
        inLane(
            pointer,
            work -> {
              putOff(work, pointer, row.attempts());
              return true;
            });
  }

  private void putOff(Work work, Pointer pointer, int attempts) {
    Duration pause = Backoff.after(attempts);
    rows.putOff(work, pointer, clock.instant().plus(pause), attempts);
    work.afterwards(() -> queues.send(pointer, pause));
  }

  private Boolean rejected(Work work, Pointer pointer, MessageRows.Row row) {
    bury(work, pointer, Reasons.REJECTED_BY_PEER);
    if (pointer.kind() == MessageKind.INQUIRY) {
      row.about()
          .flatMap(about -> inquiries.lock(work, new InquiryId(about)))
          .ifPresent(
              inquiry -> ending.finish(work, inquiry, Failures.INQUIRY_REJECTED, clock.instant()));
    }
    return true;
  }

  private void bury(Work work, Pointer pointer, Reason reason) {
    rows.end(work, pointer, MessageState.DEAD, Optional.of(reason));
    alarm(work, pointer, reason);
    work.afterwards(() -> shared.meters().finished(pointer.queue()));
  }

  private void alarm(Work work, Pointer pointer, Reason reason) {
    work.afterwards(
        () -> shared.meters().alarm(pointer.queue(), reason, pointer.peer(), pointer.message()));
  }

  private <T> T inLane(Pointer pointer, Function<Work, T> work) {
    return shared.transactions().run(pointer.queue().lane(), pointer.queue().tenant(), work);
  }
}
