package renkei.testagencies.agency;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.testagencies.concurrent.BackgroundWork;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.ContentXml;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.message.Header;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.Message.Answer;
import renkei.testagencies.message.Message.PermittedInquiry;
import renkei.testagencies.message.Message.Provided;
import renkei.testagencies.message.Permit;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.Party;
import renkei.testagencies.party.Routes;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.Reason;

/** A national agency that answers municipalities: the same content for everybody. Thread-safe. */
public final class AnsweringAgency implements Party, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnsweringAgency.class);
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private final AgencyCode code;
  private final Routes routes;
  private final MessageSender messages;
  private final Content.Items content;
  private final Edition edition;
  private final Clock clock;
  private final Sealer sealer = Sealer.create();
  private final BackgroundWork work = new BackgroundWork(LOG);
  private final Set<PermitId> seen = ConcurrentHashMap.newKeySet();
  private final Queue<ExchangeRecord> records = new ConcurrentLinkedQueue<>();
  private final AtomicLong repeats = new AtomicLong();

  /**
   * An agency, the sender of {@code messages}, that gives {@code content} of that edition to
   * whoever holds a permit.
   */
  public AnsweringAgency(
      Routes routes, MessageSender messages, Content.Items content, Edition edition, Clock clock) {
    this.code = messages.sender();
    this.routes = routes;
    this.messages = messages;
    this.content = content;
    this.edition = edition;
    this.clock = clock;
  }

  @Override
  public AgencyCode code() {
    return code;
  }

  @Override
  public Optional<Reason> receive(Message message, List<X509Certificate> signer) {
    if (!(message instanceof PermittedInquiry inquiry)
        || !inquiry.permit().provider().equals(code)) {
      return Optional.of(new Reason("NOT_FOR_A_PROVIDER"));
    }
    if (seen.add(inquiry.permit().permitId())) {
      work.start("an answer", () -> answer(inquiry));
    } else {
      repeats.incrementAndGet();
    }
    return Optional.empty();
  }

  /** What it gives to everybody who may ask. */
  public Content.Items content() {
    return content;
  }

  /**
   * Its exchange records (情報提供等記録), one for each answer, written before the answer leaves: of one
   * that arrives too late, or never, there is a record too. A copy.
   */
  public List<ExchangeRecord> records() {
    return List.copyOf(records);
  }

  /** How often it was asked again under a permit it had been asked under; must stay 0. */
  public long repeats() {
    return repeats.get();
  }

  /** Answers no more. */
  @Override
  public void close() {
    work.close();
  }

  private void answer(PermittedInquiry inquiry) throws InterruptedException {
    Permit permit = inquiry.permit();
    messages.send(
        routes.resolve(permit.route()),
        permit.inquirer(),
        permit.lane(),
        permit.expiresAt(),
        header -> recorded(permit, answer(header, inquiry)));
  }

  private Answer recorded(Permit permit, Answer answer) {
    records.add(new ExchangeRecord(permit.exchange(), true, answer.outcome()));
    return answer;
  }

  private Answer answer(Header header, PermittedInquiry inquiry) {
    Permit permit = inquiry.permit();
    SealContext context =
        new SealContext(
            header.messageId().toString(), header.sender().value(), header.receiver().value());
    Element sealed =
        sealer.seal(ContentXml.write(content), context, List.of(inquiry.sealingChain().getFirst()));
    LocalDate today = LocalDate.ofInstant(clock.instant(), JAPAN);
    return new Answer(
        header,
        permit.permitId(),
        permit.inquiryId(),
        permit.subjectToken(),
        Outcome.PROVIDED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Provided(today, edition, 1, sealed)));
  }
}
