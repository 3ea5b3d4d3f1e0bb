package renkei.gateway.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;

/**
 * Asks balancers for whom they call, by the PROXY protocol (version 1 or 2), and believes nobody
 * else who says so: everybody else speaks TLS from the first byte.
 */
final class BalancerAware extends AbstractConnectionFactory {

  private static final String NAME = "balancers";

  private final Set<InetAddress> balancers;
  private final ConnectionFactory proxy;
  private final ConnectionFactory tls;

  BalancerAware(Set<InetAddress> balancers, SslConnectionFactory tls) {
    super(NAME);
    this.balancers = Set.copyOf(balancers);
    this.proxy = new ProxyConnectionFactory(tls.getProtocol());
    this.tls = tls;
    installBean(proxy);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    boolean balancer =
        endPoint.getRemoteSocketAddress() instanceof InetSocketAddress socket
            && balancers.contains(socket.getAddress());
    return (balancer ? proxy : tls).newConnection(connector, endPoint);
  }
}
