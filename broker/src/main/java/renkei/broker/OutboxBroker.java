package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;

/** The broker whose truth is rows: queues carry pointers and may lose all of them. */
final class OutboxBroker implements Broker {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxBroker.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration BUSY = Duration.ofSeconds(2);

  /** Answers of one queue that may be under way at once without going through it. */
  private static final int SEATS = 16;

  /** Pointers of rows younger than this are on their way. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final List<TenantId> tenants;
  private final List<QueueKey> keys;
  private final BrokerSettings settings;
  private final PointerQueues queues;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch workersDone = new CountDownLatch(1);
  private final List<Thread> workers = new ArrayList<>();
  private final List<Thread> rounds = new ArrayList<>();

  private final Map<TenantId, Pace> counterPaces = new ConcurrentHashMap<>();
  private final Shared shared;
  private final InquiryRows inquiries;
  private final ProvisionRows provisions;
  private final Provisioning provisioning;
  private final Inquiring inquiring;
  private final InquiryLanes lanes;
  private final Reception reception;
  private final QueueMonitor monitor;
  private final QueuesWatch watch;
  private final Refill refill;
  private final Sweeper sweeper;
  private final Deliveries deliveries;
  private final InWork inWork;
  private final OutWork outWork;
  private final Express express;
  private final BulkGate gate;
  private final AtOnce atOnce;

  OutboxBroker(BrokerSettings settings, BrokerParts parts, BrokerPorts ports) {
    this.settings = settings;
    this.queues = parts.queues();
    this.clock = parts.clock();
    this.tenants = parts.directory().tenants();
    this.keys = keys(tenants);
    this.shared =
        new Shared(
            new BrokerMeters(parts.meters()),
            new Own(parts.directory()),
            new Waiters(),
            new LaneTransactions(parts.database(), settings.workers().transactions()));
    RowCipher cipher = new RowCipher(parts.keys());
    MessageRows rows = new MessageRows(cipher);
    this.inquiries = new InquiryRows(cipher);
    this.provisions = new ProvisionRows(cipher);
    InquiryEnding ending = new InquiryEnding(inquiries, ports.ledger(), shared);
    this.deliveries = new Deliveries(rows, shared);
    PutBack putBack = new PutBack(queues, System::nanoTime);
    this.outWork =
        new OutWork(
            rows, inquiries, ending, deliveries, ports.network(), queues, putBack, shared, clock);
    this.express = new Express(keys, SEATS, outWork::handle, stopping);
    this.provisioning = new Provisioning(rows, provisions, parts, ports, shared, express);
    this.inquiring =
        new Inquiring(rows, inquiries, ending, settings, parts, ports.messages(), shared.own());
    this.monitor = new QueueMonitor(parts.database(), shared.meters(), clock, keys);
    this.watch = new QueuesWatch(queues, shared.meters());
    this.lanes = new InquiryLanes(inquiries, shared.transactions());
    this.refill =
        new Refill(
            rows,
            monitor,
            queues,
            shared.transactions(),
            clock,
            keys,
            key -> express.underWay(key) + deliveries.pending(key));
    this.sweeper =
        new Sweeper(
            rows,
            inquiries,
            provisions,
            provisioning,
            ending,
            shared.transactions(),
            settings.retention(),
            clock);
    this.inWork =
        new InWork(
            rows,
            provisioning,
            new Deciding(inquiries, ending, shared, clock),
            new Answering(inquiries, ending, ports, clock),
            ports.messages(),
            queues,
            shared,
            clock);
    this.gate =
        new BulkGate(
            new BulkHours(settings.bulkFrom(), settings.bulkTo()),
            parts.throttle(),
            putBack,
            clock,
            stopping);
    this.atOnce = new AtOnce(settings.atOnce(), rows, inWork, gate, shared, clock, stopping);
    this.reception =
        new Reception(rows, atOnce, monitor, queues, shared, lanes, settings.bounds(), clock);
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

  @Override
  public Acceptance accept(InboundMessage message) {
    return reception.accept(message);
  }

  @Override
  public Acceptance accept(InboundMessage message, InboundEffect effect) {
    return reception.accept(message, effect);
  }

  @Override
  public Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message) {
    return reception.findReceipt(receiver, sender, message);
  }

  @Override
  public Submission inquire(TenantId tenant, InquiryRequest request) {
    QueueKey queue = new QueueKey(tenant, Direction.OUT, request.lane());
    if (reception.isFull(queue)) {
      return new Submission.Busy(BUSY);
    }
    if (request.lane() == Lane.COUNTER && !counterPace(tenant).passes()) {
      return new Submission.TooFast(BUSY);
    }
    Submission submission =
        shared
            .transactions()
            .run(
                request.lane(),
                tenant,
                work -> {
                  work.afterwards(() -> monitor.added(queue));
                  return inquiring.inquire(work, request);
                });
    if (submission instanceof Submission.Accepted(InquiryId id, InquiryState _)) {
      lanes.remember(tenant, id, request.lane());
    }
    return submission;
  }

  private Pace counterPace(TenantId tenant) {
    return counterPaces.computeIfAbsent(
        tenant, _ -> new Pace(settings.bounds().counterRate(), System::nanoTime));
  }

  @Override
  public Optional<InquiryStatus> find(TenantId tenant, InquiryId inquiry, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    Semaphore rings = shared.waiters().listen(inquiry);
    try {
      while (true) {
        Optional<InquiryStatus> status = look(tenant, inquiry);
        long left = end - System.nanoTime();
        if (left <= 0
            || status.isEmpty()
            || status.get().state() == InquiryState.FINISHED
            || Thread.currentThread().isInterrupted()) {
          return status;
        }
        // Another gateway may finish it: look again even if no bell rings here.
        boolean _ = Waiters.await(rings, Math.min(left, LOOK_AGAIN.toNanos()));
      }
    } finally {
      shared.waiters().leave(inquiry);
    }
  }

  private Optional<InquiryStatus> look(TenantId tenant, InquiryId inquiry) {
    return shared
        .transactions()
        .aside(tenant, work -> inquiries.find(work, inquiry).map(InquiryRows.Row::status));
  }

  @Override
  public HeldProvisions held(TenantId tenant, Optional<PermitId> after, int atMost) {
    return shared.transactions().aside(tenant, work -> provisions.held(work, after, atMost));
  }

  @Override
  public Ruling release(TenantId tenant, PermitId permit) {
    return shared.transactions().aside(tenant, work -> provisioning.rule(work, permit, true));
  }

  @Override
  public Ruling refuse(TenantId tenant, PermitId permit) {
    return shared.transactions().aside(tenant, work -> provisioning.rule(work, permit, false));
  }

  @Override
  public List<QueueState> queues() {
    return monitor.states();
  }

  @Override
  public void start() {
    monitor.refresh();
    fillQueues();
    keys.forEach(this::startWorkers);
    atOnce.begin();
    rounds.add(Thread.ofVirtual().name("deliveries").start(this::markDelivered));
    every(Duration.ofSeconds(1), "count", monitor::refresh);
    every(Duration.ofSeconds(1), "watch", watch::look);
    every(Duration.ofSeconds(3), "refill", () -> refill.run(GRACE));
    every(Duration.ofSeconds(1), "expire", () -> eachTenant(sweeper::expire));
    every(Duration.ofMinutes(1), "purge", () -> eachTenant(sweeper::purge));
  }

  /** Without a message broker much goes on; when it comes, workers and refill make up for this. */
  private void fillQueues() {
    try {
      queues.prepare(keys);
      refill.run(Duration.ZERO);
    } catch (QueuesUnavailableException e) {
      LOG.warn("the message broker is away; its queues are made and filled when it comes", e);
    }
  }

