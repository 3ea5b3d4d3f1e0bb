package renkei.broker.artemis;

import java.io.IOException;
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;

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

  /** A port where nothing listens. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Lets the embedded server find that its journal cannot be written, as on a full disk. */
  public static void failJournal(ArtemisQueues queues) {
    serverOf(queues)
        .getIoCriticalErrorListener()
        .onIOException(new IOException("No space left on device"), "made up", "journal");
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
