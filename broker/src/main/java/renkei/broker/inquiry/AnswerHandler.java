package renkei.broker.inquiry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.broker.BrokerPorts;
import renkei.broker.InquiryState;
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

  private final InquiryRows inquiries;
  private final InquiryEnding ending;
  private final ResultShelf shelf;
  private final Clock clock;

  AnswerHandler(InquiryRows inquiries, InquiryEnding ending, BrokerPorts ports, Clock clock) {
    this.inquiries = inquiries;
    this.ending = ending;
    this.shelf = ports.shelf();
    this.clock = clock;
  }

  Settlement take(UnitOfWork work, AnswerReceived answer) {
    Map<ExchangeId, InquiryRows.Row> asked =
        inquiries.lock(
            work,
            answer.inquiry(),
            answer.exchanges().stream().map(AnswerReceived.Answered::exchange).toList());
    List<Settlement> settlements =
        answer.exchanges().stream()
            .map(
                answered ->
                    Optional.ofNullable(asked.get(answered.exchange()))
                        .map(exchange -> judge(answer.sender(), exchange, answered))
                        .orElseGet(() -> new Settlement.Refused(InquiryReasons.UNKNOWN_INQUIRY)))
            .toList();
    Settlement together = Settlements.together(settlements);
    if (!(together instanceof Settlement.TryAgain)) {
      for (int i = 0; i < settlements.size(); i++) {
        AnswerReceived.Answered answered = answer.exchanges().get(i);
        InquiryRows.Row exchange = asked.get(answered.exchange());
        if (exchange != null && settlements.get(i) instanceof Settlement.Done) {
          finish(work, exchange, answered);
        }
      }
    }
    return together;
  }

  /** What comes of one answer; nothing is changed yet. */
  private static Settlement judge(
      AgencyCode sender, InquiryRows.Row exchange, AnswerReceived.Answered answered) {
    if (!sender.equals(exchange.provider())) {
      return new Settlement.Refused(InquiryReasons.NOT_THE_PROVIDER);
    }
    if (exchange.permit().isEmpty()) {
      return exchange.state() == InquiryState.FINISHED
          ? new Settlement.Late()
          : new Settlement.TryAgain();
    }
    if (!exchange.permit().get().equals(answered.permit())) {
      return new Settlement.Refused(InquiryReasons.OTHER_PERMIT);
    }
    if (!exchange.subjectToken().equals(Optional.of(answered.subjectToken()))) {
      return new Settlement.Refused(InquiryReasons.OTHER_PERSON);
    }
    return exchange.state() == InquiryState.FINISHED
        ? new Settlement.Late()
        : new Settlement.Done();
  }

  private void finish(UnitOfWork work, InquiryRows.Row exchange, AnswerReceived.Answered answered) {
    switch (answered.body()) {
      case AnswerReceived.WithoutContent(Ending how) -> end(work, exchange, how);
      case AnswerReceived.WithContent(_, SealedContent content) ->
          open(work, exchange, content, answered.ending());
    }
  }

  private void open(UnitOfWork work, InquiryRows.Row exchange, SealedContent content, Ending how) {
    switch (content.open(work.tenant())) {
      case SealedContent.Opened(Answer.Provided provided) -> {
        shelf.put(work.transaction(), exchange.exchange(), provided);
        ending.finish(work, exchange, how, InquiryEnding.Known.of(provided), clock.instant());
      }
      case SealedContent.Unopened() -> end(work, exchange, InquiryReasons.ANSWER_UNREADABLE);
    }
  }

  private void end(UnitOfWork work, InquiryRows.Row exchange, Ending how) {
    ending.finish(work, exchange, how, clock.instant());
  }
}
