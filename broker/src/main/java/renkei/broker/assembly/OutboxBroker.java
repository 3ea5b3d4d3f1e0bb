package renkei.broker.assembly;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import renkei.broker.Acceptance;
import renkei.broker.Broker;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.HeldProvisions;
import renkei.broker.InquiryRequest;
import renkei.broker.InquirySearch;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.QueueState;
import renkei.broker.Ruling;
import renkei.broker.Submission;
import renkei.broker.engine.Engine;
import renkei.broker.inquiry.InquiryCase;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.broker.provision.ProvisionCase;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;

/** The broker whose truth is rows: queues carry pointers and may lose all of them. */
public final class OutboxBroker implements Broker {

  private final CarryOver before;
  private final Engine engine;
  private final InquiryCase inquiries;
  private final ProvisionCase provisions;

  OutboxBroker(CarryOver before, Engine engine, InquiryCase inquiries, ProvisionCase provisions) {
    this.before = before;
    this.engine = engine;
    this.inquiries = inquiries;
    this.provisions = provisions;
  }

  /** A broker whose truth is the rows of {@link BrokerParts#database}; not started yet. */
  public static OutboxBroker of(BrokerSettings settings, BrokerParts parts, BrokerPorts ports) {
    return Wiring.broker(settings, parts, ports, List.of());
  }

  @Override
  public Acceptance accept(InboundMessage message) {
    return engine.accept(message);
  }

  @Override
  public Optional<Duration> busy(
      TenantId receiver, MessageKind kind, Lane lane, Optional<UUID> about) {
    return engine.busy(receiver, kind, lane, about);
  }

  @Override
  public Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message) {
    return engine.findReceipt(receiver, sender, message);
  }

  @Override
  public Submission inquire(TenantId tenant, InquiryRequest request) {
    return inquiries.inquire(tenant, request);
  }

  @Override
  public Optional<InquiryStatus> find(TenantId tenant, InquiryId inquiry, Duration wait) {
    return inquiries.find(tenant, inquiry, wait);
  }

  @Override
  public Optional<InquiryStatus> find(TenantId tenant, LocalId localId) {
    return inquiries.find(tenant, localId);
  }

  @Override
  public Optional<InquiryStatus> withdraw(
      TenantId tenant, InquiryId inquiry, Set<ExchangeId> which) {
    return inquiries.withdraw(tenant, inquiry, which);
  }

  @Override
  public InquiryStatus.Page inquiries(TenantId tenant, Optional<InquiryId> after, int atMost) {
    return inquiries.page(tenant, after, atMost);
  }

  @Override
  public InquiryStatus.Page search(
      TenantId tenant, InquirySearch wanted, Optional<InquiryId> after, int atMost) {
    return inquiries.search(tenant, wanted, after, atMost);
  }

  @Override
  public HeldProvisions held(TenantId tenant, Optional<PermitId> after, int atMost) {
    return provisions.held(tenant, after, atMost);
  }

  @Override
  public Ruling release(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness) {
    return provisions.release(tenant, permit, witness);
  }

  @Override
  public Ruling refuse(TenantId tenant, PermitId permit, Consumer<TenantTransaction> witness) {
    return provisions.refuse(tenant, permit, witness);
  }

  @Override
  public List<QueueState> queues() {
    return engine.queues();
  }

  @Override
  public void start() {
    before.run();
    engine.start();
  }

  @Override
  public boolean drainAndStop(Duration atMost) {
    return engine.drainAndStop(atMost);
  }

  /**
   * One round of all that comes again and again, without waiting for the next.
   *
   * @param grace rows due for less long are not refilled
   */
  void lookAfter(Duration grace) {
    engine.lookAfter(grace);
  }
}
