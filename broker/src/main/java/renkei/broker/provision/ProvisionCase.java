package renkei.broker.provision;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.HeldProvisions;
import renkei.broker.Ruling;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.Expiry;
import renkei.broker.engine.LaneTransactions;
import renkei.broker.engine.MessageCase;
import renkei.broker.engine.Received;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.MessageKind;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;

/**
 * Provisions of the tenants (情報提供): what the core has permitted is answered, held for staff, or
 * refused; one provision for each permit. Thread-safe.
 */
public final class ProvisionCase implements MessageCase {

  private final ProvisionRows rows;
  private final ProvisionsOfBefore before;
  private final ProvisionHandler handler;
  private final HoldHandler holds;
  private final LaneTransactions transactions;

  /** The case over the tenants' provisions. */
  public ProvisionCase(BrokerParts parts, BrokerPorts ports, EngineParts engine) {
    this.rows = new ProvisionRows(engine.columns());
    this.before = new ProvisionsOfBefore(engine.columns(), rows);
    AnswerDecision decision = new AnswerDecision(parts, ports.answers(), engine.clock());
    AnswerSender sender = new AnswerSender(ports, engine);
    this.handler = new ProvisionHandler(rows, decision, sender, engine);
    this.holds = new HoldHandler(rows, decision, sender, engine);
    this.transactions = engine.transactions();
  }

  /** As {@link renkei.broker.Broker#held}. */
  public HeldProvisions held(TenantId tenant, Optional<PermitId> after, int atMost) {
    return transactions.lookUp(tenant, work -> rows.held(work, after, atMost));
  }

  /** As {@link renkei.broker.Broker#release}. */
  public Ruling release(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness) {
    return transactions.lookUp(tenant, work -> rule(work, permit, true, witness));
  }

  /** As {@link renkei.broker.Broker#refuse}. */
  public Ruling refuse(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness) {
    return transactions.lookUp(tenant, work -> rule(work, permit, false, witness));
  }

  private Ruling rule(
      UnitOfWork work, PermitId permit, boolean release, Consumer<TenantTransaction> witness) {
    Ruling ruling = holds.rule(work, permit, release);
    if (ruling instanceof Ruling.Ruled) {
      witness.accept(work.transaction());
    }
    return ruling;
  }

  /**
   * Carries over some provisions kept by an earlier version.
   *
   * @param after those up to this one, by their ids, have been looked at
   * @return the last one looked at; empty if there is none after {@code after}
   */
  public Optional<UUID> carryOver(UnitOfWork work, UUID after, int atMost) {
    return before.carryOver(work, after, atMost);
  }

  @Override
  public Set<MessageKind> receives() {
    return Set.of(MessageKind.PERMITTED_INQUIRY);
  }

  @Override
  public Set<MessageKind> sends() {
    return Set.of(MessageKind.ANSWER);
  }

  @Override
  public List<Settlement> receive(UnitOfWork work, List<Received> messages) {
    return messages.stream()
        .map(message -> settle(message, asked -> handler.provide(work, message.stored(), asked)))
        .toList();
  }

  @Override
  public Optional<Settlement> giveUp(UnitOfWork work, Received message) {
    return Optional.of(settle(message, asked -> handler.fail(work, message.stored(), asked)));
  }

  private static Settlement settle(
      Received message, Function<PermittedInquiry, Settlement> settling) {
    return message.content() instanceof PermittedInquiry asked
        ? settling.apply(asked)
        : new Settlement.Refused(ProvisionReasons.OTHER_KIND);
  }

  @Override
  public List<Expiry> overdue(UnitOfWork work, Instant now, int atMost) {
    return rows.overdue(work, now, atMost).stream()
        .map(index -> new Expiry("provision " + index, it -> holds.expire(it, index)))
        .toList();
  }

  @Override
  public int purge(UnitOfWork work, Instant now, Duration memory, int atMost) {
    return rows.purge(work, now.minus(memory), atMost);
  }

  @Override
  public Collection<String> neededWhile() {
    return List.of(ProvisionRows.NEEDED_WHILE);
  }
}
