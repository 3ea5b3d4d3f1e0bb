package renkei.broker.artemis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;

/**
 * Sends the pointers of one lane from one thread and one session, in the order they are handed in:
 * those of other lanes never wait behind them. In a queue what goes on with work comes before what
 * begins some. What does not fit or gets lost is sent again from the rows.
 */
final class PointerSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PointerSender.class);
  private static final int MOST_PENDING = 100_000;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LAST_SENDINGS = Duration.ofSeconds(2);
  private static final byte BEGINS = 4;
  private static final byte GOES_ON = 9;

  /** A pointer and when it may be seen, in milliseconds of the broker's clock; 0 for at once. */
  private record Sending(Pointer pointer, long notBefore) {}

  private final BlockingQueue<Sending> sendings = new LinkedBlockingQueue<>(MOST_PENDING);
  private final Map<QueueKey, LongAdder> pending = new ConcurrentHashMap<>();
  private final Connection connection;
  private final StopSignal stop = new StopSignal();
  private final Thread thread;

  PointerSender(Connection connection, Lane lane) {
    this.connection = connection;
    this.thread = Loop.withoutPause(PAUSE, stop, "pointers-" + lane, LOG, this::run).start();
  }

  void send(Pointer pointer, Duration delay) {
    long notBefore = delay.isPositive() ? System.currentTimeMillis() + delay.toMillis() : 0;
    count(pointer, 1);
    if (!sendings.offer(new Sending(pointer, notBefore))) {
      count(pointer, -1);
    }
  }

  /** How many pointers of a queue have not been handed to the broker yet. */
  long pending(QueueKey queue) {
    LongAdder adder = pending.get(queue);
    return adder == null ? 0 : adder.sum();
  }

  private void count(Pointer pointer, int change) {
    pending.computeIfAbsent(pointer.queue(), _ -> new LongAdder()).add(change);
  }

  /** Pointers that nobody sends count as sent, and are not sent again: it must go on. */
  private void run() {
    try (ClientSession session = connection.session();
        ClientProducer producer = session.createProducer()) {
      while (!stop.isRaised() && !session.isClosed()) {
        sendNext(session, producer);
      }
    } catch (ActiveMQException e) {
      LOG.warn("pointers cannot be sent", e);
      boolean _ = stop.endsWithin(PAUSE);
    }
  }

  private void sendNext(ClientSession session, ClientProducer producer) throws ActiveMQException {
    Optional<Sending> polled = BoundedWait.next(() -> sendings.poll(200, MILLISECONDS));
    if (polled.isEmpty()) {
      return;
    }
    Sending next = polled.get();
    count(next.pointer(), -1);
    ClientMessage message = session.createMessage(true);
    Pointers.write(next.pointer(), message);
    message.setPriority(next.pointer().kind().begins() ? BEGINS : GOES_ON);
    if (next.notBefore() > 0) {
      message.setScheduledDeliveryTime(next.notBefore());
    }
    producer.send(SimpleString.of(next.pointer().queue().queueName()), message);
  }

  /** Stops soon; pointers not sent yet come back from the rows. */
  @Override
  public void close() {
    stop.raise();
    boolean _ = BoundedWait.reached(() -> thread.join(LAST_SENDINGS));
  }
}
