package renkei.broker.artemis;

import java.time.Duration;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.Lane;

/** One worker's session and consumer. */
final class ArtemisTaker implements PointerQueues.Taker {

  private static final Logger LOG = LoggerFactory.getLogger(ArtemisTaker.class);

  /**
   * In the routine lane a handful of pointers are fetched ahead; in others none: at the counter
   * none waits behind another, and none behind bulk work that waits for leave.
   */
  private static final int BYTES_AHEAD = 2048;

  private final QueueKey queue;
  private final ClientSession session;
  private final ClientConsumer consumer;
  private Optional<ClientMessage> inHand = Optional.empty();

  private ArtemisTaker(QueueKey queue, ClientSession session, ClientConsumer consumer) {
    this.queue = queue;
    this.session = session;
    this.consumer = consumer;
  }

  static ArtemisTaker open(ClientSession session, QueueKey queue) throws ActiveMQException {
    int ahead = queue.lane() == Lane.ROUTINE ? BYTES_AHEAD : 0;
    ClientConsumer consumer =
        session.createConsumer(SimpleString.of(queue.queueName()), null, ahead, -1, false);
    return new ArtemisTaker(queue, session, consumer);
  }

  @Override
  public Optional<Pointer> take(Duration wait) {
    inHand =
        Availability.of(
            "no pointer could be taken",
            () -> Optional.ofNullable(consumer.receive(Math.max(1, wait.toMillis()))));
    if (inHand.isEmpty() && (consumer.isClosed() || session.isClosed())) {
      throw new QueuesUnavailableException(
          "the connection was lost", new IllegalStateException("closed"));
    }
    return inHand.flatMap(this::read);
  }

  private Optional<Pointer> read(ClientMessage message) {
    try {
      return Optional.of(Pointers.read(queue, message));
    } catch (RuntimeException e) {
      LOG.warn("{} holds something that is no pointer; it is dropped", queue.queueName(), e);
      settle();
      return Optional.empty();
    }
  }

  @Override
  public void settle() {
    if (inHand.isPresent()) {
      ClientMessage message = inHand.get();
      Availability.done("a pointer could not be settled", message::acknowledge);
      inHand = Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (ActiveMQException e) {
      LOG.debug("a session did not close cleanly", e);
    }
  }
}
