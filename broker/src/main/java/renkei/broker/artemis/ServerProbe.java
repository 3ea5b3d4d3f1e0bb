package renkei.broker.artemis;

import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an embedded broker a durable message and takes it back, through a queue of its own: what
 * everybody does with it. Used by one thread.
 */
final class ServerProbe implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerProbe.class);
  private static final SimpleString QUEUE = SimpleString.of("renkei.probe");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Connection connection;
  private long answered = System.nanoTime();
  private int failures;

  ServerProbe(int id) {
    this.connection = Connection.waitingWithin(id, PATIENCE);
  }

  /** Forgets what was: another broker begins. */
  void begin() {
    answered = System.nanoTime();
    failures = 0;
  }

  /** Takes at most a few times the patience. */
  void look() {
    if (answers()) {
      begin();
    } else {
      failures++;
    }
  }

  /** How many probes failed since the last one that did not. */
  int failures() {
    return failures;
  }

  /** For how long no probe has been answered. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - answered);
  }

  private boolean answers() {
    try (ClientSession session = connection.session()) {
      makeQueue(session);
      try (ClientProducer producer = session.createProducer(QUEUE)) {
        producer.send(session.createMessage(true));
      }
      ClientMessage back = session.createConsumer(QUEUE).receive(PATIENCE.toMillis());
      if (back == null) {
        return false;
      }
      back.acknowledge();
      return true;
    } catch (ActiveMQException e) {
      LOG.debug("the embedded message broker does not answer a probe", e);
      return false;
    }
  }

  private static void makeQueue(ClientSession session) throws ActiveMQException {
    if (session.queueQuery(QUEUE).isExists()) {
      return;
    }
    session.createQueue(
        QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST).setDurable(true));
  }

  @Override
  public void close() {
    connection.close();
  }
}
