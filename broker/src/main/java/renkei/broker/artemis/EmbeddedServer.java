package renkei.broker.artemis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.concurrent.Safely;
import renkei.codebook.concurrent.StopSignal;

/**
 * An Artemis inside this process: durable, synchronous, never paging, no network, no JMX. It stops
 * itself when its journal cannot be written; then another is started in its place, as often as it
 * takes. One thread starts and stops them all, so that a restart never meets a stop.
 */
final class EmbeddedServer {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  /** NIO's usual 3.33 ms would cap one producer below 200 messages a second. */
  private static final int JOURNAL_BUFFER_NANOS = 200_000;

  private static final long MOST_BYTES_AN_ADDRESS = 128L << 20;

  /** Longer than a server that has stopped itself takes to let go of the lock. */
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(15);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration MOMENT = Duration.ofMillis(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final int id;
  private final StopSignal stop = new StopSignal();
  private final Thread supervisor;
  private volatile ActiveMQServer server;

  private EmbeddedServer(Path directory, int id) {
    this.directory = directory;
    this.id = id;
    this.server = begin(directory, id);
    this.supervisor = Thread.ofVirtual().name("artemis-supervisor").unstarted(this::supervise);
  }

  /**
   * Starts the first one, on the journal that is there.
   *
   * @throws QueuesUnavailableException if it does not start: the folder cannot be used, or another
   *     process uses it, or the journal cannot be read
   */
  static EmbeddedServer start(Path directory, int id) {
    EmbeddedServer started = new EmbeddedServer(directory, id);
    started.supervisor.start();
    return started;
  }

  private void supervise() {
    try {
      while (!stop.endsWithin(LOOK_AGAIN)) {
        if (!server.isActive()) {
          LOG.warn("the embedded message broker stopped by itself; it is started anew");
          startAnew();
        }
      }
    } finally {
      end(server);
    }
  }

  private void startAnew() {
    Duration pause = LOOK_AGAIN;
    while (!started() && !stop.endsWithin(pause)) {
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  /** What is wrong with the journal is not asked: all that waits is in the database too. */
  private boolean started() {
    boolean started =
        Safely.run(
            LOG, "starting the embedded message broker anew", () -> server = begin(directory, id));
    if (started) {
      LOG.info("the embedded message broker runs again");
    } else {
      LOG.warn("its journal is thrown away");
      throwAway();
    }
    return started;
  }

  private void throwAway() {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be deleted", directory, e);
    }
  }

  /** Artemis tells only a listener why it did not start. */
  private static ActiveMQServer begin(Path directory, int id) {
    AtomicReference<Exception> why =
        new AtomicReference<>(new IllegalStateException("it logged why"));
    try {
      ActiveMQServer server =
          ActiveMQServers.newActiveMQServer(configuration(directory, id), null, null, true);
      server.registerActivationFailureListener(why::set);
      server.start();
      if (server.isActive()) {
        return server;
      }
      end(server);
    } catch (Exception e) {
      why.set(e);
    }
    throw new QueuesUnavailableException(
        "the embedded message broker does not start in "
            + directory
            + ", which may be deleted while no gateway runs",
        why.get());
  }

  private static Configuration configuration(Path directory, int id) {
    return new ConfigurationImpl()
        .setName("renkei-" + id)
        .setPersistenceEnabled(true)
        .setJournalDirectory(directory.resolve("journal").toString())
        .setBindingsDirectory(directory.resolve("bindings").toString())
        .setPagingDirectory(directory.resolve("paging").toString())
        .setLargeMessagesDirectory(directory.resolve("large").toString())
        .setNodeManagerLockDirectory(directory.resolve("lock").toString())
        .setJournalLockAcquisitionTimeout(LOCK_PATIENCE.toMillis())
        .setJournalType(JournalType.NIO)
        .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS)
        .setJournalSyncTransactional(true)
        .setJournalSyncNonTransactional(true)
        .setJournalFileSize(4 << 20)
        .setJournalPoolFiles(10)
        .setJMXManagementEnabled(false)
        .setSecurityEnabled(false)
        .setMessageExpiryScanPeriod(-1)
        .setAddressQueueScanPeriod(-1)
        .setMaxDiskUsage(99)
        .setScheduledThreadPoolMaxSize(2)
        .setThreadPoolMaxSize(16)
        .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG)
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                .setMaxSizeBytes(MOST_BYTES_AN_ADDRESS)
                .setMaxDeliveryAttempts(-1)
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false))
        .addAcceptorConfiguration(
            new TransportConfiguration(
                InVMAcceptorFactory.class.getName(),
                Map.of(TransportConstants.SERVER_ID_PROP_NAME, id)));
  }

  /** The one that runs, or ran last. */
  ActiveMQServer server() {
    return server;
  }

  /** Stops it for good; comes back when it has stopped, or after half a minute. */
  void stop() {
    stop.raise();
    if (!BoundedWait.reached(() -> supervisor.join(STOP_LIMIT))) {
      LOG.warn("the embedded message broker is still stopping after {}", STOP_LIMIT);
    }
  }

  /** A server that is stopping by itself already does not wait for its own end: this does. */
  private static void end(ActiveMQServer server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("the embedded message broker did not stop cleanly", e);
    }
    long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (server.isActive() && System.nanoTime() < end) {
      LockSupport.parkNanos(MOMENT.toNanos());
    }
  }
}
