package renkei.broker.artemis;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

/** An Artemis inside this process: durable, synchronous, never paging, no network, no JMX. */
record EmbeddedServer(Optional<ActiveMQServer> server) {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  /** NIO's usual 3.33 ms would cap one producer below 200 messages a second. */
  private static final int JOURNAL_BUFFER_NANOS = 200_000;

  private static final long MOST_BYTES_AN_ADDRESS = 128L << 20;

  static EmbeddedServer none() {
    return new EmbeddedServer(Optional.empty());
  }

  static EmbeddedServer start(Path directory, int id) {
    try {
      ActiveMQServer server =
          ActiveMQServers.newActiveMQServer(configuration(directory, id), null, null, true);
      server.start();
      return new EmbeddedServer(Optional.of(server));
    } catch (Exception e) {
      throw new QueuesUnavailableException("the embedded message broker did not start", e);
    }
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

  void stop() {
    server.ifPresent(
        it -> {
          try {
            it.stop();
          } catch (Exception e) {
            LOG.warn("the embedded message broker did not stop cleanly", e);
          }
        });
  }
}
