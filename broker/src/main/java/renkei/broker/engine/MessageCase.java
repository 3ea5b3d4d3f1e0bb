package renkei.broker.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import renkei.broker.message.MessageKind;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;

/**
 * What some kinds of message mean. The engine moves messages, locks, retries, expires and records
 * their end; a case says what happens. A new kind of message is a new case, and edits nothing else.
 *
 * <p>Cases get lists, because batches come: all elements are of one tenant and one lane, and share
 * one transaction. Where an element throws, everything is rolled back and each element comes again
 * alone. Implementations are thread-safe.
 */
public interface MessageCase {

  /** The kinds it receives; no other case receives any of them. */
  Set<MessageKind> receives();

  /** The kinds it sends; no other case sends any of them. */
  Set<MessageKind> sends();

  /**
   * Whether the case has a say before a message of a kind it sends leaves ({@link #stillWanted}),
   * and may write rows then.
   */
  default boolean asksBeforeSending(MessageKind kind) {
    return false;
  }

  /**
   * Does what messages ask for, in the transaction in which their rows end.
   *
   * @param messages of kinds it receives, in the order in which they came
   * @return what came of each, in the same order
   */
  List<Settlement> receive(UnitOfWork work, List<Received> messages);

  /**
   * The last resort for a message that failed again and again: settles it in a way that needs
   * nothing of what may be broken.
   *
   * @return empty if there is no such way: it is tried until its life is over
   */
  default Optional<Settlement> giveUp(UnitOfWork work, Received message) {
    return Optional.empty();
  }

  /**
   * The lane of work of the tenant's own that a message goes on with; called outside of any
   * transaction.
   *
   * @param about what the message is about
   * @return empty if the tenant knows no such work
   */
  default Optional<Lane> laneOf(TenantId tenant, UUID about) {
    return Optional.empty();
  }

  /** As {@link #laneOf}, as far as it is in memory; empty as well if it is not. */
  default Optional<Lane> rememberedLaneOf(TenantId tenant, UUID about) {
    return Optional.empty();
  }

  /**
   * Which of the messages about to leave are still wanted, and a note that these leave; the others
   * end here. Called only for kinds of which {@link #asksBeforeSending} says so.
   */
  default Set<MessageId> stillWanted(UnitOfWork work, List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::id).collect(Collectors.toUnmodifiableSet());
  }

  /** A message it sent was refused by its receiver for good; its row has ended. */
  default void undeliverable(UnitOfWork work, StoredMessage message, Reason why) {}

  /** Receivers signed for messages it sent. Losing this in a crash does no harm: it comes again. */
  default void delivered(UnitOfWork work, List<StoredMessage> messages) {}

  /** What nobody settled in time, oldest first, {@code atMost} of it; nothing is changed yet. */
  default List<Expiry> overdue(UnitOfWork work, Instant now, int atMost) {
    return List.of();
  }

  /**
   * Deletes some of its rows that are past remembering.
   *
   * @param memory how much longer than its life a message is remembered, for clocks that disagree
   * @param atMost how many rows
   * @return how many; {@code atMost} means that there may be more
   */
  default int purge(UnitOfWork work, Instant now, Duration memory, int atMost) {
    return 0;
  }

  /**
   * Conditions under which the case still needs the body of a message it received, whose row would
   * be purged otherwise: SQL about the message {@code m} ({@code tenant, message_id, peer}), each
   * over tables of the case's own.
   */
  default Collection<String> neededWhile() {
    return List.of();
  }
}
