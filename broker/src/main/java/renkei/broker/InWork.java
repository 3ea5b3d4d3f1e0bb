package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.Reason;
import renkei.codebook.database.DatabaseUnavailableException;

/** Deals with one incoming message: its whole effect in one transaction, or none. */
final class InWork {

  private static final Logger LOG = LoggerFactory.getLogger(InWork.class);

  /** After its life has ended a message is tried a little longer, so that the end is recorded. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** After so many failures, over several seconds, a permitted inquiry is not answerable. */
  private static final int TRIES = 8;

  private final MessageRows rows;
  private final Provisioning provisioning;
  private final Deciding deciding;
  private final Answering answering;
  private final NationalMessages messages;
  private final PointerQueues queues;
  private final Shared shared;
  private final Clock clock;

  InWork(
      MessageRows rows,
      Provisioning provisioning,
      Deciding deciding,
      Answering answering,
      NationalMessages messages,
      PointerQueues queues,
      Shared shared,
      Clock clock) {
    this.rows = rows;
    this.provisioning = provisioning;
    this.deciding = deciding;
    this.answering = answering;
    this.messages = messages;
    this.queues = queues;
    this.shared = shared;
    this.clock = clock;
  }

  /** Never throws: afterwards the pointer can be settled. */
  void handle(Pointer pointer) {
    try {
      inLane(pointer, work -> look(work, pointer));
    } catch (Provisioning.AlreadyProvidedException _) {
      endRepeated(pointer);
    } catch (DatabaseUnavailableException e) {
      comeBack(pointer, e);
    } catch (RuntimeException e) {
      failed(pointer, e);
    }
  }

  private void look(Work work, Pointer pointer) {
    Instant now = clock.instant();
    switch (rows.lock(work, pointer, now)) {
      case MessageRows.Nothing() -> {}
      case MessageRows.NotDue early ->
          early.wait(now).ifPresent(pause -> work.afterwards(() -> queues.send(pointer, pause)));
      case MessageRows.Unopened(int attempts, Instant expiresAt) -> {
        if (attempts == 0) {
          alarm(work, pointer, Reasons.DOES_NOT_OPEN);
        }
        putOff(work, pointer, attempts, expiresAt, Reasons.DOES_NOT_OPEN);
      }
      case MessageRows.Taken(MessageRows.Row row) ->
          settle(work, pointer, row, effect(work, pointer, row.xml()));
    }
  }

  /**
   * Deals with a message whose row says already that it is done.
   *
   * @return false if it is not dealt with: the transaction must be undone
   */
  boolean dealsWith(Work work, Pointer pointer, Incoming message) {
    return switch (effect(work, pointer, message)) {
      case Settlement.Done(), Settlement.Ended() -> true;
      case Settlement.TryAgain(), Settlement.Late(), Settlement.Refused(_) -> false;
    };
  }

  private Settlement effect(Work work, Pointer pointer, byte[] xml) {
    Incoming incoming;
    try {
      incoming = messages.read(envelope(pointer), xml);
    } catch (IllegalArgumentException _) {
      return new Settlement.Refused(Reasons.UNREADABLE);
    }
    return effect(work, pointer, incoming);
  }

  private Envelope envelope(Pointer pointer) {
    return new Envelope(
        pointer.message(),
        pointer.peer(),
        shared.own().agency(pointer.queue().tenant()),
        pointer.kind());
  }

  private Settlement effect(Work work, Pointer pointer, Incoming incoming) {
    return switch (incoming) {
      case PermittedInquiry asked -> provisioning.provide(work, pointer, asked);
      case Decision decision -> deciding.decide(work, decision);
      case AnswerReceived answer -> answering.take(work, answer);
    };
  }

