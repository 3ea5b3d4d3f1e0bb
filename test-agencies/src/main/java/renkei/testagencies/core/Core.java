package renkei.testagencies.core;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.BlindIndexKey;
import renkei.testagencies.concurrent.BackgroundWork;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.ListPart;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Permit;
import renkei.testagencies.message.Ruling;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.Party;
import renkei.testagencies.party.Routes;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.PersonCode;
import renkei.testagencies.vocabulary.Reason;
import renkei.testagencies.vocabulary.SerialNumber;
import renkei.testagencies.vocabulary.SubjectToken;

/**
 * The stand-in of the core system. Derives person codes, holds the permission list, gives permits
 * and records what was asked; it never sees content. What it has receipted is worked on by virtual
 * threads; its memory is this process. Thread-safe.
 */
public final class Core implements Party, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Core.class);
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final int CODES_IN_ONE_MESSAGE = 1_000;
  private static final Duration DELIVERY_LIFE = Duration.ofMinutes(30);

  private final AgencyCode code;
  private final Directory directory;
  private final PermissionTable permissions;
  private final CodeTable codes;
  private final IssuedCodes issued;
  private final Routes routes;
  private final MessageSender messages;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final BackgroundWork work = new BackgroundWork(LOG);
  private final Map<InquiryId, CoreRecord> records = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<InquiryId> twice = new ConcurrentLinkedQueue<>();

  /**
   * What the core knows before anybody asks.
   *
   * @param codeKey from which all person codes are derived
   * @param issued those it has issued; closed with the core
   */
  public record Books(
      Directory directory,
      PermissionTable permissions,
      BlindIndexKey codeKey,
      IssuedCodes issued) {}

  /**
   * A core with an empty memory.
   *
   * @param messages sends its messages
   */
  public Core(Books books, Routes routes, MessageSender messages, Clock clock) {
    this.code = messages.sender();
    this.directory = books.directory();
    this.permissions = books.permissions();
    this.codes = new CodeTable(books.codeKey(), books.issued());
    this.issued = books.issued();
    this.routes = routes;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * A code that the resident network asks for on a body's behalf.
   *
   * @param serialNumber of the body's request
   * @param resident whom it is about
   */
  public record CodeRequest(SerialNumber serialNumber, ResidentCode resident) {}

  @Override
  public AgencyCode code() {
    return code;
  }

  @Override
  public Optional<Reason> receive(Message message, List<X509Certificate> signer) {
    if (!(message instanceof Inquiry inquiry)) {
      return Optional.of(new Reason("NOT_FOR_THE_CORE"));
    }
    work.start("an inquiry at the core", () -> serve(inquiry, signer));
    return Optional.empty();
  }

  /** The code by which a body knows a person; bodies outside the platform get theirs this way. */
  public PersonCode issue(AgencyCode holder, ResidentCode resident) {
    return codes.issue(holder, resident);
  }

  /**
   * Sends a municipality the codes it asked for; returns at once.
   *
   * @param requests as the resident network handed them over
   */
  public void deliverCodes(AgencyCode municipality, List<CodeRequest> requests) {
    for (int from = 0; from < requests.size(); from += CODES_IN_ONE_MESSAGE) {
      int to = Math.min(from + CODES_IN_ONE_MESSAGE, requests.size());
      List<Message.IssuedCode> issued = new ArrayList<>();
      for (CodeRequest request : requests.subList(from, to)) {
        issued.add(
            new Message.IssuedCode(
                request.serialNumber(), codes.issue(municipality, request.resident())));
      }
      send(municipality, header -> new Message.CodeDelivery(header, List.copyOf(issued)));
    }
  }

  /** As below, with the usual life of a delivery and nobody who is told. */
  public MessageSender.Sending deliverPermissions(AgencyCode receiver) throws InterruptedException {
    return deliverPermissions(receiver, DELIVERY_LIFE, _ -> {});
  }

  /**
   * Sends the permission list to a tenant's agency, and returns when the platform has it.
   *
   * @param limit when to give up
   * @param onRetry is told why it must be sent again, each time
   * @throws InterruptedException if the world ends meanwhile
   */
  public MessageSender.Sending deliverPermissions(
      AgencyCode receiver, Duration limit, Consumer<String> onRetry) throws InterruptedException {
    Instant until = clock.instant().plus(limit);
    List<ListPart> parts = permissions.parts();
    MessageSender.Sending sending =
        deliver(
            receiver,
            until,
            onRetry,
            header ->
                new Message.PermissionListManifest(
                    header,
                    permissions.version(),
                    permissions.validFrom(),
                    permissions.validTo(),
                    permissions.rows().size(),
                    List.copyOf(permissions.classes().values()),
                    parts));
    for (ListPart part : parts) {
      if (sending instanceof MessageSender.Sending.GivenUp) {
        return sending;
      }
      sending =
          deliver(
              receiver,
              until,
              onRetry,
              header -> new Message.PermissionListPart(header, permissions.version(), part));
    }
    return sending;
  }

  private MessageSender.Sending deliver(
      AgencyCode receiver,
      Instant until,
      Consumer<String> onRetry,
      Function<Header, Message> message)
      throws InterruptedException {
    return messages.send(routes.door(receiver), receiver, Lane.ROUTINE, until, onRetry, message);
  }

  /** What was asked of the core until now; a copy. */
  public List<CoreRecord> records() {
    return List.copyOf(records.values());
  }

  /** What the core keeps of that inquiry. */
  public Optional<CoreRecord> find(InquiryId inquiryId) {
    return Optional.ofNullable(records.get(inquiryId));
  }

  /** Inquiries that reached the core more than once, which must not be. */
  public List<InquiryId> seenTwice() {
    return List.copyOf(twice);
  }

  /**
   * A permit for one exchange.
   *
   * @param answerBy the permit's life ends then
   */
  public Permit permit(InquiryId inquiryId, RequestedExchange ask, Instant answerBy) {
    return new Permit(
        PermitId.random(),
        inquiryId,
        ask.purpose(),
        ask.lane(),
        ask.inquirer(),
        ask.provider(),
        ask.matter(),
        token(),
        routes.routeTo(ask.inquirer()),
        clock.instant(),
        answerBy);
  }

  /**
   * Asks the provider under a permit, until it has receipted or the permit has expired.
   *
   * @param sealing the certificate to seal the answer for, then its issuers
   * @throws InterruptedException if the world ends meanwhile
   */
  public MessageSender.Sending askProvider(
      Permit permit, ResidentCode resident, List<X509Certificate> sealing)
      throws InterruptedException {
    AgencyCode provider = permit.provider();
    PersonCode subject = codes.issue(provider, resident);
    return messages.send(
        routes.door(provider),
        provider,
        permit.lane(),
        permit.expiresAt(),
        header -> new Message.PermittedInquiry(header, permit, subject, sealing));
  }

  /** Stops working; what is not yet sent stays unsent. */
  @Override
  public void close() {
    work.close();
    issued.close();
  }

  private void serve(Inquiry inquiry, List<X509Certificate> signer) throws InterruptedException {
    RequestedExchange ask = RequestedExchange.of(inquiry);
    Optional<ResidentCode> subject = codes.find(ask.inquirer(), inquiry.subject());
    Optional<Reason> refusal = refusal(ask, subject);
    Permit permit = permit(inquiry.inquiryId(), ask, inquiry.answerBy());
    CoreRecord entry =
        new CoreRecord(
            inquiry.inquiryId(),
            ask,
            subject,
            refusal.isPresent() ? Optional.empty() : Optional.of(permit.permitId()),
            refusal,
            clock.instant());
    if (records.putIfAbsent(inquiry.inquiryId(), entry) != null) {
      twice.add(inquiry.inquiryId());
      return;
    }
    if (refusal.isPresent()) {
      decide(inquiry, new Ruling.Refused(refusal.get()));
      return;
    }
    decide(inquiry, new Ruling.Granted(permit));
    switch (askProvider(permit, subject.orElseThrow(), signer)) {
      case MessageSender.Sending.Done _ -> {}
      case MessageSender.Sending.GivenUp(String why) when why.equals("EXPIRED") -> {}
      case MessageSender.Sending.GivenUp(String why) -> {
        LOG.warn("provider {} cannot be asked: {}", ask.provider().value(), why);
        decide(inquiry, new Ruling.Failed(new Reason("PROVIDER_" + why), true));
      }
    }
  }

  /** Deny by default: whatever is not known and permitted today is refused. */
  private Optional<Reason> refusal(RequestedExchange ask, Optional<ResidentCode> subject) {
    Optional<Directory.Agency> inquirer = directory.find(ask.inquirer());
    Optional<Directory.Agency> provider = directory.find(ask.provider());
    if (inquirer.isEmpty() || provider.isEmpty()) {
      return Optional.of(new Reason("UNKNOWN_AGENCY"));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), JAPAN);
    if (!permissions.allows(inquirer.get(), provider.get(), ask.purpose(), ask.matter(), today)) {
      return Optional.of(new Reason("NOT_PERMITTED"));
    }
    return subject.isPresent() ? Optional.empty() : Optional.of(new Reason("UNKNOWN_PERSON_CODE"));
  }

  private void decide(Inquiry inquiry, Ruling ruling) throws InterruptedException {
    AgencyCode inquirer = inquiry.header().sender();
    messages.send(
        routes.door(inquirer),
        inquirer,
        inquiry.lane(),
        inquiry.answerBy(),
        header -> new Message.Decision(header, inquiry.inquiryId(), ruling));
  }

  private void send(AgencyCode receiver, Function<Header, Message> message) {
    Instant until = clock.instant().plus(DELIVERY_LIFE);
    work.start(
        "a delivery of the core",
        () -> messages.send(routes.door(receiver), receiver, Lane.ROUTINE, until, message));
  }

  private SubjectToken token() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new SubjectToken(HexFormat.of().formatHex(bytes));
  }
}
