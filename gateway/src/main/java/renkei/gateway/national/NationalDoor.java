package renkei.gateway.national;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.xml.namespace.QName;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.MessageObserver;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import renkei.broker.Broker;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.contract.ElementFault;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.health.KeyFault;
import renkei.gateway.http.BoundedBody;
import renkei.gateway.http.ClientNames;
import renkei.gateway.http.ConnectionAbort;
import renkei.gateway.http.Entrance;
import renkei.gateway.http.ServedPath;
import renkei.gateway.http.UnreadableBodyException;
import renkei.gateway.logging.Refusals;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.xml.XmlVerifier;

/**
 * The national door: SOAP 1.2 over mutual TLS, at which the national network (情報提供ネットワークシステム)
 * delivers permitted inquiries, decisions, answers, codes and permission lists. Every message is
 * answered with a signed receipt once it is durable, or with a fault.
 *
 * <p>It sits on CXF's HTTP transport without the interceptors above it: the payload's signature
 * must see the document exactly as it was sent, and one parse is enough.
 */
public final class NationalDoor implements MessageObserver {

  /**
   * What the door needs.
   *
   * @param directory who exists, and who lives here
   * @param callers the URIs of which a TLS client's certificate must carry exactly one, and none
   *     besides
   * @param verifier of signatures
   * @param trust in the certificates that answers are sealed to
   * @param messages signs the tenants' receipts
   * @param broker keeps and deals with messages
   * @param vaults bind the codes that the core delivers
   * @param permissions take over the list that the core delivers
   * @param routes the names of routes by which answers can be sent
   * @param faults says why nothing can be done for a tenant; empty if it is served
   * @param clock for expiry
   * @param metrics where receipts are counted
   * @param refusals where refusals are counted
   */
  public record Parts(
      AgencyDirectory directory,
      Set<URI> callers,
      XmlVerifier verifier,
      CertificateTrust trust,
      SignedMessages messages,
      Broker broker,
      CodeVaults vaults,
      Permissions permissions,
      Set<String> routes,
      Function<TenantId, Optional<KeyFault>> faults,
      Clock clock,
      MeterRegistry metrics,
      Refusals refusals) {}

  /**
   * For a whole message: on the slowest lines of the network, 64 kbit/s, 2 MiB take four minutes.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Set<Refusal> CONNECTION_ENDS =
      EnumSet.of(Refusal.TOO_LARGE, Refusal.TOO_SLOW, Refusal.MALFORMED_BODY);

  private final URI address;
  private final InboundChecks reception;
  private final Set<URI> callers;
  private final Refusals refusals;
  private final MeterRegistry metrics;

  /**
   * A door that is opened by giving it to CXF's transport at one path.
   *
   * @param address where callers find it, for the published WSDL
   */
  public NationalDoor(Parts parts, URI address) {
    this.address = address;
    this.reception = new InboundChecks(parts);
    this.refusals = parts.refusals();
    this.metrics = parts.metrics();
    this.callers = parts.callers();
  }

  /**
   * What the server under the door lets in: callers whose certificate names them and nobody else,
   * messages by POST as SOAP 1.2, and whoever reads the published files. Everything else is a fault
   * of the contract, and nothing of its body was read.
   *
   * @param path where the door is
   */
  public Entrance entrance(String path) {
    Set<String> anyBody = Set.of(ServedPath.ANY);
    ServedPath served =
        ServedPath.exactly(
            path, Map.of("POST", Set.of(SoapEnvelope.MEDIA_TYPE), "GET", anyBody, "HEAD", anyBody));
    return new Entrance(served.form(), callers::contains, List.of(served), SoapFaults.INSTANCE);
  }

  /**
   * Who may call: the platform itself, and every body that may send something by the contract from
   * outside. Municipalities of the platform send through it; whoever only asks has no business
   * here.
   */
  public static Set<URI> callersOf(AgencyDirectory directory) {
    Set<URI> callers = new HashSet<>();
    callers.add(PartyNames.PLATFORM);
    for (Agency agency : directory.agencies()) {
      if (agency.tenant().isEmpty() && InboundChecks.SENDERS.contains(agency.kind())) {
        callers.add(PartyNames.of(agency.code()));
      }
    }
    return Set.copyOf(callers);
  }

