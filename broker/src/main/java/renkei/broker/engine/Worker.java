package renkei.broker.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;

/** Takes pointers from one queue, one after the other, until the broker stops. */
final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final QueueKey queue;
  private final PointerQueues queues;
  private final AdmissionGate gate;
  private final Consumer<Pointer> work;
  private final StopSignal stop;

  Worker(
      QueueKey queue,
      PointerQueues queues,
      AdmissionGate gate,
      Consumer<Pointer> work,
      StopSignal stop) {
    this.queue = queue;
    this.queues = queues;
    this.gate = gate;
    this.work = work;
    this.stop = stop;
  }

  /** The queue must not be left without a worker: whatever stops this one, it begins anew. */
  Thread start(int number) {
    return Loop.withoutPause(
            PAUSE, stop, queue.queueName() + "-" + number, LOG, this::takeUntilStopped)
        .start();
  }

  private void takeUntilStopped() {
    try (PointerQueues.Taker taker = queues.open(queue)) {
      while (!stop.isRaised()) {
        takeOne(taker);
      }
    } catch (QueuesUnavailableException e) {
      // Every worker of every queue finds out; the probe of the message broker says it once.
      LOG.debug("{} is away", queue.queueName(), e);
      boolean _ = stop.endsWithin(PAUSE);
    }
  }

  private void takeOne(PointerQueues.Taker taker) {
    Optional<Pointer> taken = taker.take(PATIENCE);
    if (taken.isEmpty()) {
      return;
    }
    Pointer pointer = taken.get();
    switch (gate.admit(pointer)) {
      case ADMITTED -> {
        work.accept(pointer);
        taker.settle();
      }
      case REQUEUED -> taker.settle();
      case STOPPING -> {
        // Not settled: the queue gives it to somebody else.
      }
    }
  }
}
