package renkei.gateway.tenant;

import java.time.Clock;
import java.util.List;
import renkei.broker.AnswerSource;
import renkei.broker.Question;
import renkei.broker.message.Answer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.JapanTime;
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
 * not bound yet may be anybody's (decision 0213).
 */
public final class TenantAnswers implements AnswerSource {

  /**
   * What fits into one sealed message with room to spare. Of more exchanges the newest are shown,
   * and the content says that there are earlier ones.
   */
  private static final int LONGEST_HISTORY = 2_000;

  /** A history follows no layout; its form is that of the contract's first edition. */
  private static final Edition HISTORY_EDITION = new Edition("2026-06");

  private final TenantStore store;
  private final Clock clock;

  public TenantAnswers(TenantStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public List<Answer> answer(TenantTransaction tx, List<Question> questions) {
    return questions.stream().map(question -> answer(tx, question)).toList();
  }

  private Answer answer(TenantTransaction tx, Question question) {
    return question
        .subject()
        .map(subject -> about(tx, question, subject))
        .orElseGet(Answer.NotRegistered::new);
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

  /** The wire carries no conditions yet: what holds now, in the edition in force. */
  private Reading read(
      TenantTransaction tx, Wanted.Reader by, Question question, AddresseeNumber subject) {
    return store
        .replicas(tx)
        .read(new Wanted(by, subject, question.information(), Wanted.Choice.CURRENT));
  }

  private static Answer answer(Reading reading, Answer ifHeld) {
    return switch (reading) {
      case Reading.Available(_, var replicas) -> provided(replicas.getLast());
      case Reading.NoRecord _ -> new Answer.NoRecord();
      case Reading.NotRegistered _, Reading.Protected _, Reading.Refused _ ->
          new Answer.NotRegistered();
      case Reading.Held _ -> ifHeld;
    };
  }

  /**
   * The wire carries one flat record: of several that hold now the newest, its own items without
   * those of groups. An item without a value is left out, unless there is no other.
   */
  private static Answer provided(Replica replica) {
    List<ContentXml.Item> all =
        replica.content().items().stream()
            .map(item -> new ContentXml.Item(item.code(), item.value()))
            .toList();
    List<ContentXml.Item> said = all.stream().filter(item -> !item.value().isEmpty()).toList();
    return new Answer.Provided(
        new ContentXml.Items(said.isEmpty() ? all : said).write(),
        replica.dates().asOf(),
        replica.edition(),
        replica.version());
  }

  private Answer history(TenantTransaction tx, AddresseeNumber subject) {
    List<ExchangeRecord> newest = store.records(tx).history(subject, LONGEST_HISTORY + 1);
    int omitted = Math.max(0, newest.size() - LONGEST_HISTORY);
    List<ContentXml.Line> lines = newest.stream().skip(omitted).map(TenantAnswers::line).toList();
    return new Answer.Provided(
        new ContentXml.History(lines, omitted == 0).write(),
        JapanTime.date(clock.instant()),
        HISTORY_EDITION,
        Math.max(1, lines.size()));
  }

  private static ContentXml.Line line(ExchangeRecord record) {
    Exchange exchange = record.exchange();
    return new ContentXml.Line(
        exchange.inquiry(),
        exchange.permit(),
        exchange.role(),
        exchange.inquirer(),
        exchange.provider(),
        exchange.asked().purpose(),
        exchange.asked().procedure(),
        exchange.asked().information(),
        exchange.told().outcome(),
        exchange.told().at());
  }
}