  /** Answers one request; called by CXF's transport, by many threads at once. */
  @Override
  public void onMessage(Message message) {
    if (message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest request
        && message.get(AbstractHTTPDestination.HTTP_RESPONSE)
            instanceof HttpServletResponse response) {
      serve(request, response);
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) {
    try {
      Optional<PublishedFile> file = PublishedFile.asked(request);
      if (file.isPresent()) {
        file.get().write(response, address);
      } else {
        answer(request, response);
      }
    } catch (IOException e) {
      refusals.unheard(ClientNames.describe(ClientNames.of(request)), e.getClass().getSimpleName());
      // Whoever is there after all must not take an empty answer for a receipt.
      ConnectionAbort.on(request);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<URI> caller = ClientNames.of(request);
    switch (reply(request)) {
      case Reply.Receipted(byte[] receipt) -> {
        metrics.counter("renkei.receipted", "door", "national").increment();
        write(response, HttpServletResponse.SC_OK, SoapEnvelope.around(receipt));
      }
      case Reply.OtherVersion() -> {
        refusals.refused(
            Refusal.VERSION_MISMATCH.name(),
            ClientNames.describe(caller),
            "the root is no envelope of SOAP 1.2");
        write(response, Refusal.VERSION_MISMATCH.status(), SoapEnvelope.versionMismatch());
      }
      case Reply.NotUnderstood(List<QName> blocks) -> {
        refusals.refused(
            Refusal.NOT_UNDERSTOOD.name(),
            ClientNames.describe(caller),
            "header blocks that must be understood: " + blocks.size());
        write(response, Refusal.NOT_UNDERSTOOD.status(), SoapEnvelope.notUnderstood(blocks));
      }
      case Reply.Refused(
              Refusal refusal,
              String because,
              Optional<ElementFault> element,
              Optional<Duration> retryAfter) -> {
        if (refusal.isAlarm()) {
          refusals.alarmed(refusal.name(), ClientNames.describe(caller), because);
        } else {
          refusals.refused(refusal.name(), ClientNames.describe(caller), because);
        }
        retryAfter.ifPresent(
            after -> response.setHeader("Retry-After", Long.toString(after.toSeconds())));
        if (CONNECTION_ENDS.contains(refusal)) {
          response.setHeader("Connection", "close");
        }
        if (refusal == Refusal.METHOD_NOT_ALLOWED) {
          response.setHeader("Allow", "POST");
        }
        write(response, refusal.status(), SoapEnvelope.fault(refusal, element));
      }
      case Reply.Failed(RuntimeException cause) -> {
        refusals.failed(Refusal.FAULT.name(), ClientNames.describe(caller), cause);
        write(response, Refusal.FAULT.status(), SoapEnvelope.fault(Refusal.FAULT));
      }
    }
  }

  private Reply reply(HttpServletRequest request) throws IOException {
    // The door has checked the certificate and the head of the request by the entrance below.
    if (!request.getMethod().equals("POST")) {
      return new Reply.Refused(Refusal.METHOD_NOT_ALLOWED, "not POST, and no published file");
    }
    return switch (body(request)) {
      case BoundedBody.Whole(byte[] bytes) -> received(bytes);
      case BoundedBody.Unreadable(UnreadableBodyException.Why why) ->
          switch (why) {
            case MALFORMED ->
                new Reply.Refused(Refusal.MALFORMED_BODY, "the body does not follow HTTP");
            case TOO_LARGE -> new Reply.Refused(Refusal.TOO_LARGE, "the body is too long");
            case TOO_SLOW -> new Reply.Refused(Refusal.TOO_SLOW, "the body came too slowly");
            case BROKEN_OFF -> throw new EOFException("the body broke off");
          };
    };
  }

  private Reply received(byte[] bytes) {
    try {
      return reception.receive(bytes);
    } catch (RuntimeException e) {
      return new Reply.Failed(e);
    }
  }

  private static BoundedBody body(HttpServletRequest request) throws IOException {
    return BoundedBody.read(
        request.getInputStream(),
        request.getContentLengthLong(),
        NationalContract.MESSAGE.maxBytes(),
        PATIENCE);
  }

  private static void write(HttpServletResponse response, int status, byte[] soap)
      throws IOException {
    response.setStatus(status);
    response.setContentType(SoapEnvelope.CONTENT_TYPE);
    response.setContentLength(soap.length);
    response.getOutputStream().write(soap);
  }
}
