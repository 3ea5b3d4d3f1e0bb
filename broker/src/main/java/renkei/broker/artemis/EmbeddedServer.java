package renkei.broker.artemis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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
 * itself when its journal cannot be written, and may stand still without saying so; then another is
 * started in its place, as often as it takes. One thread starts and stops them all, so that a
 * restart never meets a stop.
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

  private static final Duration PROBE_PAUSE = Duration.ofSeconds(5);

  /** Longer than a machine that is short of everything keeps a message waiting. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

  /** So that a pause of the whole process is not taken for one of the broker. */
  private static final int LEAST_PROBES = 3;

  private final Path directory;
  private final int id;
  private final ArtemisQueues.Alarm alarm;
  private final StopSignal stop = new StopSignal();
  private final Thread supervisor;
  private volatile ActiveMQServer server;

  private EmbeddedServer(Path directory, int id, ArtemisQueues.Alarm alarm) {
    this.directory = directory;
    this.id = id;
    this.alarm = alarm;
    this.server = beginOnWhateverIsThere();
    this.supervisor = Thread.ofVirtual().name("artemis-supervisor").unstarted(this::supervise);
  }

  /**
   * Starts the first one, on the journal that is there if it can be read.
   *
   * @throws QueuesUnavailableException if it does not start: the folder cannot be used, or another
   *     process uses it
   */
  static EmbeddedServer start(Path directory, int id, ArtemisQueues.Alarm alarm) {
    EmbeddedServer started = new EmbeddedServer(directory, id, alarm);
    started.supervisor.start();
    return started;
  }

  private ActiveMQServer beginOnWhateverIsThere() {
    try {
      return begin(directory, id);
    } catch (QueuesUnavailableException e) {
      if (Thread.currentThread().isInterrupted() || !JournalFolder.holdsJournal(directory)) {
        throw e;
      }
      LOG.warn("the embedded message broker does not start on its journal", e);
      putAside();
      return begin(directory, id);
    }
  }

  private void supervise() {
    long looked = System.nanoTime();
    try (ServerProbe probe = new ServerProbe(id)) {
      while (!stop.endsWithin(LOOK_AGAIN)) {
        if (!server.isActive()) {
          alarm.raise("RESTARTED", "it stopped by itself and is started anew");
          startAnew();
        } else if (System.nanoTime() - looked > PROBE_PAUSE.toNanos()) {
          probe.look();
          if (probe.failures() >= LEAST_PROBES && probe.silence().compareTo(SILENCE_LIMIT) > 0) {
            replaceWhatStandsStill(probe);
          }
          looked = System.nanoTime();
        }
      }
    } finally {
      end(server);
    }
  }

  /** It may hold on to its journal for ever, so that the next one gets another. */
  private void replaceWhatStandsStill(ServerProbe probe) {
    alarm.raise(
        "RESTARTED",
        "it took no message for " + probe.silence().toSeconds() + " s and is started anew");
    ActiveMQServer still = server;
    Thread ending = Thread.ofVirtual().name("artemis-end").start(() -> end(still));
    if (!BoundedWait.reached(() -> ending.join(LOCK_PATIENCE))) {
      JournalFolder.putAside(directory);
    }
    startAnew();
    probe.begin();
  }

  private void startAnew() {
    Duration pause = LOOK_AGAIN;
    while (!started(pause) && !stop.endsWithin(pause)) {
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  /**
   * What is wrong with the journal is not asked: all that waits is in the database too. Of a disk
   * that is full even what was put aside takes room that the next journal needs.
   */
  private boolean started(Duration pause) {
    boolean started =
        Safely.run(
            LOG, "starting the embedded message broker anew", () -> server = begin(directory, id));
    if (started) {
      LOG.info("the embedded message broker runs again");
    } else if (pause.equals(LOOK_AGAIN)) {
      putAside();
    } else {
      JournalFolder.throwAway(directory);
      JournalFolder.throwAway(JournalFolder.aside(directory));
    }
    return started;
  }

  private void putAside() {
    JournalFolder.putAside(directory);
    alarm.raise(
        "JOURNAL_DAMAGED",
        "its journal could not be used and lies in "
            + JournalFolder.aside(directory)
            + "; what waited is taken from the database again");
  }

  /**
   * On a thread that nobody interrupts: in the middle of its files Artemis takes that for a journal
   * that cannot be read. Whoever interrupts this one waits until the server has started.
   */
  private static ActiveMQServer begin(Path directory, int id) {
    FutureTask<ActiveMQServer> beginning = new FutureTask<>(() -> beginHere(directory, id));
    Thread thread = Thread.ofVirtual().name("artemis-begin").start(beginning);
    boolean interrupted = Thread.interrupted();
    while (!BoundedWait.reached(() -> thread.join(STOP_LIMIT))) {
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (beginning.state() == Future.State.SUCCESS) {
      return beginning.resultNow();
    }
    if (beginning.exceptionNow() instanceof QueuesUnavailableException why) {
      throw why;
    }
    throw new IllegalStateException(
        "the embedded message broker cannot be configured", beginning.exceptionNow());
  }

  /** Artemis tells only a listener why it did not start. */
  private static ActiveMQServer beginHere(Path directory, int id) {
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
