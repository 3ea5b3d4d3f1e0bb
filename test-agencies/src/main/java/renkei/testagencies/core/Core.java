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
import java.util.LinkedHashMap;
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
import renkei.testagencies.message.Asked;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.ListPart;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Message.Permitted;
import renkei.testagencies.message.Permission;
import renkei.testagencies.message.Permit;
import renkei.testagencies.message.Ruling;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.Party;
import renkei.testagencies.party.Routes;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ExchangeId;
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
  private final Map<ExchangeId, CoreRecord> records = new ConcurrentHashMap<>();
  private final Map<InquiryId, CoreRecord> firsts = new ConcurrentHashMap<>();
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

  /** What the core keeps of the first exchange of that inquiry. */
  public Optional<CoreRecord> find(InquiryId inquiryId) {
    return Optional.ofNullable(firsts.get(inquiryId));
  }

  /** Inquiries that reached the core more than once, which must not be. */
  public List<InquiryId> seenTwice() {
    return List.copyOf(twice);
  }

  /**
   * A permit for one exchange that nobody asked the core for.
   *
   * @param answerBy the permit's life ends then
   * @throws IllegalArgumentException if the list does not allow it
   */
  public Permit permit(RequestedExchange ask, Instant answerBy) {
    Permission row =
        row(ask).orElseThrow(() -> new IllegalArgumentException("the list does not allow it"));
    return permit(ask, row, clock.instant(), answerBy);
  }

  private Permit permit(RequestedExchange ask, Permission row, Instant askedAt, Instant answerBy) {
    return new Permit(
        PermitId.random(),
        ask.id(),
        ask.inquiryId(),
        ask.purpose(),
        ask.handling(),
        ask.inquirer(),
        ask.provider(),
        ask.wish(),
        row.id(),
        permissions.version(),
        token(),
        routes.routeTo(ask.inquirer()),
        askedAt,
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
    return askProvider(List.of(permitted(permit, resident)), sealing);
  }

  private Permitted permitted(Permit permit, ResidentCode resident) {
    return new Permitted(permit, codes.issue(permit.provider(), resident));
  }

  /** Exchanges of one inquiry with one provider. */
  private MessageSender.Sending askProvider(
      List<Permitted> exchanges, List<X509Certificate> sealing) throws InterruptedException {
    Permit first = exchanges.getFirst().permit();
    return messages.send(
        routes.door(first.provider()),
        first.provider(),
        first.lane(),
        first.expiresAt(),
        header -> new Message.PermittedInquiry(header, exchanges, sealing));
  }

  /** Stops working; what is not yet sent stays unsent. */
  @Override
  public void close() {
    work.close();
    issued.close();
  }

  /** Rules on each exchange by itself, and asks each provider once for all that it may answer. */
  private void serve(Inquiry inquiry, List<X509Certificate> signer) throws InterruptedException {
    Map<ExchangeId, Ruling> rulings = new LinkedHashMap<>();
    Map<AgencyCode, List<Permitted>> byProvider = new LinkedHashMap<>();
    for (Asked asked : inquiry.exchanges()) {
      RequestedExchange ask = RequestedExchange.of(inquiry, asked);
      Optional<ResidentCode> subject = codes.find(ask.inquirer(), asked.subject());
      Ruling ruling = rule(inquiry, ask, subject);
      if (!keep(ask, subject, ruling)) {
        twice.add(inquiry.inquiryId());
        return;
      }
      rulings.put(ask.id(), ruling);
      if (ruling instanceof Ruling.Granted(Permit permit)) {
        byProvider
            .computeIfAbsent(ask.provider(), _ -> new ArrayList<>())
            .add(permitted(permit, subject.orElseThrow()));
      }
    }
    decide(inquiry, rulings);
    for (List<Permitted> exchanges : byProvider.values()) {
      ask(inquiry, exchanges, signer);
    }
  }

  private void ask(Inquiry inquiry, List<Permitted> exchanges, List<X509Certificate> signer)
      throws InterruptedException {
    switch (askProvider(exchanges, signer)) {
      case MessageSender.Sending.Done _ -> {}
      case MessageSender.Sending.GivenUp(String why) when why.equals("EXPIRED") -> {}
      case MessageSender.Sending.GivenUp(String why) -> {
        LOG.warn(
            "provider {} cannot be asked: {}",
            exchanges.getFirst().permit().provider().value(),
            why);
        Map<ExchangeId, Ruling> failed = new LinkedHashMap<>();
        exchanges.forEach(
            each ->
                failed.put(
                    each.permit().exchangeId(),
                    new Ruling.Failed(new Reason("PROVIDER_" + why), true)));
        decide(inquiry, failed);
      }
    }
  }

  /** Whether the exchange is a new one. */
  private boolean keep(RequestedExchange ask, Optional<ResidentCode> subject, Ruling ruling) {
    CoreRecord entry =
        new CoreRecord(
            ask,
            subject,
            ruling instanceof Ruling.Granted(Permit permit)
                ? Optional.of(permit.permitId())
                : Optional.empty(),
            ruling instanceof Ruling.Refused(Reason reason)
                ? Optional.of(reason)
                : Optional.empty(),
            clock.instant());
    CoreRecord _ = firsts.putIfAbsent(ask.inquiryId(), entry);
    return records.putIfAbsent(ask.id(), entry) == null;
  }

  /** Deny by default: whatever is not known and permitted today is refused. */
  private Ruling rule(Inquiry inquiry, RequestedExchange ask, Optional<ResidentCode> subject) {
    if (directory.find(ask.inquirer()).isEmpty() || directory.find(ask.provider()).isEmpty()) {
      return new Ruling.Refused(new Reason("UNKNOWN_AGENCY"));
    }
    Optional<Permission> row = row(ask);
    if (row.isEmpty() || ask.wish().terms().isDelegated()) {
      return new Ruling.Refused(new Reason("NOT_PERMITTED"));
    }
    return subject.isPresent()
        ? new Ruling.Granted(permit(ask, row.get(), inquiry.header().sentAt(), inquiry.answerBy()))
        : new Ruling.Refused(new Reason("UNKNOWN_PERSON_CODE"));
  }

  private Optional<Permission> row(RequestedExchange ask) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), JAPAN);
    return directory
        .find(ask.inquirer())
        .flatMap(
            inquirer ->
                directory
                    .find(ask.provider())
                    .flatMap(
                        provider ->
                            permissions.row(
                                inquirer, provider, ask.purpose(), ask.matter(), today)));
  }

  private void decide(Inquiry inquiry, Map<ExchangeId, Ruling> rulings)
      throws InterruptedException {
    AgencyCode inquirer = inquiry.header().sender();
    messages.send(
        routes.door(inquirer),
        inquirer,
        inquiry.handling().lane(),
        inquiry.answerBy(),
        header -> new Message.Decision(header, inquiry.inquiryId(), rulings));
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
