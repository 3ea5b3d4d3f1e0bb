package renkei.testagencies.soap;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.configuration.jsse.TLSServerParameters;
import org.apache.cxf.configuration.security.ClientAuthentication;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.http_jetty.JettyHTTPServerEngine;
import org.apache.cxf.transport.http_jetty.JettyHTTPServerEngineFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import renkei.signing.CertificateTrust;
import renkei.signing.SigningIdentity;
import renkei.signing.Tls;

/**
 * A SOAP 1.2 server over mutual TLS 1.3 with one or more doors; requests run on virtual threads.
 */
public final class SoapServer implements AutoCloseable {

  private final int port;
  private final Bus bus;
  private final List<EndpointImpl> endpoints = new ArrayList<>();

  private SoapServer(int port, Bus bus) {
    this.port = port;
    this.bus = bus;
  }

  /**
   * Opens the doors.
   *
   * @param port of 127.0.0.1, free
   * @param identity what the server shows
   * @param trust which clients are let in
   * @param doors who stands behind which path, such as {@code /core}
   * @throws IllegalStateException if the port cannot be had; says what to do
   */
  public static SoapServer open(
      int port, SigningIdentity identity, CertificateTrust trust, Map<String, Recipient> doors) {
    Bus bus = BusFactory.newInstance().createBus();
    SoapServer server = new SoapServer(port, bus);
    try {
      server.listen(identity, trust);
      doors.forEach(server::publish);
    } catch (GeneralSecurityException | IOException e) {
      server.close();
      throw new IllegalStateException("cannot prepare TLS on port " + port, e);
    } catch (RuntimeException e) {
      server.close();
      throw cannotBind(e)
          ? new IllegalStateException(
              """
              cannot listen on port %d of 127.0.0.1; end the process that has it, which \
              `ss -ltnp` names, or choose another port (--port)"""
                  .formatted(port),
              e)
          : e;
    }
    return server;
  }

  private static boolean cannotBind(Throwable failure) {
    return failure instanceof BindException
        || (failure.getCause() != null && cannotBind(failure.getCause()));
  }

  /** The address of a door. */
  public URI door(String path) {
    return URI.create("https://127.0.0.1:" + port + path);
  }

  /** Closes all doors; what is under way is cut off. */
  @Override
  public void close() {
    endpoints.forEach(endpoint -> endpoint.getServer().destroy());
    bus.shutdown(false);
  }

  private void listen(SigningIdentity identity, CertificateTrust trust)
      throws GeneralSecurityException, IOException {
    TLSServerParameters tls = new TLSServerParameters();
    tls.setKeyManagers(Tls.keyManagers(identity));
    tls.setTrustManagers(Tls.trustManagers(trust));
    tls.setSecureSocketProtocol("TLSv1.3");
    tls.setIncludeProtocols(List.of("TLSv1.3"));
    ClientAuthentication clients = new ClientAuthentication();
    clients.setWant(true);
    clients.setRequired(true);
    tls.setClientAuthentication(clients);
    JettyHTTPServerEngineFactory factory = bus.getExtension(JettyHTTPServerEngineFactory.class);
    factory.setTLSServerParametersForPort("127.0.0.1", port, tls);
    JettyHTTPServerEngine engine = factory.createJettyHTTPServerEngine("127.0.0.1", port, "https");
    QueuedThreadPool threads = new QueuedThreadPool(16);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    threads.setDaemon(true);
    engine.setThreadPool(threads);
  }

  private void publish(String path, Recipient recipient) {
    EndpointImpl endpoint = new EndpointImpl(bus, new SoapDoor(recipient));
    endpoint.publish(door(path).toString());
    endpoints.add(endpoint);
  }
}
