package renkei.broker.artemis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;

/**
 * The way to one Artemis. A lost connection is not repaired but replaced: whoever holds a session
 * of it gets an exception and asks for another. Thread-safe.
 */
final class Connection implements AutoCloseable {

  private final ServerLocator locator;
  private final String user;
  private final String password;
  private final Object lock = new Object();
  private Optional<ClientSessionFactory> factory = Optional.empty();

  private Connection(ServerLocator locator, String user, String password) {
    this.locator = locator;
    this.user = user;
    this.password = password;
    locator.setReconnectAttempts(0);
    locator.setInitialConnectAttempts(1);
    locator.setBlockOnDurableSend(false);
    locator.setBlockOnNonDurableSend(false);
    locator.setBlockOnAcknowledge(false);
    locator.setCallTimeout(10_000);
  }

  static Connection within(int id) {
    return new Connection(locatorWithin(id), "", "");
  }

  /** One whose senders and takers wait until the broker has it on the disk, but not for ever. */
  static Connection waitingWithin(int id, Duration patience) {
    ServerLocator locator = locatorWithin(id);
    Connection connection = new Connection(locator, "", "");
    locator.setBlockOnDurableSend(true);
    locator.setBlockOnAcknowledge(true);
    locator.setCallTimeout(patience.toMillis());
    return connection;
  }

  private static ServerLocator locatorWithin(int id) {
    return ActiveMQClient.createServerLocatorWithoutHA(
        new TransportConfiguration(
            InVMConnectorFactory.class.getName(),
            Map.of(TransportConstants.SERVER_ID_PROP_NAME, id)));
  }

  static Connection to(String url, String user, String password) {
    try {
      return new Connection(ActiveMQClient.createServerLocator(url), user, password);
    } catch (Exception e) {
      throw new IllegalArgumentException("not a URL of a message broker", e);
    }
  }

  /** A session that settles one message at a time; started. */
  ClientSession session() throws ActiveMQException {
    ClientSessionFactory current = factory();
    try {
      ClientSession session =
          user.isEmpty()
              ? current.createSession(null, null, false, true, true, false, 0)
              : current.createSession(user, password, false, true, true, false, 0);
      session.start();
      return session;
    } catch (ActiveMQSecurityException e) {
      // The connection is sound, and others use it: they must hear of the refusal too.
      throw e;
    } catch (ActiveMQException | IllegalStateException e) {
      giveUp(current);
      throw e instanceof ActiveMQException known ? known : notConnected(e);
    }
  }

  private ClientSessionFactory factory() throws ActiveMQException {
    synchronized (lock) {
      if (factory.isEmpty() || factory.get().isClosed()) {
        try {
          factory = Optional.of(locator.createSessionFactory());
        } catch (ActiveMQException e) {
          throw e;
        } catch (Exception e) {
          throw notConnected(e);
        }
      }
      return factory.get();
    }
  }

  private void giveUp(ClientSessionFactory broken) {
    synchronized (lock) {
      if (factory.filter(broken::equals).isPresent()) {
        factory = Optional.empty();
      }
    }
    broken.close();
  }

  private static ActiveMQException notConnected(Exception cause) {
    ActiveMQException exception = new ActiveMQNotConnectedException("no message broker");
    exception.initCause(cause);
    return exception;
  }

  @Override
  public void close() {
    synchronized (lock) {
      factory.ifPresent(ClientSessionFactory::close);
      factory = Optional.empty();
    }
    locator.close();
  }
}
