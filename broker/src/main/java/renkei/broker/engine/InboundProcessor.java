package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.message.NationalMessages;
import renkei.codebook.Reason;
import renkei.codebook.database.DatabaseDamagedException;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Processes messages that came in: the whole effect of each in one transaction, or none. Messages
 * of one tenant and lane may share a transaction; where one of them fails, each gets its own. This
 * is the class that decides whether a message is tried again, ends, or is buried.
 */
final class InboundProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(InboundProcessor.class);

  /** After its life has ended a message is tried a little longer, so that the end is recorded. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** After so many failures, over several seconds, its case may settle a message otherwise. */
  private static final int TRIES = 8;

  /** A locked row, and what it says. */
  private record Locked(Received message, MessageRows.Row row) {

    Pointer pointer() {
      return message.stored().pointer();
    }
  }

  /**
   * What must still be done in a transaction of its own, since this one is rolled back.
   *
   * @param repeats what was done before; empty if the message comes again
   */
  private record Undone(Pointer pointer, Optional<Reason> repeats) {}

  /** A message is settled, but for what must still be done. */
  private record Settled(Optional<Undone> undone) {}

  private final MessageRows rows;
  private final Cases cases;
  private final NationalMessages messages;
  private final PointerQueues queues;
  private final LaneTransactions transactions;
  private final ServedAgencies agencies;
  private final BrokerMeters meters;
  private final Clock clock;

  InboundProcessor(EngineParts parts, Cases cases, NationalMessages messages) {
    this.rows = parts.rows();
    this.cases = cases;
    this.messages = messages;
    this.queues = parts.queues();
    this.transactions = parts.transactions();
    this.agencies = parts.agencies();
    this.meters = parts.meters();
    this.clock = parts.clock();
  }

  /**
   * Processes messages of one tenant and lane. Never throws: afterwards their pointers can be
   * settled.
   *
   * @param pointers at least one
   */
  void process(List<Pointer> pointers) {
    Pointer first = pointers.getFirst();
    try {
      inLane(first, work -> settleAll(work, pointers))
          .ifPresent(
              undone -> {
                if (pointers.size() > 1) {
                  eachAlone(pointers);
                } else {
                  makeUp(undone);
                }
              });
    } catch (DatabaseDamagedException e) {
      // What is damaged may be what one of them needs, and no reason for the others to wait.
      if (pointers.size() > 1) {
        eachAlone(pointers);
      } else {
        comeBack(first, e);
      }
    } catch (DatabaseUnavailableException e) {
      pointers.forEach(pointer -> comeBack(pointer, e));
    } catch (RuntimeException e) {
      if (pointers.size() > 1) {
        LOG.warn("{} messages failed together; each is tried alone", pointers.size(), e);
        eachAlone(pointers);
      } else {
        failed(first, e);
      }
    }
  }

  private void eachAlone(List<Pointer> pointers) {
    pointers.forEach(pointer -> process(List.of(pointer)));
  }

  /**
   * Settles a message whose row says already that it is done.
   *
   * @return false if it is not dealt with: the transaction must be rolled back
   */
  boolean dealsWith(UnitOfWork work, Received message) {
    return cases
        .receiving(message.stored().kind())
        .map(one -> one.receive(work, List.of(message)).getFirst())
        .filter(
            settlement ->
                switch (settlement) {
                  case Settlement.Done(List<Reason> dropped) -> isDealtWith(work, message, dropped);
                  case Settlement.Replied(List<Reason> dropped) ->
                      isDealtWith(work, message, dropped);
                  case Settlement.TryAgain(),
                      Settlement.Late(),
                      Settlement.Refused(_),
                      Settlement.Repeated(_),
                      Settlement.Overtaken() ->
                      false;
                })
        .isPresent();
  }

  private boolean isDealtWith(UnitOfWork work, Received message, List<Reason> dropped) {
    dropped.forEach(reason -> alarm(work, message.stored().pointer(), reason));
    return true;
  }

  /** Settles what can be locked; says why nothing of it may be kept, if so. */
  private Optional<Undone> settleAll(UnitOfWork work, List<Pointer> pointers) {
    Map<MessageCase, List<Locked>> byCase = new LinkedHashMap<>();
    for (Pointer pointer : pointers) {
      Optional<MessageCase> theirs = cases.receiving(pointer.kind());
      look(work, pointer, theirs.isPresent())
          .ifPresent(
              locked ->
                  byCase.computeIfAbsent(theirs.orElseThrow(), _ -> new ArrayList<>()).add(locked));
    }
    for (Map.Entry<MessageCase, List<Locked>> theirs : byCase.entrySet()) {
      Optional<Undone> undone = settle(work, theirs.getKey(), theirs.getValue());
      if (undone.isPresent()) {
        return undone;
      }
    }
    return Optional.empty();
  }

  private Optional<Undone> settle(UnitOfWork work, MessageCase theirs, List<Locked> locked) {
    List<Settlement> settlements =
        theirs.receive(work, locked.stream().map(Locked::message).toList());
    for (int i = 0; i < locked.size(); i++) {
      Optional<Undone> undone = settle(work, locked.get(i), settlements.get(i));
      if (undone.isPresent()) {
        return undone;
      }
    }
    return Optional.empty();
  }

  /** Locks and reads a message; one that no case here receives waits for a gateway that has it. */
  private Optional<Locked> look(UnitOfWork work, Pointer pointer, boolean known) {
    Instant now = clock.instant();
    return switch (rows.lock(work, pointer, now)) {
      case MessageRows.Nothing() -> Optional.empty();
      case MessageRows.NotDue early -> {
        early.wait(now).ifPresent(pause -> work.afterCommit(() -> queues.send(pointer, pause)));
        yield Optional.empty();
      }
      case MessageRows.Unopened(int attempts, Instant expiresAt) -> {
        if (attempts == 0) {
          alarm(work, pointer, Reasons.DOES_NOT_OPEN);
        }
        putOff(work, pointer, attempts, expiresAt, Reasons.DOES_NOT_OPEN);
        yield Optional.empty();
      }
      case MessageRows.Taken(MessageRows.Row row) when known -> read(work, pointer, row);
      case MessageRows.Taken(MessageRows.Row row) -> {
        putOff(work, pointer, row.attempts(), row.expiresAt(), Reasons.EXPIRED);
        yield Optional.empty();
      }
    };
  }

  private Optional<Locked> read(UnitOfWork work, Pointer pointer, MessageRows.Row row) {
    try {
      return Optional.of(
          new Locked(
              new Received(
                  StoredMessage.in(pointer), messages.read(agencies.envelope(pointer), row.xml())),
              row));
    } catch (IllegalArgumentException _) {
      end(work, pointer, MessageState.DEAD, Reasons.UNREADABLE);
      return Optional.empty();
    }
  }

  private Optional<Undone> settle(UnitOfWork work, Locked locked, Settlement settlement) {
    Pointer pointer = locked.pointer();
    switch (settlement) {
      case Settlement.Done(List<Reason> dropped) -> {
        rows.end(work, pointer, MessageState.DONE, Optional.empty());
        finished(work, pointer, dropped);
      }
      case Settlement.Replied(List<Reason> dropped) -> finished(work, pointer, dropped);
      case Settlement.TryAgain() ->
          putOff(work, pointer, locked.row().attempts(), locked.row().expiresAt(), Reasons.EXPIRED);
      case Settlement.Late() -> end(work, pointer, MessageState.DONE, Reasons.LATE);
      case Settlement.Refused(Reason reason) -> end(work, pointer, MessageState.DEAD, reason);
      case Settlement.Repeated(Reason reason) -> {
        work.rollBack();
        return Optional.of(new Undone(pointer, Optional.of(reason)));
      }
      case Settlement.Overtaken() -> {
        work.rollBack();
        return Optional.of(new Undone(pointer, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private void finished(UnitOfWork work, Pointer pointer, List<Reason> dropped) {
    dropped.forEach(reason -> alarm(work, pointer, reason));
    finished(work, pointer);
  }

  private void finished(UnitOfWork work, Pointer pointer) {
    work.afterCommit(() -> meters.finished(pointer.queue()));
  }

  /**
   * Puts a message off, or buries it once its life is over.
   *
   * @param before how often it was tried before
   */
  private void putOff(
      UnitOfWork work, Pointer pointer, int before, Instant expiresAt, Reason otherwise) {
    Instant now = clock.instant();
    if (now.isAfter(expiresAt.plus(GRACE))) {
      end(work, pointer, MessageState.DEAD, otherwise);
      return;
    }
    int attempts = before + 1;
    Duration pause = Backoff.after(attempts);
    rows.putOff(work, pointer, now.plus(pause), attempts);
    work.afterCommit(() -> queues.send(pointer, pause));
  }

  /** Ends what was of no use, and tells people. */
  private void end(UnitOfWork work, Pointer pointer, MessageState state, Reason reason) {
    rows.end(work, pointer, state, Optional.of(reason));
    alarm(work, pointer, reason);
    finished(work, pointer);
  }

  private void alarm(UnitOfWork work, Pointer pointer, Reason reason) {
    work.afterCommit(() -> meters.alarm(pointer, reason));
  }

  private void makeUp(Undone undone) {
    undone
        .repeats()
        .ifPresentOrElse(
            reason -> endRepeated(undone.pointer(), reason), () -> putOff(undone.pointer()));
  }

  private void endRepeated(Pointer pointer, Reason reason) {
    attempt(
        pointer,
        work -> {
          rows.end(work, pointer, MessageState.DONE, Optional.of(reason));
          alarm(work, pointer, reason);
        });
  }

  private void failed(Pointer pointer, RuntimeException why) {
    LOG.warn("{} of {} failed; it is tried again", pointer.kind(), pointer.message(), why);
    if (!gaveUp(pointer)) {
      putOff(pointer);
    }
  }

  private void putOff(Pointer pointer) {
    attempt(
        pointer,
        work -> {
          if (rows.lock(work, pointer, clock.instant())
              instanceof MessageRows.Taken(MessageRows.Row row)) {
            putOff(work, pointer, row.attempts(), row.expiresAt(), Reasons.EXPIRED);
          }
        });
  }

  /** Whether the case settled, without what may be broken, what failed again and again. */
  private boolean gaveUp(Pointer pointer) {
    try {
      Optional<Settled> settled = inLane(pointer, work -> lastResort(work, pointer));
      settled.flatMap(Settled::undone).ifPresent(this::makeUp);
      return settled.isPresent();
    } catch (RuntimeException e) {
      LOG.warn("{} of {} cannot even fail", pointer.kind(), pointer.message(), e);
      return false;
    }
  }

  private Optional<Settled> lastResort(UnitOfWork work, Pointer pointer) {
    if (!(rows.lock(work, pointer, clock.instant())
            instanceof MessageRows.Taken(MessageRows.Row row))
        || row.attempts() < TRIES) {
      return Optional.empty();
    }
    Received message =
        new Received(
            StoredMessage.in(pointer), messages.read(agencies.envelope(pointer), row.xml()));
    return cases
        .receiving(pointer.kind())
        .flatMap(one -> one.giveUp(work, message))
        .map(settlement -> new Settled(settle(work, new Locked(message, row), settlement)));
  }

  private void attempt(Pointer pointer, Consumer<UnitOfWork> step) {
    try {
      boolean _ =
          inLane(
              pointer,
              work -> {
                step.accept(work);
                return true;
              });
    } catch (RuntimeException e) {
      comeBack(pointer, e);
    }
  }

  private <T> T inLane(Pointer pointer, Function<UnitOfWork, T> work) {
    return transactions.run(pointer.queue().lane(), pointer.queue().tenant(), work);
  }

  private void comeBack(Pointer pointer, RuntimeException why) {
    LOG.warn("{} of {} has to wait", pointer.kind(), pointer.message(), why);
    queues.send(pointer, Backoff.until(why));
  }
}
