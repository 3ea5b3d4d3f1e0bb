package renkei.testagencies.agency;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.testagencies.concurrent.BackgroundWork;
import renkei.testagencies.core.Core;
import renkei.testagencies.core.RequestedExchange;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Asked;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.ContentXml;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.message.Handling;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.Message.Answer;
import renkei.testagencies.message.Message.Answered;
import renkei.testagencies.message.Message.Clear;
import renkei.testagencies.message.Message.Decision;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Message.Provided;
import renkei.testagencies.message.Permit;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.message.Ruling;
import renkei.testagencies.message.Wish;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.Party;
import renkei.testagencies.party.Routes;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.PersonCode;
import renkei.testagencies.vocabulary.Reason;

/**
 * A body outside the platform that asks: the pension service, or My Portal. Ties every answer to
 * inquiry, permit, provider and person before it opens it. Thread-safe.
 */
public final class Inquirer implements Party, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Inquirer.class);

  private final AgencyCode code;
  private final Core core;
  private final Routes routes;
  private final MessageSender messages;
  private final Opener opener;
  private final Clock clock;
  private final BackgroundWork sending = new BackgroundWork(LOG);
  private final Map<InquiryId, OpenInquiry> book = new ConcurrentHashMap<>();
  private final Object arrivals = new Object();
  private final Queue<ExchangeRecord> records = new ConcurrentLinkedQueue<>();
  private final AtomicLong secondAnswers = new AtomicLong();
  private final AtomicLong lateAnswers = new AtomicLong();

  /**
   * An inquirer with an empty book: the sender of {@code messages}.
   *
   * @param core also tells it its own codes of persons: how bodies outside the platform acquire
   *     theirs is no part of this world
   * @param opener opens what was sealed for it
   */
  public Inquirer(Core core, Routes routes, MessageSender messages, Opener opener, Clock clock) {
    this.code = messages.sender();
    this.core = core;
    this.routes = routes;
    this.messages = messages;
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public AgencyCode code() {
    return code;
  }

  /** Asks; returns at once. */
  public OpenInquiry ask(Question question) {
    OpenInquiry inquiry = open(ExchangeId.random(), InquiryId.random(), question);
    PersonCode subject = core.issue(code, question.resident());
    book.put(inquiry.id(), inquiry);
    sending.start(
        "the sending of an inquiry",
        () -> send(inquiry, subject),
        () -> inquiry.end(failed("NOT_SENT")));
    return inquiry;
  }

  /**
   * Expects an answer under a permit that the core gave without being asked: load for measurements,
   * which want to see the provider's side alone.
   */
  public OpenInquiry expect(Question question, Permit permit) {
    OpenInquiry inquiry = open(permit.exchangeId(), permit.inquiryId(), question);
    inquiry.granted(permit);
    book.put(inquiry.id(), inquiry);
    return inquiry;
  }

  /** The code by which this body knows a person. */
  public PersonCode codeOf(ResidentCode resident) {
    return core.issue(code, resident);
  }

  /** Everything it ever asked; a copy. */
  public List<OpenInquiry> book() {
    return List.copyOf(book.values());
  }

  /** What it asked under that id, if it did. */
  public Optional<OpenInquiry> find(InquiryId id) {
    return Optional.ofNullable(book.get(id));
  }

  /**
   * As above, and waits for one that another program asks in this body's name: it is known once the
   * core has ruled.
   *
   * @return empty if {@code patience} ran out
   * @throws InterruptedException if the world ends meanwhile
   */
  public Optional<OpenInquiry> find(InquiryId id, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (arrivals) {
      for (long left = patience.toNanos();
          left > 0 && !book.containsKey(id);
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(arrivals, left);
      }
    }
    return find(id);
  }

  /** Its exchange records (情報提供等記録), one for each ending it accepted, in that order; a copy. */
  public List<ExchangeRecord> records() {
    return List.copyOf(records);
  }

  /** How many answers came to inquiries that had another ending already; must stay 0. */
  public long secondAnswers() {
    return secondAnswers.get();
  }

  /** How many answers came to inquiries that had expired: true, and of no use any more. */
  public long lateAnswers() {
    return lateAnswers.get();
  }

  @Override
  public Optional<Reason> receive(Message message, List<X509Certificate> signer) {
    return switch (message) {
      case Decision decision -> receive(decision);
      case Answer answer -> receive(answer);
      default -> Optional.of(new Reason("NOT_FOR_AN_INQUIRER"));
    };
  }

  /** Sends no more. */
  @Override
  public void close() {
    sending.close();
  }

  private OpenInquiry open(ExchangeId exchangeId, InquiryId id, Question question) {
    return new OpenInquiry(
        exchangeId,
        question.exchange(id, code),
        question,
        (exchange, outcome) -> records.add(new ExchangeRecord(exchange, false, outcome)),
        clock);
  }

  private void send(OpenInquiry inquiry, PersonCode subject) throws InterruptedException {
    Question question = inquiry.question();
    MessageSender.Sending sent =
        messages.send(
            routes.door(core.code()),
            core.code(),
            question.lane(),
            inquiry.answerBy(),
            header -> inquiry(header, inquiry, subject));
    if (sent instanceof MessageSender.Sending.GivenUp(String why) && !why.equals("EXPIRED")) {
      inquiry.end(failed("CORE_" + why));
    }
  }

  private static Inquiry inquiry(Header header, OpenInquiry inquiry, PersonCode subject) {
    Question question = inquiry.question();
    return new Inquiry(
        header,
        inquiry.id(),
        question.purpose(),
        Handling.askedFor(question.lane()),
        List.of(
            new Asked(
                inquiry.exchangeId(), question.provider(), subject, Wish.plain(question.matter()))),
        inquiry.answerBy());
  }

  private Optional<Reason> receive(Decision decision) {
    if (!decision.header().sender().equals(core.code())) {
      return Optional.of(new Reason("UNKNOWN_INQUIRY"));
    }
    Optional<OpenInquiry> inquiry = find(decision.inquiryId()).or(() -> askedByAnother(decision));
    Optional<Ruling> ruling = inquiry.map(known -> decision.rulings().get(known.exchangeId()));
    ruling.ifPresent(known -> rule(inquiry.orElseThrow(), known));
    return ruling.isPresent() ? Optional.empty() : Optional.of(new Reason("UNKNOWN_INQUIRY"));
  }

  private static void rule(OpenInquiry inquiry, Ruling ruling) {
    switch (ruling) {
      case Ruling.Granted(Permit permit) -> inquiry.granted(permit);
      case Ruling.Refused(Reason reason) ->
          inquiry.end(Ending.without(Outcome.REFUSED, Optional.of(reason)));
      case Ruling.Failed(Reason reason, boolean _) ->
          inquiry.end(Ending.without(Outcome.FAILED, Optional.of(reason)));
    }
  }

  /**
   * An inquiry that another program has sent to the core in this body's name and under its key;
   * empty if the core knows of none.
   */
  private Optional<OpenInquiry> askedByAnother(Decision decision) {
    return core.find(decision.inquiryId())
        .filter(asked -> asked.ask().inquirer().equals(code))
        .flatMap(asked -> asked.subject().map(subject -> add(decision, asked.ask(), subject)));
  }

  private OpenInquiry add(Decision decision, RequestedExchange ask, ResidentCode subject) {
    Duration deadline =
        decision.rulings().get(ask.id()) instanceof Ruling.Granted(Permit permit)
            ? Duration.between(clock.instant(), permit.expiresAt())
            : Duration.ZERO;
    OpenInquiry inquiry =
        book.computeIfAbsent(
            decision.inquiryId(), id -> open(ask.id(), id, question(ask, subject, deadline)));
    synchronized (arrivals) {
      arrivals.notifyAll();
    }
    return inquiry;
  }

  private static Question question(
      RequestedExchange ask, ResidentCode resident, Duration deadline) {
    return new Question(
        ask.provider(), ask.purpose(), ask.lane(), ask.matter(), resident, deadline);
  }

  private Optional<Reason> receive(Answer answer) {
    OpenInquiry inquiry = book.get(answer.inquiryId());
    if (inquiry == null) {
      return Optional.of(new Reason("UNKNOWN_INQUIRY"));
    }
    for (Answered answered : answer.exchanges()) {
      Optional<Reason> mismatch =
          inquiry.check(permit -> mismatch(permit, answer.header(), answered));
      if (mismatch.isPresent()) {
        return mismatch;
      }
      if (!inquiry.end(ending(answer.header(), answered))) {
        boolean expired = inquiry.ending().orElseThrow().outcome() == Outcome.EXPIRED;
        (expired ? lateAnswers : secondAnswers).incrementAndGet();
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> mismatch(Permit permit, Header header, Answered answered) {
    boolean same =
        permit.permitId().equals(answered.permitId())
            && permit.exchangeId().equals(answered.exchangeId())
            && permit.provider().equals(header.sender())
            && permit.subjectToken().equals(answered.subjectToken());
    return same ? Optional.empty() : Optional.of(new Reason("NOT_OF_THIS_PERMIT"));
  }

  private Ending ending(Header header, Answered answered) {
    if (answered.outcome() != Outcome.PROVIDED) {
      return Ending.without(answered.outcome(), answered.reason());
    }
    return answered
        .provided()
        .flatMap(
            provided ->
                open(header, answered.exchangeId(), provided)
                    .map(content -> provided(content, provided)))
        .orElseGet(() -> failed("CANNOT_BE_OPENED"));
  }

  private static Ending provided(Content content, Provided provided) {
    return Ending.with(
        new ProvidedContent(
            provided.clear().map(clear -> clear.records().getLast().asOf()),
            provided.clear().map(Clear::edition),
            content));
  }

  private Optional<Content> open(Header header, ExchangeId exchange, Provided provided) {
    SealContext context =
        new SealContext(
            header.messageId() + "/" + exchange,
            header.sender().value(),
            header.receiver().value());
    return switch (opener.open(provided.sealed(), context)) {
      case Opening.Opened(byte[] content) -> ContentXml.read(content);
      case Opening.NotOpened _ -> Optional.empty();
    };
  }

  private static Ending failed(String reason) {
    return Ending.without(Outcome.FAILED, Optional.of(new Reason(reason)));
  }
}
