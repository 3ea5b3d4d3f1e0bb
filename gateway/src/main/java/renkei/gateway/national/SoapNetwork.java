package renkei.gateway.national;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transport.http.URLConnectionHTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.broker.message.Envelope;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.Permits;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.Receipt;
import renkei.gateway.files.IoCall;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Health;
import renkei.gateway.health.Probes;
import renkei.gateway.http.BoundedBody;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlVerifier;

/**
 * Sends messages by SOAP 1.2 over mutual TLS on kept connections. It calls the configured routes
 * and nothing else, and believes only a signed receipt of the message's own receiver. Thread-safe.
 *
 * <p>CXF's connections are those of the JDK, which keeps as many idle ones as the system property
 * {@code http.maxConnections} says; it should be at least {@link Limits#connections} for each lane.
 */
public final class SoapNetwork implements NationalNetwork, AutoCloseable {

  /**
   * How far patience goes.
   *
   * @param connections how many messages of each lane are under way on one route at once
   * @param connect how long a connection may take, and how long a message waits for a permit
   * @param answer how long a receipt may take
   */
  public record Limits(int connections, Duration connect, Duration answer) {

    /** 32 connections of each lane on a route, 2 seconds to connect, 15 seconds for a receipt. */
    public static final Limits USUAL =
        new Limits(32, Duration.ofSeconds(2), Duration.ofSeconds(15));
  }

  /** Each lane has a bulkhead of its own: bulk work that fills its own leaves the others theirs. */
  private record Route(HTTPConduit conduit, Map<Lane, Semaphore> bulkheads, RouteWatch watch) {}

  /** What came of one try, for the broker and for whoever watches the route. */
  private record Tried(Delivery delivery, Consumer<RouteWatch> told) {

    static Tried well(Delivery delivery) {
      return new Tried(delivery, RouteWatch::works);
    }

    /** The party is there, but what it says is no receipt. */
    static Tried limping(String why, Cause cause) {
      return new Tried(new TryAgain(why), watch -> watch.limps(cause));
    }
  }

  private record Response(int status, BoundedBody body) {}

  private static final Cause NO_RECEIPT = new Cause("NoReceipt");

  private final Bus bus = new CXFBusFactory().createBus();
  private final Map<String, Route> routes = new HashMap<>();
  private final XmlVerifier verifier;
  private final Clock clock;
  private final Health health;
  private final Limits limits;

  /**
   * What a client is made of.
   *
   * @param routes by name, {@code https} only
   * @param tls this platform's certificate, and whom it trusts
   * @param verifier of receipts
   * @param health is told what comes of each sending
   */
  public record Parts(
      Map<String, URI> routes, SSLContext tls, XmlVerifier verifier, Health health, Clock clock) {}

  /**
   * A client for the routes of {@code parts}.
   *
   * @throws IllegalArgumentException for a route that is not {@code https}
   */
  public SoapNetwork(Parts parts, Limits limits) {
    this.verifier = parts.verifier();
    this.clock = parts.clock();
    this.health = parts.health();
    this.limits = limits;
    parts.routes().forEach((name, uri) -> routes.put(name, route(name, uri, parts.tls())));
  }

  /** Probes each route that nobody uses, until {@code probes} is closed. */
  public void beProbed(Probes probes) {
    routes.values().forEach(route -> route.watch().beProbed(probes));
  }

