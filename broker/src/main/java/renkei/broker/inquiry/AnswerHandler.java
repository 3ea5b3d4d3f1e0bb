package renkei.broker.inquiry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.broker.BrokerPorts;
import renkei.broker.ResultShelf;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.Ending;
import renkei.broker.message.SealedContent;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;

/** Takes a provider's answers to exchanges that the tenant asked for, each by itself. */
final class AnswerHandler {

  private final ExchangeRows exchanges;
  private final InquiryEnding ending;
  private final ResultShelf shelf;
  private final Clock clock;

  AnswerHandler(ExchangeRows exchanges, InquiryEnding ending, BrokerPorts ports, Clock clock) {
    this.exchanges = exchanges;
    this.ending = ending;
    this.shelf = ports.shelf();
    this.clock = clock;
  }

  /** One answer, and the exchange of the tenant's that it says it answers. */
  private record Matched(Optional<ExchangeRows.Row> exchange, AnswerReceived.Answered answered) {}

  Settlement take(UnitOfWork work, AnswerReceived answer) {
    Map<ExchangeId, ExchangeRows.Row> asked =
        exchanges.lock(
            work,
            answer.inquiry(),
            answer.exchanges().stream().map(AnswerReceived.Answered::exchange).toList());
    List<Settlement> settlements = new ArrayList<>();
    List<Matched> accepted = new ArrayList<>();
    for (AnswerReceived.Answered answered : answer.exchanges()) {
      Matched matched = new Matched(Optional.ofNullable(asked.get(answered.exchange())), answered);
      Settlement settlement = judge(answer.sender(), matched);
      settlements.add(settlement);
      if (settlement instanceof Settlement.Done) {
        accepted.add(matched);
      }
    }
    Settlement together = Settlements.together(settlements);
    if (!(together instanceof Settlement.TryAgain)) {
      ending.finish(
          work, accepted.stream().map(each -> ended(work, each)).toList(), clock.instant());
    }
    return together;
  }

  /** What comes of one answer; nothing is changed yet. */
  private static Settlement judge(AgencyCode sender, Matched matched) {
    if (matched.exchange().isEmpty()) {
      return new Settlement.Refused(InquiryReasons.UNKNOWN_INQUIRY);
    }
    ExchangeRows.Row exchange = matched.exchange().get();
    AnswerReceived.Answered answered = matched.answered();
    if (!sender.equals(exchange.asked().provider())) {
      return new Settlement.Refused(InquiryReasons.NOT_THE_PROVIDER);
    }
    if (exchange.granted().isEmpty()) {
      return exchange.isFinished() ? new Settlement.Late() : new Settlement.TryAgain();
    }
    ExchangeRows.Granted granted = exchange.granted().get();
    if (!granted.permit().equals(answered.permit())) {
      return new Settlement.Refused(InquiryReasons.OTHER_PERMIT);
    }
    if (!granted.token().equals(answered.subjectToken())) {
      return new Settlement.Refused(InquiryReasons.OTHER_PERSON);
    }
    return exchange.isFinished() ? new Settlement.Late() : new Settlement.Done();
  }

  private InquiryEnding.Ended ended(UnitOfWork work, Matched matched) {
    ExchangeRows.Row exchange = matched.exchange().orElseThrow();
    AnswerReceived.Answered answered = matched.answered();
    return switch (answered.body()) {
      case AnswerReceived.WithoutContent(Ending how) ->
          InquiryEnding.Ended.answered(exchange, how, Optional.empty(), answered.notDisclosed());
      case AnswerReceived.WithContent(_, SealedContent content) ->
          opened(work, exchange, content, answered);
    };
  }

  private InquiryEnding.Ended opened(
      UnitOfWork work,
      ExchangeRows.Row exchange,
      SealedContent content,
      AnswerReceived.Answered answered) {
    return switch (content.open(work.tenant())) {
      case SealedContent.Opened(Answer.Provided provided) -> {
        shelf.put(work.transaction(), exchange.id(), provided);
        yield InquiryEnding.Ended.answered(
            exchange, answered.ending(), provided.given(), answered.notDisclosed());
      }
      case SealedContent.Unopened() ->
          InquiryEnding.Ended.answered(
              exchange,
              InquiryReasons.ANSWER_UNREADABLE,
              Optional.empty(),
              answered.notDisclosed());
    };
  }
}
