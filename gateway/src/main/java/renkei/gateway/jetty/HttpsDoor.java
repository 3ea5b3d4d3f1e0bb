package renkei.gateway.jetty;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.Destination;
import org.apache.cxf.transport.DestinationFactoryManager;
import org.apache.cxf.transport.MessageObserver;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.gateway.files.IoCall;
import renkei.gateway.http.ConnectionAbort;
import renkei.gateway.logging.Refusals;

/**
 * One HTTPS server on the loopback interface: TLS 1.3 only, each request on a virtual thread,
 * connections, requests, headers, bodies and waiting times bounded. What exceeds a bound is refused
 * and costs the platform nothing more.
 *
 * <p>The port is taken when the door is made, so that others can be told about it; requests are
 * answered 503 from then on, and served from {@link #open} on. Endpoints are added in between. Not
 * thread-safe until opened.
 */
public final class HttpsDoor implements AutoCloseable {

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  /** From the connection to the end of the first headers; the TLS handshake is within. */
  private static final Duration FIRST_HEADERS_LIMIT = Duration.ofSeconds(15);

  private static final Duration WAIT_FOR_TURN = Duration.ofSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
  private static final String HTTP_TRANSPORT = "http://cxf.apache.org/transports/http";
  private static final int HEADER_BYTES = 16 * 1024;

  /** A body that comes slower than this is cut off; bytes a second. Slow lines carry 8,000. */
  private static final int SLOWEST_SENDER = 500;

  private static final Logger LOG = LoggerFactory.getLogger(HttpsDoor.class);

  private final org.eclipse.jetty.server.Server server;
  private final ServerConnector connector;
  private final ServletContextHandler context = new ServletContextHandler("/");
  private final OpeningGate gate = new OpeningGate();
  private final Handler inner;
  private final Reports reports = new Reports();
  private final MessagePaths paths = new MessagePaths();
  private final String name;
  private final InetSocketAddress place;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Bus bus;

  /** Whether the TLS handshake asks for a client certificate. */
  public enum ClientCertificate {
    /** Lets in whoever shows a certificate the context trusts (mutual TLS). */
    REQUIRED,
    /**
     * Lets in anybody who shows none, or one the context trusts: the endpoints themselves ask who
     * is there.
     */
    ASKED,
    /** Lets in anybody: the endpoints themselves ask who is there. */
    NOT_ASKED
  }

  /**
   * Bounds of one door.
   *
   * @param connections open at once
   * @param requests served at once; a few more wait a few seconds for their turn
   * @param ofOneCaller how many of these may be one caller's, by the name in its certificate
   * @param bodyBytes of one request
   */
  public record Limits(int connections, int requests, int ofOneCaller, long bodyBytes) {}

  /**
   * Takes the port, and answers 503 there until the door is opened.
   *
   * @param name for threads and messages
   * @param at an address of this machine; port 0 for any free one
   * @throws UncheckedIOException if the port is taken; names the door and the port
   */
  public HttpsDoor(
      String name, InetSocketAddress at, SSLContext tls, ClientCertificate clients, Limits limits) {
    this.name = name;
    QueuedThreadPool threads = new QueuedThreadPool(16, 3);
    threads.setName("door-" + name);
    VirtualThreadPool virtual = new VirtualThreadPool(4 * limits.requests());
    virtual.setName("door-" + name + "-request");
    threads.setVirtualThreadsExecutor(virtual);
    this.server = new org.eclipse.jetty.server.Server(threads);
    SslConnectionFactory secured = new SslConnectionFactory(secured(tls, clients), "http/1.1");
    secured.addBean(new Handshakes(reports));
    this.connector = new ServerConnector(server, 1, 1, secured, http());
    connector.setHost(at.getAddress().getHostAddress());
    connector.setPort(at.getPort());
    connector.setAcceptQueueSize(1024);
    connector.setAcceptedTcpNoDelay(true);
    connector.setIdleTimeout(IDLE_LIMIT.toMillis());
    server.addConnector(connector);
    server.addBean(virtual);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.setStopTimeout(DRAIN_LIMIT.toMillis());
    JsonErrors errors = new JsonErrors(reports);
    server.setErrorHandler(errors);
    context.setErrorHandler(errors);
    this.inner = bounded(context, limits);
    HeaderDeadline deadline =
        new HeaderDeadline(
            gate, connector.getScheduler(), FIRST_HEADERS_LIMIT, IDLE_LIMIT, reports);
    connector.addEventListener(deadline);
    server.setHandler(deadline);
    IoCall.run("the " + name + " door cannot listen on port " + at.getPort(), connector::open);
    this.place = new InetSocketAddress(at.getAddress(), connector.getLocalPort());
    orFail("the " + name + " door does not start", server::start);
  }

  /** Where the door listens. */
  public InetSocketAddress place() {
    return place;
  }

  /** The port the door listens on. */
  public int port() {
    return place.getPort();
  }

  /**
   * Counts and logs what the server itself refuses: handshakes that fail, headers, bodies and
   * senders out of bounds.
   */
  public void reportTo(Refusals refusals) {
    reports.goTo(refusals);
  }

