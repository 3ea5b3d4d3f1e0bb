package renkei.broker.artemis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.codebook.Lane;

/**
 * Sends the pointers of one lane from one thread and one session, in the order they are handed in:
 * those of other lanes never wait behind them. In a queue what goes on with work comes before what
 * begins some. What does not fit or gets lost is sent again from the rows.
 */
final class PointerSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PointerSender.class);
  private static final int MOST_PENDING = 100_000;
  private static final byte BEGINS = 4;
  private static final byte GOES_ON = 9;

  /** A pointer and when it may be seen, in milliseconds of the broker's clock; 0 for at once. */
  private record Sending(Pointer pointer, long notBefore) {}

  private final BlockingQueue<Sending> sendings = new LinkedBlockingQueue<>(MOST_PENDING);
  private final Map<QueueKey, LongAdder> pending = new ConcurrentHashMap<>();
  private final Connection connection;
  private final Thread thread;
  private volatile boolean running = true;

  PointerSender(Connection connection, Lane lane) {
    this.connection = connection;
    this.thread = Thread.ofVirtual().name("pointers-" + lane).start(this::run);
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

  private void run() {
    while (running) {
      try (ClientSession session = connection.session();
          ClientProducer producer = session.createProducer()) {
        while (running && !session.isClosed()) {
          sendNext(session, producer);
        }
      } catch (ActiveMQException e) {
        LOG.warn("pointers cannot be sent", e);
        pause();
      } catch (RuntimeException | Error e) {
        // Whatever it was: pointers that nobody sends count as sent, and are not sent again.
        LOG.error("sending pointers stumbled and begins anew", e);
        pause();
      }
    }
  }

  private void sendNext(ClientSession session, ClientProducer producer) throws ActiveMQException {
    Sending next = poll();
    if (next == null) {
      return;
    }
    count(next.pointer(), -1);
    ClientMessage message = session.createMessage(true);
    Pointers.write(next.pointer(), message);
    message.setPriority(next.pointer().kind().begins() ? BEGINS : GOES_ON);
    if (next.notBefore() > 0) {
      message.setScheduledDeliveryTime(next.notBefore());
    }
    producer.send(SimpleString.of(next.pointer().queue().queueName()), message);
  }

  private @Nullable Sending poll() {
    try {
      return sendings.poll(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      running = false;
      return null;
    }
  }

  private void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** Stops soon; pointers not sent yet come back from the rows. */
  @Override
  public void close() {
    running = false;
    try {
      boolean _ = thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
