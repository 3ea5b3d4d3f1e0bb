package renkei.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import renkei.codebook.testing.FreePort;

/** A message broker that somebody else runs, in a process of its own. */
final class ExternalArtemis implements AutoCloseable {

  static final String USER = "renkei";
  static final String PASSWORD = "made-up-for-a-test";

  private final Process process;
  private final int port;

  ExternalArtemis(Path folder) throws IOException, InterruptedException {
    this(folder, FreePort.find());
  }

  ExternalArtemis(Path folder, int port) throws IOException, InterruptedException {
    this.port = port;
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExternalArtemis.class.getName(),
                folder.toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("artemis.log").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!answers()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new AssertionError("the message broker did not start");
      }
    }
  }

  String url() {
    return url(port);
  }

  static String url(int port) {
    return "tcp://127.0.0.1:" + port;
  }

  /** Names of the queues there are. */
  Set<String> queues(List<String> expected) throws Exception {
    Set<String> found = new TreeSet<>();
    try (ServerLocator locator = ActiveMQClient.createServerLocator(url());
        ClientSessionFactory factory = locator.createSessionFactory();
        ClientSession session =
            factory.createSession(USER, PASSWORD, false, true, true, false, 1)) {
      for (String name : expected) {
        if (session
            .queueQuery(org.apache.activemq.artemis.api.core.SimpleString.of(name))
            .isExists()) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private boolean answers() {
    try (var _ = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Serves until killed. Arguments: folder, port. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(USER, PASSWORD);
    users.addRole(USER, "renkei");
    ActiveMQServer server =
        ActiveMQServers.newActiveMQServer(
            new ConfigurationImpl()
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setSecurityEnabled(true)
                .putSecurityRoles(
                    "renkei.#",
                    Set.of(
                        new Role(
                            "renkei", true, true, true, true, true, true, true, true, true, true,
                            false, false)))
                .addAddressSetting(
                    "renkei.#",
                    new AddressSettings()
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL))
                .addAcceptorConfiguration(
                    new TransportConfiguration(
                        NettyAcceptorFactory.class.getName(),
                        Map.of("host", "127.0.0.1", "port", arguments[1]))),
            null,
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users),
            true);
    server.start();
  }
}