  /**
   * Adds an endpoint that reads requests and writes responses itself, below CXF's interceptors.
   *
   * @param path where, for example {@code /national}; nothing below it is served
   */
  public void messages(String path, MessageObserver endpoint) {
    EndpointInfo info = new EndpointInfo();
    info.setName(new QName("urn:renkei:door", path.substring(1)));
    info.setAddress(path);
    orFail(
        "cannot serve " + path,
        () -> {
          Destination destination =
              bus()
                  .getExtension(DestinationFactoryManager.class)
                  .getDestinationFactory(HTTP_TRANSPORT)
                  .getDestination(info, bus());
          destination.setMessageObserver(endpoint);
          paths.serve(path);
        });
  }

  /**
   * Adds REST resources at the root of the door.
   *
   * @param resources objects of classes with JAX-RS annotations
   * @param providers readers, writers, filters and exception mappers
   */
  public void rest(List<?> resources, List<?> providers) {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus());
    factory.setAddress("/");
    factory.setServiceBeanObjects(resources.toArray());
    List<Object> all = new ArrayList<>(providers);
    all.add(new ServerRefusals(reports));
    factory.setProviders(all);
    factory.getOutInterceptors().add(new UnreadBodyInterceptor());
    Server _ = factory.create();
    paths.serveOthers();
  }

  /** Adds a servlet. */
  public void servlet(String pattern, Servlet servlet) {
    context.addServlet(new ServletHolder(servlet), pattern);
  }

  /**
   * Answers from now on, to whoever asks with GET, whether the platform lives ({@code /live}) and
   * is ready ({@code /ready}), also before the door is opened.
   *
   * @param whyNotReady empty if it is ready; else a sentence without content
   */
  public void answerProbes(Supplier<Optional<String>> whyNotReady) {
    gate.answerProbes(whyNotReady);
  }

  /**
   * Begins to serve.
   *
   * @throws IllegalStateException if what is behind the door does not start
   */
  public void open() {
    orFail("the door on port " + port() + " does not open", () -> gate.open(inner));
  }

  /** A step of Jetty's, which may throw anything. */
  private interface ServerStep {
    void take() throws Exception;
  }

  private static void orFail(String failure, ServerStep step) {
    try {
      step.take();
    } catch (Exception e) {
      throw new IllegalStateException(failure, e);
    }
  }

  /**
   * Refuses new requests with 503, lets those in hand finish for a few seconds, and closes every
   * connection. A second call does nothing.
   *
   * @throws IllegalStateException if the server does not stop
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    Bus open = bus;
    bus = null;
    orFail(
        "the " + name + " door does not close",
        () -> {
          stopServer();
          connector.close();
          if (open != null) {
            open.shutdown(false);
          }
        });
  }

  /** A request that outlasts the time for it is cut off, which is no failure to stop. */
  private void stopServer() throws Exception {
    try {
      server.stop();
    } catch (TimeoutException _) {
      LOG.warn("{} door cut off requests that took longer than {}", name, DRAIN_LIMIT);
    }
  }

  /** The bus of this door alone: an endpoint of one door cannot be reached through another. */
  private Bus bus() {
    Bus existing = bus;
    if (existing != null) {
      return existing;
    }
    Bus created = new CXFBusFactory().createBus();
    // Otherwise it looks through all archives for one, for every request.
    created.setExtension(HttpsDoor.class.getClassLoader(), ClassLoader.class);
    CXFNonSpringServlet servlet = new CXFNonSpringServlet();
    servlet.setBus(created);
    ServletHolder holder = new ServletHolder(servlet);
    holder.setInitParameter("hide-service-list-page", "true");
    holder.setInitParameter("disable-address-updates", "true");
    holder.setInitOrder(1);
    context.addServlet(holder, "/*");
    context.addFilter(paths, "/*", EnumSet.of(DispatcherType.REQUEST));
    bus = created;
    return created;
  }

  private static Handler bounded(Handler inner, Limits limits) {
    QoSHandler turns = new QoSHandler(inner);
    turns.setMaxRequestCount(limits.requests());
    turns.setMaxSuspendedRequestCount(limits.requests());
    turns.setMaxSuspend(WAIT_FOR_TURN);
    SizeLimitHandler sizes = new SizeLimitHandler(limits.bodyBytes(), -1);
    sizes.setHandler(new CallerBulkhead(turns, limits.ofOneCaller()));
    return new GracefulHandler(new MinimumDataRateHandler(sizes, SLOWEST_SENDER, 0));
  }

  private static SslContextFactory.Server secured(SSLContext tls, ClientCertificate clients) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls);
    factory.setIncludeProtocols("TLSv1.3");
    factory.setNeedClientAuth(clients == ClientCertificate.REQUIRED);
    factory.setWantClientAuth(clients == ClientCertificate.ASKED);
    factory.setSniRequired(false);
    return factory;
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    configuration.addCustomizer(secure);
    configuration.addCustomizer(
        (request, _) -> {
          request.setAttribute(ConnectionAbort.ATTRIBUTE, (ConnectionAbort) () -> abort(request));
          return request;
        });
    return new HttpConnectionFactory(configuration);
  }

  private static void abort(Request request) {
    request
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close(new IOException("an answer broke off"));
  }
}