  private void settle(Work work, Pointer pointer, MessageRows.Row row, Settlement settlement) {
    switch (settlement) {
      case Settlement.Done() -> {
        rows.end(work, pointer, MessageState.DONE, Optional.empty());
        work.afterwards(() -> shared.meters().finished(pointer.queue()));
      }
      case Settlement.Ended() -> work.afterwards(() -> shared.meters().finished(pointer.queue()));
      case Settlement.TryAgain() -> putOff(work, pointer, row);
      case Settlement.Late() -> end(work, pointer, MessageState.DONE, Reasons.LATE);
      case Settlement.Refused(Reason reason) -> end(work, pointer, MessageState.DEAD, reason);
    }
  }

  private void putOff(Work work, Pointer pointer, MessageRows.Row row) {
    putOff(work, pointer, row.attempts(), row.expiresAt(), Reasons.EXPIRED);
  }

  /**
   * Puts a message off, or buries it once its life is over.
   *
   * @param before how often it was tried before
   */
  private void putOff(Work work, Pointer pointer, int before, Instant expiresAt, Reason otherwise) {
    Instant now = clock.instant();
    if (now.isAfter(expiresAt.plus(GRACE))) {
      end(work, pointer, MessageState.DEAD, otherwise);
      return;
    }
    int attempts = before + 1;
    Duration pause = Backoff.after(attempts);
    rows.putOff(work, pointer, now.plus(pause), attempts);
    work.afterwards(() -> queues.send(pointer, pause));
  }

  /** Ends what was of no use, and tells people. */
  private void end(Work work, Pointer pointer, MessageState state, Reason reason) {
    rows.end(work, pointer, state, Optional.of(reason));
    alarm(work, pointer, reason);
    work.afterwards(() -> shared.meters().finished(pointer.queue()));
  }

  private void alarm(Work work, Pointer pointer, Reason reason) {
    work.afterwards(
        () -> shared.meters().alarm(pointer.queue(), reason, pointer.peer(), pointer.message()));
  }

  private void endRepeated(Pointer pointer) {
    attempt(
        pointer,
        work -> {
          rows.end(work, pointer, MessageState.DONE, Optional.of(Reasons.REPEATED_PERMIT));
          alarm(work, pointer, Reasons.REPEATED_PERMIT);
        });
  }

  private void failed(Pointer pointer, RuntimeException why) {
    LOG.warn("{} of {} failed; it is tried again", pointer.kind(), pointer.message(), why);
    if (!gaveUp(pointer)) {
      attempt(
          pointer,
          work -> {
            if (rows.lock(work, pointer, clock.instant())
                instanceof MessageRows.Taken(MessageRows.Row row)) {
              putOff(work, pointer, row);
            }
          });
    }
  }

  /** What cannot be answered however often it is tried is answered so, and recorded. */
  private boolean gaveUp(Pointer pointer) {
    if (pointer.kind() != MessageKind.PERMITTED_INQUIRY) {
      return false;
    }
    boolean[] done = new boolean[1];
    try {
      inLane(
          pointer,
          work -> {
            if (rows.lock(work, pointer, clock.instant())
                    instanceof MessageRows.Taken(MessageRows.Row row)
                && row.attempts() >= TRIES
                && messages.read(envelope(pointer), row.xml()) instanceof PermittedInquiry asked) {
              settle(work, pointer, row, provisioning.fail(work, pointer, asked));
              done[0] = true;
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("{} of {} cannot even fail", pointer.kind(), pointer.message(), e);
      return false;
    }
    return done[0];
  }

  private void attempt(Pointer pointer, Consumer<Work> work) {
    try {
      inLane(pointer, work);
    } catch (RuntimeException e) {
      comeBack(pointer, e);
    }
  }

  private void inLane(Pointer pointer, Consumer<Work> work) {
    Boolean _ =
        shared
            .transactions()
            .run(
                pointer.queue().lane(),
                pointer.queue().tenant(),
                it -> {
                  work.accept(it);
                  return true;
                });
  }

  private void comeBack(Pointer pointer, RuntimeException why) {
    LOG.warn("{} of {} has to wait", pointer.kind(), pointer.message(), why);
    queues.send(pointer, Duration.ofSeconds(1));
  }
}