  private void startWorkers(QueueKey key) {
    int count =
        switch (key.lane()) {
          case COUNTER -> settings.workers().counter();
          case ROUTINE -> settings.workers().routine();
          case BULK -> settings.workers().bulk();
        };
    Consumer<Pointer> work =
        switch (key.direction()) {
          case IN -> inWork::handle;
          case OUT -> pointer -> outWork.handle(pointer, count);
        };
    // One peer gets half of the senders at most: the others remain when it hangs.
    int workersOfKey = key.direction() == Direction.OUT ? 2 * count : count;
    for (int i = 1; i <= workersOfKey; i++) {
      Worker worker = new Worker(key, queues, gate, work, stopping);
      workers.add(Thread.ofVirtual().name(key.queueName() + "-" + i).start(worker));
    }
  }

  private void markDelivered() {
    while (workersDone.getCount() > 0 || markSome(0)) {
      boolean _ = markSome(100);
    }
  }

  private boolean markSome(long patienceMillis) {
    try {
      return deliveries.markSome(patienceMillis, workersDone);
    } catch (RuntimeException | Error e) {
      // Whatever it was, deliveries must go on being marked.
      LOG.error("marking deliveries stumbled and goes on", e);
      return true;
    }
  }

  /** What goes wrong with one tenant does not stop the others. */
  private void eachTenant(ToIntFunction<TenantId> round) {
    for (TenantId tenant : tenants) {
      try {
        LOG.trace("{} rows of {}", round.applyAsInt(tenant), tenant);
      } catch (RuntimeException e) {
        LOG.warn("a round did not work for {}", tenant, e);
      }
    }
  }

  private void every(Duration pause, String name, Runnable round) {
    rounds.add(
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  while (!Pauses.until(stopping, pause)) {
                    try {
                      round.run();
                    } catch (RuntimeException e) {
                      LOG.warn("{} did not work", name, e);
                    } catch (Error e) {
                      // Whatever it was, the next round must come.
                      LOG.error("{} stumbled and goes on", name, e);
                    }
                  }
                }));
  }

  @Override
  public boolean drainAndStop(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    stopping.countDown();
    boolean drained = join(workers, end) && express.finish(end);
    workersDone.countDown();
    return join(rounds, end) && drained;
  }

  private static boolean join(List<Thread> threads, long end) {
    boolean all = true;
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      try {
        all &= thread.join(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return all;
  }

  /** One round of each, for tests: no waiting for the next. */
  void lookAfter(Duration grace) {
    monitor.refresh();
    refill.run(grace);
    eachTenant(sweeper::expire);
    eachTenant(sweeper::purge);
  }
}
