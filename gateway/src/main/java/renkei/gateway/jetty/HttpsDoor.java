package renkei.gateway.jetty;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
import renkei.gateway.http.Entrance;
import renkei.gateway.http.ServedPath;
import renkei.gateway.logging.Refusals;

/**
 * One HTTPS server: TLS 1.3 only, each request on a virtual thread, connections, requests, headers,
 * bodies and waiting times bounded. What exceeds a bound is refused and costs the platform nothing
 * more.
 *
 * <p>The port is taken when the door is made, so that others can be told about it; requests are
 * answered 503 from then on, and served from {@link #open} on. Endpoints are added in between. Not
 * thread-safe until opened.
 */
public final class HttpsDoor implements AutoCloseable {

  /** How many connections may be open at once that have not finished the handshake. */
  public static final int STRANGERS = Strangers.ROOM;

  /** One caller may have one in so many of the connections. */
  private static final int SHARE_OF_CONNECTIONS = 4;

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  /** From the connection to the end of the first headers; the TLS handshake is within. */
  private static final Duration FIRST_HEADERS_LIMIT = Duration.ofSeconds(15);

  private static final Duration WAIT_FOR_TURN = Duration.ofSeconds(5);
  private static final String HTTP_TRANSPORT = "http://cxf.apache.org/transports/http";
  private static final int HEADER_BYTES = 16 * 1024;

  /** A body that comes slower than this is cut off; bytes a second. Slow lines carry 8,000. */
  private static final int SLOWEST_SENDER = 500;

  private static final Logger LOG = LoggerFactory.getLogger(HttpsDoor.class);

  /** How long a stop waits for requests that had their time. */
  private static final Duration CUT_OFF = Duration.ofSeconds(1);

