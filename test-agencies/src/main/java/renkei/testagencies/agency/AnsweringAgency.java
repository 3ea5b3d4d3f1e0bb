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
import renkei.testagencies.message.Message.Answered;
import renkei.testagencies.message.Message.Clear;
import renkei.testagencies.message.Message.GivenRecord;
import renkei.testagencies.message.Message.Permitted;
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
        || !inquiry.exchanges().stream().allMatch(each -> each.permit().provider().equals(code))) {
      return Optional.of(new Reason("NOT_FOR_A_PROVIDER"));
    }
    List<Permit> fresh =
        inquiry.exchanges().stream()
            .map(Permitted::permit)
            .filter(permit -> seen.add(permit.permitId()))
            .toList();
    repeats.addAndGet(inquiry.exchanges().size() - fresh.size());
    if (!fresh.isEmpty()) {
      work.start("an answer", () -> answer(fresh, inquiry.sealingChain().getFirst()));
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

  private void answer(List<Permit> permits, X509Certificate sealing) throws InterruptedException {
    Permit first = permits.getFirst();
    messages.send(
        routes.resolve(first.route()),
        first.inquirer(),
        first.lane(),
        first.expiresAt(),
        header ->
            new Answer(
                header,
                first.inquiryId(),
                permits.stream()
                    .map(permit -> recorded(permit, answered(header, permit, sealing)))
                    .toList()));
  }

  private Answered recorded(Permit permit, Answered answer) {
    records.add(new ExchangeRecord(permit.exchange(), true, answer.outcome()));
    return answer;
  }

  private Answered answered(Header header, Permit permit, X509Certificate sealing) {
    SealContext context =
        new SealContext(
            header.messageId() + "/" + permit.exchangeId(),
            header.sender().value(),
            header.receiver().value());
    GivenRecord said = new GivenRecord(LocalDate.ofInstant(clock.instant(), JAPAN), 1);
    Element sealed = sealer.seal(ContentXml.write(content, said), context, List.of(sealing));
    return new Answered(
        permit.exchangeId(),
        permit.permitId(),
        permit.subjectToken(),
        Outcome.PROVIDED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Provided(Optional.of(new Clear(edition, List.of(said))), sealed)));
  }
}
