package renkei.gateway.tenant;

import java.util.List;
import java.util.Optional;
import renkei.broker.AnswerSource;
import renkei.broker.Question;
import renkei.broker.message.Answer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.Reason;
import renkei.codebook.database.TenantTransaction;
import renkei.gateway.contract.ContentXml;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.ExchangeRecord;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Replica;
import renkei.tenantstore.replica.Wanted;

/**
 * Answers the broker's questions from the tenant store: a replica (副本), or for the portal the
 * exchange records of the person.
 *
 * <p>Somebody under a protection case (支援措置) is answered about as somebody whom the municipality
 * does not know, at once and for every purpose: so no question and no two of them tell that there
 * is a case, or where. Of somebody whom it does not know nothing is ever said, since a code that is
 * not bound yet may be anybody's (decision 0213); but that something cannot be asked so is said of
 * everybody.
 */
public final class TenantAnswers implements AnswerSource {

  /**
   * How many exchanges a history shows, if they fit. Of more the newest are shown, and the content
   * says that there are earlier ones.
   */
  private static final int LONGEST_HISTORY = 2_000;

  /** How many records one exchange gives. */
  private static final int MOST_RECORDS = 200;

  /** Bytes of content that fit into one message, sealed and in base 64. */
  private static final int LONGEST_CONTENT = 1_400_000;

  private final TenantStore store;

  public TenantAnswers(TenantStore store) {
    this.store = store;
  }

  @Override
  public List<Answer> answer(TenantTransaction tx, List<Question> questions) {
    return questions.stream().map(question -> answer(tx, question)).toList();
  }

  private Answer answer(TenantTransaction tx, Question question) {
    return question
        .subject()
        .map(subject -> about(tx, question, subject))
        .orElseGet(() -> aboutNobody(tx, question));
  }

  /** A question that is put wrongly must not show by its answer where the person is known. */
  private Answer aboutNobody(TenantTransaction tx, Question question) {
    Optional<Reason> refusal =
        switch (question.purpose()) {
          case LINKAGE, OWN_DATA ->
              store.replicas(tx).refusal(question.matter().information(), choice(question));
          case HISTORY -> Optional.empty();
        };
    return refusal.<Answer>map(Answer.Refused::new).orElseGet(Answer.NotRegistered::new);
  }

  private Answer about(TenantTransaction tx, Question question, AddresseeNumber subject) {
    return switch (question.purpose()) {
      case LINKAGE -> linkage(tx, question, subject);
      case OWN_DATA -> ownData(tx, question, subject);
      case HISTORY ->
          store.flags(tx).isProtected(subject) ? new Answer.NotRegistered() : history(tx, subject);
    };
  }

  private Answer linkage(TenantTransaction tx, Question question, AddresseeNumber subject) {
    Wanted.Reader by =
        question
            .released()
            .<Wanted.Reader>map(Wanted.Reader.Released::new)
            .orElseGet(() -> new Wanted.Reader.Body(question.inquirer()));
    return answer(read(tx, by, question, subject), new Answer.Held());
  }

  /** Flags and replica are read in one statement: no case can open in between. */
  private Answer ownData(TenantTransaction tx, Question question, AddresseeNumber subject) {
    return answer(
        read(tx, new Wanted.Reader.Person(), question, subject), new Answer.NotRegistered());
  }

  private Reading read(
      TenantTransaction tx, Wanted.Reader by, Question question, AddresseeNumber subject) {
    return store
        .replicas(tx)
        .read(new Wanted(by, subject, question.matter().information(), choice(question)));
  }

  private static Wanted.Choice choice(Question question) {
    return new Wanted.Choice(
        question.terms().condition(), question.terms().edition(), question.matter().items());
  }

  private static Answer answer(Reading reading, Answer ifHeld) {
    return switch (reading) {
      case Reading.Available(Edition edition, List<Replica> replicas) ->
          provided(edition, replicas);
      case Reading.NoRecord _ -> new Answer.NoRecord();
      case Reading.NotRegistered _, Reading.Protected _ -> new Answer.NotRegistered();
      case Reading.Refused(Reason reason) -> new Answer.Refused(reason);
      case Reading.Held _ -> ifHeld;
    };
  }

  private static Answer provided(Edition edition, List<Replica> replicas) {
    if (replicas.size() > MOST_RECORDS) {
      return new Answer.TooMuch();
    }
    ContentXml.Records records =
        new ContentXml.Records(replicas.stream().map(TenantAnswers::record).toList());
    byte[] content = records.write();
    return content.length > LONGEST_CONTENT
        ? new Answer.TooMuch()
        : new Answer.Provided(content, Optional.of(new Exchange.Given(edition, records.told())));
  }

  private static ContentXml.OneRecord record(Replica replica) {
    return new ContentXml.OneRecord(
        replica.key(),
        replica.dates().validFrom(),
        replica.dates().validTo(),
        replica.dates().asOf(),
        replica.version(),
        replica.content());
  }

  private Answer history(TenantTransaction tx, AddresseeNumber subject) {
    List<ExchangeRecord> newest = store.records(tx).history(subject, LONGEST_HISTORY + 1);
    int omitted = Math.max(0, newest.size() - LONGEST_HISTORY);
    List<ContentXml.Line> lines = newest.stream().skip(omitted).map(TenantAnswers::line).toList();
    return new Answer.Provided(
        written(new ContentXml.History(lines, omitted == 0)), Optional.empty());
  }

  /** Without the older half, as often as it takes to fit: a line can name a thousand items. */
  private static byte[] written(ContentXml.History history) {
    byte[] content = history.write();
    List<ContentXml.Line> lines = history.lines();
    return content.length <= LONGEST_CONTENT || lines.size() <= 1
        ? content
        : written(
            new ContentXml.History(lines.subList((lines.size() + 1) / 2, lines.size()), false));
  }

  private static ContentXml.Line line(ExchangeRecord record) {
    Exchange exchange = record.exchange();
    return new ContentXml.Line(
        exchange.inquiry(),
        exchange.id(),
        exchange.permit(),
        exchange.role(),
        exchange.inquirer(),
        exchange.provider(),
        exchange.asked(),
        exchange.choice().map(TenantAnswers::choice),
        grounds(exchange.handling()),
        exchange.told().outcome(),
        exchange.told().at());
  }

  private static ContentXml.Line.Choice choice(Exchange.Choice choice) {
    return new ContentXml.Line.Choice(choice.items(), choice.terms().condition());
  }

  private static Optional<ContentXml.Line.Grounds> grounds(Exchange.Handling handling) {
    return handling
        .row()
        .flatMap(row -> handling.list().map(list -> new ContentXml.Line.Grounds(row, list)));
  }
}
