package renkei.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes pointers from one queue, one after the other, until the broker stops. */
final class Worker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final QueueKey queue;
  private final PointerQueues queues;
  private final BulkGate gate;
  private final Consumer<Pointer> work;
  private final CountDownLatch stopping;

  Worker(
      QueueKey queue,
      PointerQueues queues,
      BulkGate gate,
      Consumer<Pointer> work,
      CountDownLatch stopping) {
    this.queue = queue;
    this.queues = queues;
    this.gate = gate;
    this.work = work;
    this.stopping = stopping;
  }

  @Override
  public void run() {
    while (stopping.getCount() > 0) {
      try (PointerQueues.Taker taker = queues.open(queue)) {
        while (stopping.getCount() > 0) {
          takeOne(taker);
        }
      } catch (QueuesUnavailableException e) {
        LOG.warn("{} is away", queue.queueName(), e);
        Pauses.until(stopping, PAUSE);
      } catch (RuntimeException | Error e) {
        // Whatever it was, the queue must not be left without a worker.
        LOG.error("a worker of {} stumbled and begins anew", queue.queueName(), e);
        Pauses.until(stopping, PAUSE);
      }
    }
  }

  private void takeOne(PointerQueues.Taker taker) {
    Optional<Pointer> taken = taker.take(PATIENCE);
    if (taken.isEmpty()) {
      return;
    }
    Pointer pointer = taken.get();
    switch (gate.pass(pointer)) {
      case BulkGate.Go() -> {
        work.accept(pointer);
        taker.settle();
      }
      case BulkGate.Later() -> taker.settle();
      case BulkGate.Stopping() -> {
        // Not settled: the queue gives it to somebody else.
      }
    }
  }
}
