package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.NATIONAL;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import renkei.broker.message.Envelope;
import renkei.broker.message.InquiryToSend;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalNetwork.Delivered;
import renkei.broker.message.NationalNetwork.Delivery;
import renkei.broker.message.NationalNetwork.Rejected;
import renkei.broker.message.NationalNetwork.TryAgain;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Environment;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Terms;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.FreePort;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.Receipt;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Component;
import renkei.gateway.health.Condition;
import renkei.gateway.health.Health;
import renkei.gateway.health.Probes;
import renkei.gateway.health.State;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;
import renkei.gateway.testing.Parties;
import renkei.signing.AlgorithmTable;
import renkei.signing.SigningIdentity;
import renkei.signing.xml.Verification;

/** Sending, over real TLS, to a counterpart that answers whatever the test says. */
@Timeout(60)
class SoapNetworkTest {

  private static final Parties PARTIES = Parties.shared();

  /** What the counterpart does with a message. */
  private interface Script {
    void answer(byte[] request, HttpServletResponse response) throws IOException;
  }

  private final SignedMessages messages =
      new SignedMessages(
          Environment.TEST, PARTIES.tenants(), AlgorithmTable.standard(), Clock.systemUTC());
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final Health health = new Health(new SimpleMeterRegistry(), Clock.systemUTC());
  private volatile Script script = (_, _) -> {};
  private HttpsDoor counterpart = door(PARTIES.agency(CORE));
  private SoapNetwork network = network(URI.create("https://127.0.0.1:1/core"), 4);

  @BeforeEach
  void open() {
    network.close();
    network = network(address(counterpart), 4);
  }

  @AfterEach
  void close() {
    network.close();
    counterpart.close();
  }

  private HttpsDoor door(SigningIdentity identity) {
    HttpsDoor door =
        new HttpsDoor(
            "counterpart",
            Loopback.free(),
            PARTIES.tls(identity),
            HttpsDoor.ClientCertificate.REQUIRED,
            new HttpsDoor.Limits(50, 20, 20, 4L << 20));
    door.messages("/core", this::serve, OpenEntrance.at("/core"));
    door.open();
    return door;
  }

  private static URI address(HttpsDoor door) {
    return URI.create("https://127.0.0.1:" + door.port() + "/core");
  }

  private SoapNetwork network(URI core, int connections) {
    return network(
        core, new SoapNetwork.Limits(connections, Duration.ofSeconds(2), Duration.ofSeconds(2)));
  }

  private SoapNetwork network(URI core, SoapNetwork.Limits limits) {
    return new SoapNetwork(
        new SoapNetwork.Parts(
            Map.of("core", core),
            PARTIES.tls(PARTIES.platform()),
            PARTIES.verifier(),
            health,
            Clock.systemUTC()),
        limits);
  }

  /** What is known of the route after a look. */
  private Condition condition() {
    health.look();
    return health.of(Component.route("core"));
  }

