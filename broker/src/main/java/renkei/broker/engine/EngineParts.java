package renkei.broker.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.Direction;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.SealedColumns;

/**
 * What the engine is made of and knows no case: made first, handed to the cases, and then to the
 * {@link Engine} together with them. What is public here is what a case may use.
 */
public final class EngineParts {

  private final PointerQueues queues;
  private final Clock clock;
  private final List<TenantId> tenants;
  private final List<QueueKey> keys;
  private final StopSignal stop = new StopSignal();
  private final BrokerMeters meters;
  private final ServedAgencies agencies;
  private final LaneTransactions transactions;
  private final Function<TenantId, SealedColumns> columns;
  private final MessageRows rows;
  private final QueueMonitor monitor;
  private final Backlog backlog;
  private final DelayedRequeue requeue;
  private final DirectSend direct;
  private final Outbox outbox;
  private final Inbox inbox;

  /** Makes the parts; nothing is started. */
  public EngineParts(BrokerSettings settings, BrokerParts parts, BrokerPorts ports) {
    this.queues = parts.queues();
    this.clock = parts.clock();
    this.tenants = parts.directory().tenants();
    this.keys = keys(tenants);
    this.meters = new BrokerMeters(parts.meters());
    this.agencies = new ServedAgencies(parts.directory());
    this.transactions = new LaneTransactions(parts.database(), settings.workers().transactions());
    this.columns = tenant -> new SealedColumns(tenant, parts.keys().apply(tenant));
    this.rows = new MessageRows(columns);
    this.monitor = new QueueMonitor(parts.database(), meters, clock, keys);
    this.backlog = new Backlog(monitor, settings.bounds());
    this.requeue = new DelayedRequeue(queues, System::nanoTime);
    this.direct = new DirectSend(keys, stop);
    this.outbox = new Outbox(rows, queues, direct, clock, parts.random());
    this.inbox = new Inbox(rows, ports.messages(), agencies);
  }

  private static List<QueueKey> keys(List<TenantId> tenants) {
    List<QueueKey> keys = new ArrayList<>();
    for (TenantId tenant : tenants) {
      for (Direction direction : Direction.values()) {
        for (Lane lane : Lane.values()) {
          keys.add(new QueueKey(tenant, direction, lane));
        }
      }
    }
    return List.copyOf(keys);
  }

  /** Runs units of work. */
  public LaneTransactions transactions() {
    return transactions;
  }

  /** Takes messages that leave. */
  public Outbox outbox() {
    return outbox;
  }

  /** Has messages that came in. */
  public Inbox inbox() {
    return inbox;
  }

  /** How much waits, and whether more may. */
  public Backlog backlog() {
    return backlog;
  }

  /** Who is who. */
  public ServedAgencies agencies() {
    return agencies;
  }

  /** Counts outcomes. */
  public BrokerMeters meters() {
    return meters;
  }

  /** Encrypts what the rows of a tenant hold. */
  public Function<TenantId, SealedColumns> columns() {
    return columns;
  }

  /** Requeues what may not begin yet. */
  public DelayedRequeue requeue() {
    return requeue;
  }

  /** Raised when the broker stops. */
  public StopSignal stop() {
    return stop;
  }

  /** Tells the time. */
  public Clock clock() {
    return clock;
  }

  PointerQueues queues() {
    return queues;
  }

  List<TenantId> tenants() {
    return tenants;
  }

  /** Every queue of every tenant. */
  List<QueueKey> keys() {
    return keys;
  }

  MessageRows rows() {
    return rows;
  }

  QueueMonitor monitor() {
    return monitor;
  }

  DirectSend direct() {
    return direct;
  }
}