  private Route route(String name, URI uri, SSLContext tls) {
    if (!"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("route " + name + " must be an https URL");
    }
    EndpointInfo endpoint = new EndpointInfo();
    endpoint.setName(new QName(NationalContract.NAMESPACE + ":wsdl", name));
    endpoint.setAddress(uri.toString());
    HTTPClientPolicy policy = new HTTPClientPolicy();
    policy.setAllowChunking(false);
    policy.setAutoRedirect(false);
    policy.setConnectionTimeout(limits.connect().toMillis());
    policy.setReceiveTimeout(limits.answer().toMillis());
    TLSClientParameters client = new TLSClientParameters();
    client.setSSLSocketFactory(tls.getSocketFactory());
    HTTPConduit conduit =
        IoCall.get(
            "cannot prepare route " + name,
            () -> new URLConnectionHTTPConduit(bus, endpoint, null));
    conduit.finalizeConfig();
    conduit.setClient(policy);
    conduit.setTlsClientParameters(client);
    conduit.setMessageObserver(this::onResponse);
    Map<Lane, Semaphore> bulkheads = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      bulkheads.put(lane, new Semaphore(limits.connections()));
    }
    return new Route(conduit, bulkheads, new RouteWatch(name, uri, tls, health));
  }

  @Override
  public Delivery send(Envelope envelope, Lane lane, String route, byte[] signedXml) {
    Route known = routes.get(route);
    if (known == null) {
      return new TryAgain("route " + route + " is not configured");
    }
    Semaphore bulkhead = Objects.requireNonNull(known.bulkheads().get(lane));
    if (!Permits.acquire(bulkhead, limits.connect())) {
      return new TryAgain(
          Thread.currentThread().isInterrupted()
              ? "interrupted"
              : "too many messages of lane " + lane + " are under way to " + route);
    }
    long asked = System.nanoTime();
    try {
      Tried tried = tried(envelope, route, known, signedXml);
      tried.told().accept(known.watch());
      return tried.delivery() instanceof TryAgain(String why, Duration _)
          ? new TryAgain(why, Duration.ofNanos(System.nanoTime() - asked))
          : tried.delivery();
    } finally {
      bulkhead.release();
    }
  }

  private Tried tried(Envelope envelope, String name, Route route, byte[] signedXml) {
    try {
      return tried(envelope, exchange(route, SoapEnvelope.around(signedXml)));
    } catch (IOException | UncheckedIOException e) {
      // The message of the exception may name addresses, which are of no use to the sender.
      return new Tried(
          new TryAgain("no connection to " + name + ": " + e.getClass().getSimpleName()),
          watch -> watch.fails(Cause.of(e)));
    }
  }

  /** Closes idle connections; nothing may be sent any more. */
  @Override
  public void close() {
    bus.shutdown(true);
  }

  private static Response exchange(Route route, byte[] soap) throws IOException {
    Exchange exchange = new ExchangeImpl();
    exchange.setSynchronous(true);
    Message message = new MessageImpl();
    message.setExchange(exchange);
    exchange.setOutMessage(message);
    message.put(Message.CONTENT_TYPE, SoapEnvelope.CONTENT_TYPE);
    message.put(HTTPConduit.NO_IO_EXCEPTIONS, true);
    route.conduit().prepare(message);
    try (OutputStream out = message.getContent(OutputStream.class)) {
      out.write(soap);
    }
    route.conduit().close(message);
    Response response = exchange.get(Response.class);
    if (response == null) {
      throw new IOException("no answer");
    }
    return response;
  }

  private void onResponse(Message message) {
    int status = message.get(Message.RESPONSE_CODE) instanceof Integer code ? code.intValue() : 0;
    BoundedBody body =
        IoCall.get(
            "the answer broke off",
            () -> {
              try (InputStream in = message.getContent(InputStream.class)) {
                return in == null
                    ? new BoundedBody.Whole(new byte[0])
                    : BoundedBody.read(in, -1, NationalContract.REPLY.maxBytes(), limits.answer());
              }
            });
    message.getExchange().put(Response.class, new Response(status, body));
  }

  private Tried tried(Envelope sent, Response response) {
    if (!(response.body() instanceof BoundedBody.Whole(byte[] bytes))
        || !(XmlDocuments.parse(bytes, NationalContract.REPLY)
            instanceof Parsing.Parsed(Document document))) {
      return Tried.limping(
          "HTTP status " + response.status() + " without a readable answer",
          Cause.http(response.status()));
    }
    try {
      Element payload = SoapEnvelope.payload(document);
      return response.status() == 200 ? receipted(sent, payload) : fault(payload, response);
    } catch (IllegalArgumentException _) {
      return Tried.limping(
          "HTTP status " + response.status() + " with an answer out of contract",
          Cause.http(response.status()));
    }
  }

  private Tried receipted(Envelope sent, Element payload) {
    return switch (verifier.verify(payload, clock.instant())) {
      case Verification.Rejected(Verification.Reason reason) ->
          Tried.limping("the receipt's signature does not count: " + reason, NO_RECEIPT);
      case Verification.Genuine(Element content, X509Certificate signer) -> {
        if (!NationalContract.NAMESPACE.equals(content.getNamespaceURI())
            || !"Receipt".equals(content.getLocalName())) {
          yield Tried.limping("the answer is no receipt", NO_RECEIPT);
        }
        Receipt receipt = Receipt.read(content);
        boolean ours =
            receipt.message().equals(sent.id())
                && receipt.sender().equals(sent.sender())
                && receipt.receiver().equals(sent.receiver());
        yield ours && PartyNames.isOf(sent.receiver(), signer)
            ? Tried.well(new Delivered(XmlDocuments.serialize(payload)))
            : Tried.limping("the receipt is for another message or by another party", NO_RECEIPT);
      }
    };
  }

  /**
   * By SOAP 1.2, what a fault of the sender is about does not get better by sending it again: the
   * message is ill and not the route.
   */
  private static Tried fault(Element payload, Response response) {
    return FaultXml.read(payload)
        .filter(FaultXml::isSenders)
        .map(fault -> Tried.well(new Rejected(fault.code())))
        .orElseGet(
            () ->
                Tried.limping(
                    "refused for now, HTTP status " + response.status(),
                    Cause.http(response.status())));
  }
}