  private void serve(Message message) {
    if (message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest request
        && message.get(AbstractHTTPDestination.HTTP_RESPONSE)
            instanceof HttpServletResponse response) {
      try {
        connections.add(request.getRemotePort());
        requests.incrementAndGet();
        script.answer(request.getInputStream().readAllBytes(), response);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void await(CountDownLatch end) {
    try {
      assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A message on its way out. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sent(Envelope envelope, byte[] xml) {}

  private static Delivery send(SoapNetwork network, Lane lane, String route, Sent message) {
    return network.send(message.envelope(), lane, route, message.xml());
  }

  private Sent inquiry() {
    Envelope envelope =
        new Envelope(new MessageId(UUID.randomUUID()), KITA_AGENCY, CORE, MessageKind.INQUIRY);
    return new Sent(envelope, messages.inquiry(inquiry(envelope)));
  }

  private static InquiryToSend inquiry(Envelope envelope) {
    Instant now = Clock.systemUTC().instant();
    InquiryId inquiry = new InquiryId(UUID.randomUUID());
    return new InquiryToSend(
        KITA,
        envelope.id(),
        KITA_AGENCY,
        CORE,
        now,
        now.plusSeconds(600),
        inquiry,
        Purpose.LINKAGE,
        Handling.askedFor(Lane.COUNTER),
        List.of(
            new InquiryToSend.Asked(
                new ExchangeId(UUID.randomUUID()),
                NATIONAL,
                new PersonCode(KITA_AGENCY, Composer.PERSON_CODE),
                new Matter(
                    new AffairCode("JM00000000000001"),
                    new ProcedureCode("JT00000000000013"),
                    new InformationCode("TM00000000000301"),
                    new ItemChoice.All()),
                Terms.PLAIN)));
  }

  private static byte[] receipt(Envelope message, AgencyCode signer) {
    return Composer.signed(
        PARTIES.agency(signer),
        new Receipt(
                "r-1",
                message.id(),
                message.sender(),
                message.receiver(),
                Clock.systemUTC().instant())
            .write());
  }

  private static void write(HttpServletResponse response, int status, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(SoapEnvelope.CONTENT_TYPE);
    response.getOutputStream().write(body);
  }

  /** Answers with this payload in an envelope. */
  private static Script says(byte[] payload) {
    return (_, response) -> write(response, 200, SoapEnvelope.around(payload));
  }

  private static void isTryAgain(Delivery delivery) {
    assertThat(delivery)
        .isInstanceOfSatisfying(
            TryAgain.class, again -> assertThat(again.why()).doesNotContain(Composer.PERSON_CODE));
  }

  @Test
  void believesTheReceiversSignedReceiptForThisVeryMessage() {
    Sent message = inquiry();
    byte[] receipt = receipt(message.envelope(), CORE);
    script =
        (request, response) -> {
          assertThat(request).isEqualTo(SoapEnvelope.around(message.xml()));
          write(response, 200, SoapEnvelope.around(receipt));
        };

    assertThat(send(network, Lane.COUNTER, "core", message))
        .isInstanceOfSatisfying(
            Delivered.class,
            delivered -> {
              Element kept =
                  NationalBench.payload(
                      new String(SoapEnvelope.around(delivered.receipt()), UTF_8));
              assertThat(PARTIES.verifier().verify(kept, Clock.systemUTC().instant()))
                  .isInstanceOf(Verification.Genuine.class);
              assertThat(Composer.find(kept, "MessageId").getTextContent())
                  .isEqualTo(message.envelope().id().toString());
            });
  }

  @Test
  void believesNoOtherReceipt() {
    Sent message = inquiry();
    Envelope sent = message.envelope();
    Envelope other = inquiry().envelope();
    String genuine = new String(receipt(sent, CORE), UTF_8);
    Envelope elsewhere = new Envelope(sent.id(), sent.sender(), NATIONAL, sent.kind());

    for (byte[] payload :
        List.of(
            receipt(other, CORE),
            receipt(sent, NATIONAL),
            receipt(elsewhere, NATIONAL),
            genuine.replace(":00", ":01").replace("Z<", "1Z<").getBytes(UTF_8),
            Composer.signed(
                PARTIES.agency(CORE),
                new Composer(Clock.systemUTC()).refused(KITA_AGENCY, "NO_LIST")),
            "<n:Receipt xmlns:n='urn:renkei:national:2' Id='a'/>".getBytes(UTF_8))) {
      script = says(payload);
      isTryAgain(send(network, Lane.COUNTER, "core", message));
    }
  }

  @Test
  void givesUpOnlyOnWhatDoesNotGetBetter() {
    for (Refusal refusal : Refusal.values()) {
      script = (_, response) -> write(response, refusal.status(), SoapEnvelope.fault(refusal));

      Delivery delivery = send(network, Lane.COUNTER, "core", inquiry());

      if (refusal.mayPass()) {
        isTryAgain(delivery);
      } else {
        assertThat(delivery).isEqualTo(new Rejected(refusal.name()));
      }
    }
  }

  @Test
  void triesAgainAfterAnythingOutOfContract() {
    byte[] fault = SoapEnvelope.fault(Refusal.EXPIRED);
    for (Script rubbish :
        List.<Script>of(
            (_, response) -> write(response, 200, new byte[0]),
            (_, response) -> write(response, 200, "rubbish".getBytes(UTF_8)),
            (_, response) -> write(response, 200, "<!DOCTYPE a><a/>".getBytes(UTF_8)),
            (_, response) -> write(response, 200, fault),
            (_, response) -> write(response, 200, new byte[NationalContract.REPLY.maxBytes() + 1]),
            (_, response) -> write(response, 202, new byte[0]),
            (_, response) -> write(response, 404, "<html/>".getBytes(UTF_8)),
            (_, response) -> write(response, 400, "<html/>".getBytes(UTF_8)),
            (_, response) -> response.sendError(500),
            (_, response) -> response.sendRedirect("https://127.0.0.1:1/elsewhere"))) {
      script = rubbish;
      isTryAgain(send(network, Lane.COUNTER, "core", inquiry()));
    }
  }

  @Test
  void saysThatARouteIsDownAfterTheFirstMessageThatFindsNobody() {
    counterpart.close();

    isTryAgain(send(network, Lane.COUNTER, "core", inquiry()));

    assertThat(condition().state()).isEqualTo(State.DOWN);
    assertThat(condition().lastFailure().orElseThrow().cause())
        .isEqualTo(new Cause("ConnectException"));
  }

  @Test
  void callsARouteUpThatRefusesAMessageForGood() {
    script =
        (_, response) ->
            write(response, Refusal.EXPIRED.status(), SoapEnvelope.fault(Refusal.EXPIRED));

    assertThat(send(network, Lane.COUNTER, "core", inquiry())).isInstanceOf(Rejected.class);

    assertThat(condition().state()).isEqualTo(State.UP);
  }

  @Test
  void callsARouteDegradedThatAnswersWithoutAReceipt() {
    script =
        (_, response) -> write(response, Refusal.BUSY.status(), SoapEnvelope.fault(Refusal.BUSY));

    isTryAgain(send(network, Lane.COUNTER, "core", inquiry()));

    assertThat(condition().state()).isEqualTo(State.DEGRADED);
    assertThat(condition().lastFailure().orElseThrow().cause()).isEqualTo(Cause.http(503));
  }

  @Test
  void probesARouteThatNobodyUsesWithoutAskingAnything() {
    try (Probes probes = new Probes(health)) {
      network.beProbed(probes);
      Await.until("the route is up", () -> condition().state() == State.UP);

      counterpart.close();

      Await.until("the route is down", () -> condition().state() == State.DOWN);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void waitsForABoundedTimeOnly() {
    CountDownLatch end = new CountDownLatch(1);
    script = (_, _) -> await(end);
    long start = System.nanoTime();

    assertThat(send(network, Lane.COUNTER, "core", inquiry()))
        .isInstanceOfSatisfying(
            TryAgain.class,
            again -> assertThat(again.waited()).isGreaterThanOrEqualTo(Duration.ofSeconds(2)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    end.countDown();
  }

  @Test
  void doesNotWaitForACounterpartThatDripsItsAnswer() {
    script =
        (_, response) -> {
          try {
            for (int i = 0; i < 100; i++) {
              response.getOutputStream().write(' ');
              response.flushBuffer();
              new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    long start = System.nanoTime();

    isTryAgain(send(network, Lane.COUNTER, "core", inquiry()));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void keepsItsConnections() {
    Sent message = inquiry();
    script = says(receipt(message.envelope(), CORE));

    for (int i = 0; i < 20; i++) {
      assertThat(send(network, Lane.COUNTER, "core", message)).isInstanceOf(Delivered.class);
    }

    assertThat(connections).hasSize(1);
  }

  @Test
  void keepsItsConnectionsThroughFaults() {
    script = (_, response) -> write(response, 400, SoapEnvelope.fault(Refusal.EXPIRED));

    for (int i = 0; i < 10; i++) {
      assertThat(send(network, Lane.COUNTER, "core", inquiry())).isInstanceOf(Rejected.class);
    }

    assertThat(connections).hasSize(1);
  }

  /** Sends a message many times at once. */
  private void sendMany(Lane lane, Sent message, Runnable meanwhile) {
    try (var many = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        var _ = many.submit(() -> send(network, lane, "core", message));
      }
      meanwhile.run();
    }
  }

  @Test
  void hasNoMoreMessagesUnderWayThanItMay() {
    Sent message = inquiry();
    byte[] receipt = receipt(message.envelope(), CORE);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    script =
        (_, response) -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          four.countDown();
          boolean _ = BoundedWait.reached(() -> four.await(1, TimeUnit.SECONDS));
          underWay.decrementAndGet();
          write(response, 200, SoapEnvelope.around(receipt));
        };

    sendMany(Lane.COUNTER, message, () -> {});

    assertThat(most).hasValue(4);
    assertThat(requests).hasValue(20);
  }

  @Test
  void doesNotSayThatTheReceiverIsSlowWhenOnlyAPermitIsMissing() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    script = (_, _) -> await(end);
    SoapNetwork.Limits one =
        new SoapNetwork.Limits(1, Duration.ofSeconds(1), Duration.ofSeconds(20));
    try (SoapNetwork narrow = network(address(counterpart), one);
        var other = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = other.submit(() -> send(narrow, Lane.COUNTER, "core", inquiry()));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (requests.get() < 1) {
        assertThat(System.nanoTime()).as("a request arrives").isLessThan(deadline);
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
      assertThat(send(narrow, Lane.COUNTER, "core", inquiry()))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.waited()).isEqualTo(Duration.ZERO));
      end.countDown();
    }
  }

  @Test
  void letsNoLaneWaitForAnother() {
    Sent message = inquiry();
    byte[] receipt = receipt(message.envelope(), CORE);
    CountDownLatch bulk = new CountDownLatch(4);
    CountDownLatch end = new CountDownLatch(1);
    script =
        (_, response) -> {
          if (bulk.getCount() > 0) {
            bulk.countDown();
            await(end);
          }
          write(response, 200, SoapEnvelope.around(receipt));
        };

    sendMany(
        Lane.BULK,
        message,
        () -> {
          assertThat(BoundedWait.reached(() -> bulk.await(20, TimeUnit.SECONDS))).isTrue();
          assertThat(send(network, Lane.COUNTER, "core", message)).isInstanceOf(Delivered.class);
          end.countDown();
        });
  }

  @Test
  void callsOnlyConfiguredRoutes() {
    isTryAgain(send(network, Lane.COUNTER, "elsewhere", inquiry()));
    isTryAgain(send(network, Lane.COUNTER, "https://127.0.0.1/", inquiry()));
    assertThat(requests).hasValue(0);
    assertThatThrownBy(() -> network(URI.create("http://127.0.0.1/core"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("core");
  }

  @Test
  void triesAgainWhenNobodyIsThere() throws Exception {
    URI free = URI.create("https://127.0.0.1:" + FreePort.find() + "/core");
    try (SoapNetwork nowhere = network(free, 1)) {
      isTryAgain(send(nowhere, Lane.COUNTER, "core", inquiry()));
    }
  }

  @Test
  void doesNotTalkToStrangers() {
    HttpsDoor stranger = door(Parties.strangers().agency(CORE));
    try (SoapNetwork deceived = network(address(stranger), 1)) {
      isTryAgain(send(deceived, Lane.COUNTER, "core", inquiry()));
      assertThat(requests).hasValue(0);
    } finally {
      stranger.close();
    }
  }
}
