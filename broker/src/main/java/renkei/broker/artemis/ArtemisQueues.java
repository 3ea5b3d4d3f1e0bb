package renkei.broker.artemis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.Lane;

/**
 * Pointers in durable Artemis queues, one queue for each tenant, direction and lane. Sending is
 * asynchronous: what Artemis loses is sent again from the rows. Thread-safe.
 */
public final class ArtemisQueues implements PointerQueues {

  /** Hears of what happened to an embedded broker and was mended without anybody's doing. */
  @FunctionalInterface
  public interface Alarm {

    /**
     * Something happened.
     *
     * @param reason {@code RESTARTED} or {@code JOURNAL_DAMAGED}
     * @param because a sentence
     */
    void raise(String reason, String because);
  }

  private final Optional<EmbeddedServer> server;
  private final Connection connection;
  private final Map<Lane, PointerSender> senders = new EnumMap<>(Lane.class);
  private final Object lock = new Object();

  private ArtemisQueues(Optional<EmbeddedServer> server, Connection connection) {
    this.server = server;
    this.connection = connection;
    for (Lane lane : Lane.values()) {
      senders.put(lane, new PointerSender(connection, lane));
    }
  }

  /** As {@link #embedded(Path, Alarm)}, where nobody is told. */
  public static ArtemisQueues embedded(Path directory) {
    return embedded(directory, (_, _) -> {});
  }

  /**
   * Starts a broker inside this process, reachable from nowhere else. If it stops by itself, as on
   * a full disk, or takes no message for half a minute, it is started anew. A journal that cannot
   * be read is put aside, beside the folder under the name of the folder and {@code .damaged}: it
   * holds nothing that is not in the database.
   *
   * @param directory where its journal is and nothing else; may be deleted whenever the broker is
   *     not running
   * @param alarm told of each new start and of each journal that was put aside
   * @throws QueuesUnavailableException if it does not start
   */
  public static ArtemisQueues embedded(Path directory, Alarm alarm) {
    int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    EmbeddedServer server = EmbeddedServer.start(directory, id, alarm);
    return new ArtemisQueues(Optional.of(server), Connection.within(id));
  }

  /**
   * Uses a broker elsewhere. Its addresses {@code renkei.#} must block or refuse when full, never
   * page. Whether it can be reached shows when it is used.
   *
   * @param url an Artemis core URL, {@code tcp://host:port?...}
   * @param user the login; empty for none
   * @param password its password
   */
  public static ArtemisQueues connect(String url, String user, String password) {
    return new ArtemisQueues(Optional.empty(), Connection.to(url, user, password));
  }

  @Override
  public void prepare(Collection<QueueKey> queues) {
    Availability.done("the queues could not be created", () -> make(queues));
  }

  private void make(Collection<QueueKey> queues) throws ActiveMQException {
    try (ClientSession session = connection.session()) {
      for (QueueKey queue : queues) {
        long _ = countOrCreate(session, queue);
      }
    } catch (ActiveMQSecurityException e) {
      throw new IllegalStateException("the message broker refuses its login, or what it asks", e);
    }
  }

  @Override
  public void send(Pointer pointer, Duration delay) {
    sender(pointer.queue()).send(pointer, delay);
  }

  @Override
  public long depth(QueueKey queue) {
    synchronized (lock) {
      return Availability.of("the queues could not be counted", () -> count(queue));
    }
  }

  private long count(QueueKey queue) throws ActiveMQException {
    try (ClientSession session = connection.session()) {
      return pending(queue) + countOrCreate(session, queue);
    }
  }

  /** Empty where the broker is elsewhere. */
  Optional<EmbeddedServer> embedded() {
    return server;
  }

  /** How many pointers of a queue have not been handed to the message broker yet. */
  long pending(QueueKey queue) {
    return sender(queue).pending(queue);
  }

  private PointerSender sender(QueueKey queue) {
    return Objects.requireNonNull(senders.get(queue.lane()));
  }

  private static long countOrCreate(ClientSession session, QueueKey queue)
      throws ActiveMQException {
    SimpleString name = SimpleString.of(queue.queueName());
    ClientSession.QueueQuery found = session.queueQuery(name);
    if (found.isExists()) {
      return found.getMessageCount();
    }
    try {
      session.createQueue(
          QueueConfiguration.of(name)
              .setAddress(name)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(true)
              .setAutoDelete(false));
    } catch (ActiveMQException e) {
      if (e.getType() != ActiveMQExceptionType.QUEUE_EXISTS) {
        throw e;
      }
    }
    return 0;
  }

  @Override
  public Taker open(QueueKey queue) {
    return Availability.of("a queue could not be opened", () -> open(connection.session(), queue));
  }

  /** The broker may be another than before, with no queue in it. */
  private static Taker open(ClientSession session, QueueKey queue) throws ActiveMQException {
    try {
      long _ = countOrCreate(session, queue);
      return ArtemisTaker.open(session, queue);
    } catch (ActiveMQException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void close() {
    senders.values().forEach(PointerSender::close);
    connection.close();
    server.ifPresent(EmbeddedServer::stop);
  }
}
