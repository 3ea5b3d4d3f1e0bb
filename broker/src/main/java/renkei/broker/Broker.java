package renkei.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import renkei.broker.message.InboundEffect;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;

/**
 * Inquiries and provisions of all tenants: what the doors call. {@link
 * renkei.broker.assembly.OutboxBroker} is the one there is. Thread-safe.
 *
 * <p>Whatever comes back from a method that keeps something is durable. Every method throws {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the database is away or full: nothing
 * was kept, trying again is safe.
 */
public interface Broker {

  /**
   * Makes a message of the national network durable and does its work: {@link
   * InboundMessage.ByDoor} in the same transaction, {@link InboundMessage.ByCase} too if there is
   * room, else soon after from its queue. A repeat does nothing.
   *
   * @throws RuntimeException what an {@link InboundEffect} threw; nothing was kept
   */
  Acceptance accept(InboundMessage message);

  /**
   * Whether a message that comes in would be turned away now, because as much of its lane waits as
   * may. A look into memory and no more: it may be asked about a message that nobody has verified,
   * and what it says is good for turning that away, not for taking it.
   *
   * @param lane as {@link InboundMessage.ByCase#lane}
   * @param about as {@link InboundMessage.ByCase#about}
   * @return when to send it again; empty if there is room, or if nothing is known of it
   */
  Optional<Duration> busy(TenantId receiver, MessageKind kind, Lane lane, Optional<UUID> about);

  /**
   * The receipt that was given for a message of the national network.
   *
   * @param receiver the tenant the message was for
   * @return empty if no such message was accepted, or not within its life
   */
  Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message);

  /** Takes an inquiry of a municipality's own system: a set of exchanges. */
  Submission inquire(TenantId tenant, InquiryRequest request);

  /**
   * Where an inquiry stands.
   *
   * @param wait how long to wait for all its exchanges to finish; zero to look once. It comes back
   *     as soon as they are
   * @return empty if the tenant has no such inquiry (any more)
   */
  Optional<InquiryStatus> find(TenantId tenant, InquiryId inquiry, Duration wait);

  /** The tenant's inquiry of that name; empty if there is none (any more). */
  Optional<InquiryStatus> find(TenantId tenant, LocalId localId);

  /**
   * Takes back what was asked and is not answered yet: these exchanges end {@code WITHDRAWN}, are
   * recorded, and whatever comes to them later counts for nothing. What has not been sent is not
   * sent any more. Exchanges that have ended stay as they ended; the same again changes nothing.
   *
   * @param which exchanges of the inquiry; all of them if empty. Of others nothing is said
   * @return where the inquiry stands now; empty if the tenant has no such inquiry (any more)
   */
  Optional<InquiryStatus> withdraw(TenantId tenant, InquiryId inquiry, Set<ExchangeId> which);

  /**
   * The tenant's own inquiries that are kept still, the newest first.
   *
   * @param after the {@link InquiryStatus.Page#next} of those seen already; from the newest if
   *     empty
   */
  InquiryStatus.Page inquiries(TenantId tenant, Optional<InquiryId> after, int atMost);

  /** As the other method, of those inquiries that are looked for. */
  InquiryStatus.Page search(
      TenantId tenant, InquirySearch wanted, Optional<InquiryId> after, int atMost);

  /**
   * The tenant's provisions that wait for a member of staff; what expires first comes first.
   *
   * @param after the {@link HeldProvisions#next} of those seen already, whether it waits still or
   *     not; from the first if empty or unknown
   */
  HeldProvisions held(TenantId tenant, Optional<PermitId> after, int atMost);

  /**
   * Staff release a held provision: it is answered as if there were no hold, unless they cannot
   * have seen why it should be held now.
   *
   * @param witness is told in the transaction that does it, if it is done: who ruled is recorded
   *     with it, or nothing is
   */
  Ruling release(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness);

  /** Staff refuse a held provision: outcome {@code WITHHELD}. As {@link #release}. */
  Ruling refuse(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness);

  /** Every queue of every tenant; at most a second old. */
  List<QueueState> queues();

  /**
   * Starts the workers, after carrying over what an earlier version kept and filling the queues
   * with whatever waits in the database. While the message broker is away they wait for it.
   *
   * @throws IllegalStateException if the message broker is there and refuses
   */
  void start();

  /**
   * Stops taking, finishes what is in hand, and comes back after {@code atMost} at the latest. What
   * is not finished stays in the database.
   *
   * @return whether everything in hand was finished
   */
  boolean drainAndStop(Duration atMost);
}
