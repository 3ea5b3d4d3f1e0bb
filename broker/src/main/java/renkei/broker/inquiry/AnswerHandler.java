package renkei.broker.inquiry;

import java.time.Clock;
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

/** Takes a provider's answer to one of the tenant's inquiries. */
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
    Optional<InquiryRows.Row> found = inquiries.lock(work, answer.inquiry());
    if (found.isEmpty()) {
      return new Settlement.Refused(InquiryReasons.UNKNOWN_INQUIRY);
    }
    InquiryRows.Row inquiry = found.get();
    if (!answer.sender().equals(inquiry.provider())) {
      return new Settlement.Refused(InquiryReasons.NOT_THE_PROVIDER);
    }
    if (inquiry.permit().isEmpty()) {
      return inquiry.state() == InquiryState.FINISHED
          ? new Settlement.Late()
          : new Settlement.TryAgain();
    }
    if (!inquiry.permit().get().equals(answer.permit())) {
      return new Settlement.Refused(InquiryReasons.OTHER_PERMIT);
    }
    if (!inquiry.subjectToken().equals(Optional.of(answer.subjectToken()))) {
      return new Settlement.Refused(InquiryReasons.OTHER_PERSON);
    }
    if (inquiry.state() == InquiryState.FINISHED) {
      return new Settlement.Late();
    }
    finish(work, inquiry, answer);
    return new Settlement.Done();
  }

  private void finish(UnitOfWork work, InquiryRows.Row inquiry, AnswerReceived answer) {
    switch (answer.body()) {
      case AnswerReceived.WithoutContent(Ending how) -> end(work, inquiry, how);
      case AnswerReceived.WithContent(_, SealedContent content) ->
          open(work, inquiry, content, answer.ending());
    }
  }

  private void open(UnitOfWork work, InquiryRows.Row inquiry, SealedContent content, Ending how) {
    switch (content.open(work.tenant())) {
      case SealedContent.Opened(Answer.Provided provided) -> {
        shelf.put(work.transaction(), inquiry.id(), provided);
        ending.finish(work, inquiry, how, InquiryEnding.Known.of(provided), clock.instant());
      }
      case SealedContent.Unopened() -> end(work, inquiry, InquiryReasons.ANSWER_UNREADABLE);
    }
  }

  private void end(UnitOfWork work, InquiryRows.Row inquiry, Ending how) {
    ending.finish(work, inquiry, how, clock.instant());
  }
}
