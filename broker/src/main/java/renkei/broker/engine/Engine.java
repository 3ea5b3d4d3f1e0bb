package renkei.broker.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Acceptance;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.QueueState;
import renkei.broker.QueuesUnavailableException;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;

/**
 * Moves messages, whatever they mean: keeps them, has their cases process them, sends them, and
 * ends them. Thread-safe.
 */
public final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Pointers of rows younger than this are on their way. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final EngineParts parts;
  private final BrokerSettings settings;
  private final AdmissionGate gate;
  private final DeliveryMarks marks;
  private final OutboundSender sender;
  private final InboundProcessor processor;
  private final InlineProcessing inline;
  private final InboundStore store;
  private final Refill refill;
  private final Housekeeper housekeeper;
  private final MessageBrokerProbe probe;
  private final Rounds rounds;

  /**
   * An engine that is not started.
   *
   * @param cases what the kinds of message mean
   * @param gate when work may begin
   * @throws IllegalArgumentException if two cases want one kind of message
   */
  public Engine(
      EngineParts parts,
      BrokerSettings settings,
      BrokerPorts ports,
      List<MessageCase> cases,
      AdmissionGate gate) {
    Cases known = new Cases(cases);
    this.parts = parts;
    this.settings = settings;
    this.gate = gate;
    this.marks = new DeliveryMarks(parts, known);
    this.sender = new OutboundSender(parts, known, marks, ports.network());
    this.processor = new InboundProcessor(parts, known, ports.messages());
    this.inline = new InlineProcessing(settings.inline(), parts, processor, gate);
    this.store = new InboundStore(parts, inline, known);
    this.refill = new Refill(parts, known, this::inHand);
    this.housekeeper = new Housekeeper(parts, known);
    this.probe = new MessageBrokerProbe(parts.queues(), parts.meters());
    this.rounds = new Rounds(parts.stop());
  }

  private long inHand(QueueKey queue) {
    return parts.direct().inFlight(queue) + marks.pending(queue);
  }

  /** As {@link renkei.broker.Broker#accept}. */
  public Acceptance accept(InboundMessage message) {
    return store.accept(message);
  }

  /** As {@link renkei.broker.Broker#busy}. */
  public Optional<Duration> busy(
      TenantId receiver, MessageKind kind, Lane lane, Optional<UUID> about) {
    return store.busy(receiver, kind, lane, about);
  }

  /** As {@link renkei.broker.Broker#findReceipt}. */
  public Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message) {
    return store.findReceipt(receiver, sender, message);
  }

  /** As {@link renkei.broker.Broker#queues}. */
  public List<QueueState> queues() {
    return parts.monitor().states();
  }

  /** As {@link renkei.broker.Broker#start}. */
  public void start() {
    parts.monitor().refresh();
    fillQueues();
    parts.direct().begin(sender::send);
    parts.keys().forEach(this::startWorkers);
    inline.begin();
    rounds.mark(marks);
    rounds.every(SECOND, "count", parts.monitor()::refresh);
    rounds.every(SECOND, "probe", probe::probe);
    rounds.every(Duration.ofSeconds(3), "refill", () -> refill.run(GRACE));
    rounds.everyTenant(SECOND, "expire", parts.tenants(), housekeeper::expire);
    rounds.everyTenant(Duration.ofMinutes(1), "purge", parts.tenants(), housekeeper::purge);
  }

  /** Without a message broker much goes on; when it comes, workers and refill make up for this. */
  private void fillQueues() {
    try {
      parts.queues().prepare(parts.keys());
      refill.run(Duration.ZERO);
    } catch (QueuesUnavailableException e) {
      LOG.warn("the message broker is away; its queues are made and filled when it comes", e);
    }
  }

  private void startWorkers(QueueKey queue) {
    int count = Rounds.count(queue, settings.workers());
    Consumer<Pointer> work =
        switch (queue.direction()) {
          case IN -> pointer -> processor.process(List.of(pointer));
          case OUT -> pointer -> sender.send(pointer, count);
        };
    rounds.work(queue, parts, count, gate, work);
  }

  /** As {@link renkei.broker.Broker#drainAndStop}. */
  public boolean drainAndStop(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    parts.stop().raise();
    boolean drained = rounds.joinWorkers(end) && parts.direct().finish(end);
    return rounds.joinRounds(end) && drained;
  }

  /** One round of each, without waiting for the next. */
  public void lookAfter(Duration grace) {
    parts.monitor().refresh();
    refill.run(grace);
    Rounds.eachTenant("expire", parts.tenants(), housekeeper::expire);
    Rounds.eachTenant("purge", parts.tenants(), housekeeper::purge);
  }
}
