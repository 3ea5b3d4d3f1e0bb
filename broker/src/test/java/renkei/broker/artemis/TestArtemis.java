package renkei.broker.artemis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.persistence.impl.journal.AbstractJournalStorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import renkei.codebook.concurrent.BoundedWait;

/** A message broker elsewhere that is not always there, and an embedded one that fails. */
public final class TestArtemis implements AutoCloseable {

  private final ActiveMQServer server;

  private TestArtemis(ActiveMQServer server) {
    this.server = server;
  }

  /** Starts one that keeps nothing. */
  public static TestArtemis startOn(int port) throws Exception {
    ActiveMQServer server =
        ActiveMQServers.newActiveMQServer(
            new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("core", "tcp://127.0.0.1:" + port + "?protocols=CORE"),
            null,
            null,
            false);
    server.start();
    return new TestArtemis(server);
  }

  /** Lets the embedded server find that its journal cannot be written, as on a full disk. */
  public static void failJournal(ArtemisQueues queues) {
    serverOf(queues)
        .getIoCriticalErrorListener()
        .onIOException(new IOException("No space left on device"), "made up", "journal");
  }

  /** Lets whoever writes to the journal of the embedded server wait until it is over. */
  static void holdJournal(ArtemisQueues queues, CountDownLatch over) {
    var storage = (AbstractJournalStorageManager) serverOf(queues).getStorageManager();
    CountDownLatch held = new CountDownLatch(1);
    Thread _ =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  storage.writeLock();
                  held.countDown();
                  boolean _ = BoundedWait.reached(() -> over.await(5, TimeUnit.MINUTES));
                  storage.writeUnlock();
                });
    assertThat(BoundedWait.reached(() -> held.await(30, TimeUnit.SECONDS))).isTrue();
  }

  static ActiveMQServer serverOf(ArtemisQueues queues) {
    return queues.embedded().orElseThrow().server();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("it does not stop", e);
    }
  }
}