  private final org.eclipse.jetty.server.Server server;
  private final ServerConnector connector;
  private final ServletContextHandler context = new ServletContextHandler("/");
  private final OpeningGate gate = new OpeningGate();
  private final GracefulHandler inner;
  private final Reports reports = new Reports();
  private final Entrances entrances = new Entrances();
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
   * @param connections open at once by callers that have finished the handshake; a quarter of them
   *     may be one caller's. Those that have not have {@link #STRANGERS} of their own
   * @param requests served at once; a few more wait a few seconds for their turn
   * @param ofOneCaller how many of these may be one caller's, by the name in its certificate
   * @param bodyBytes of one request
   * @param balancers addresses of load balancers, which say for whom they call by the PROXY
   *     protocol
   * @param drain how long the requests in hand may take once the door is told to close
   */
  public record Limits(
      int connections,
      int requests,
      int ofOneCaller,
      long bodyBytes,
      Set<InetAddress> balancers,
      Duration drain) {

    public Limits {
      balancers = Set.copyOf(balancers);
    }

    /** No balancer, and five seconds to finish in. */
    public Limits(int connections, int requests, int ofOneCaller, long bodyBytes) {
      this(connections, requests, ofOneCaller, bodyBytes, Set.of(), Duration.ofSeconds(5));
    }
  }

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
    this.connector =
        new ServerConnector(
            server, 1, 1, new BalancerAware(limits.balancers(), secured), secured, http());
    connector.setHost(at.getAddress().getHostAddress());
    connector.setPort(at.getPort());
    connector.setAcceptQueueSize(1024);
    connector.setAcceptedTcpNoDelay(true);
    connector.setIdleTimeout(IDLE_LIMIT.toMillis());
    server.addConnector(connector);
    server.addBean(virtual);
    Connections connections =
        new Connections(
            limits.connections(),
            Math.ceilDiv(limits.connections(), SHARE_OF_CONNECTIONS),
            connector.getScheduler(),
            reports);
    secured.addBean(connections.handshakes());
    connector.addEventListener(connections);
    server.setStopTimeout(limits.drain().toMillis());
    DoorErrors errors = new DoorErrors(reports, entrances, connector.getScheduler());
    server.setErrorHandler(errors);
    context.setErrorHandler(errors);
    this.inner = new GracefulHandler(admitting(bounded(context, limits), clients, limits));
    HeaderDeadline deadline =
        new HeaderDeadline(
            gate, connector.getScheduler(), FIRST_HEADERS_LIMIT, IDLE_LIMIT, reports);
    connector.addEventListener(deadline);
    server.setHandler(deadline);
    context.addFilter(new BodyFilter(), "/*", EnumSet.of(DispatcherType.REQUEST));
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
   * @param entrance what is let in there
   */
  public void messages(String path, MessageObserver endpoint, Entrance entrance) {
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
          entrances.add(entrance);
        });
  }

  /**
   * Adds REST resources at the root of the door.
   *
   * @param resources objects of classes with JAX-RS annotations
   * @param providers readers, writers, filters and exception mappers
   * @param entrance what is let in there
   */
  public void rest(List<?> resources, List<?> providers, Entrance entrance) {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus());
    factory.setAddress("/");
    factory.setServiceBeanObjects(resources.toArray());
    List<Object> all = new ArrayList<>(providers);
    all.add(new UnreadableBodies(reports, entrance.form()));
    factory.setProviders(all);
    factory.getOutInterceptors().add(new UnreadBodyInterceptor());
    Server _ = factory.create();
    entrances.add(entrance);
  }

  /**
   * Adds a servlet.
   *
   * @param pattern a path, or a path and {@code /*} for all below it as well
   * @param methods that it serves
   */
  public void servlet(String pattern, Servlet servlet, Set<String> methods) {
    context.addServlet(new ServletHolder(servlet), pattern);
    String path = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    Pattern form = Pattern.compile(Pattern.quote(path) + (pattern.endsWith("/*") ? "(/.*)?" : ""));
    Map<String, Set<String>> served =
        methods.stream().collect(Collectors.toMap(each -> each, _ -> Set.of(ServedPath.ANY)));
    entrances.add(
        new Entrance(
            form,
            _ -> false,
            List.of(new ServedPath(form, path.length(), served)),
            JsonForm.INSTANCE));
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

  /**
   * A request that outlasts the time for it is cut off, which is no failure to stop. Requests in
   * hand come first: once the server stops, a sender may be silent for a second only.
   */
  private void stopServer() throws Exception {
    Duration drain = Duration.ofMillis(server.getStopTimeout());
    try {
      inner.shutdown().copy().completeOnTimeout(null, drain.toMillis(), MILLISECONDS).get();
      if (inner.getCurrentRequestCount() > 0) {
        server.setStopTimeout(CUT_OFF.toMillis());
      }
      server.stop();
    } catch (TimeoutException _) {
      LOG.warn("{} door cut off requests that took longer than {}", name, drain);
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
    bus = created;
    return created;
  }

  /** What may be refused before the body, in the order of what it costs. */
  private Handler admitting(Handler inner, ClientCertificate clients, Limits limits) {
    Handler heads = new HeadGate(inner, entrances, limits.bodyBytes());
    Handler shares = new CallerBulkhead(heads, limits.ofOneCaller());
    return clients == ClientCertificate.REQUIRED ? new CallerGate(shares, entrances) : shares;
  }

  private static Handler bounded(Handler inner, Limits limits) {
    QoSHandler turns = new QoSHandler(inner);
    turns.setMaxRequestCount(limits.requests());
    turns.setMaxSuspendedRequestCount(limits.requests());
    turns.setMaxSuspend(WAIT_FOR_TURN);
    SizeLimitHandler sizes = new SizeLimitHandler(limits.bodyBytes(), -1);
    sizes.setHandler(turns);
    return new MinimumDataRateHandler(sizes, SLOWEST_SENDER, 0);
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
    // Otherwise a kept connection takes a token for the one before it that differs in case only.
    configuration.setHeaderCacheCaseSensitive(true);
    configuration.addCustomizer(
        (request, headers) -> {
          Headers.harden(headers);
          return request;
        });
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
