package renkei.broker;

import java.time.Clock;
import java.util.Optional;

/** Takes a provider's answer to one of the tenant's inquiries. */
final class Answering {

  private final InquiryRows inquiries;
  private final InquiryEnding ending;
  private final ResultShelf shelf;
  private final Clock clock;

  Answering(InquiryRows inquiries, InquiryEnding ending, BrokerPorts ports, Clock clock) {
    this.inquiries = inquiries;
    this.ending = ending;
    this.shelf = ports.shelf();
    this.clock = clock;
  }

  Settlement take(Work work, AnswerReceived answer) {
    Optional<InquiryRows.Row> found = inquiries.lock(work, answer.inquiry());
    if (found.isEmpty()) {
      return new Settlement.Refused(Reasons.UNKNOWN_INQUIRY);
    }
    InquiryRows.Row inquiry = found.get();
    if (!answer.sender().equals(inquiry.provider())) {
      return new Settlement.Refused(Reasons.NOT_THE_PROVIDER);
    }
    if (inquiry.permit().isEmpty()) {
      return inquiry.state() == InquiryState.FINISHED
          ? new Settlement.Late()
          : new Settlement.TryAgain();
    }
    if (!inquiry.permit().get().equals(answer.permit())) {
      return new Settlement.Refused(Reasons.OTHER_PERMIT);
    }
    if (!inquiry.subjectToken().equals(Optional.of(answer.subjectToken()))) {
      return new Settlement.Refused(Reasons.OTHER_PERSON);
    }
    if (inquiry.state() == InquiryState.FINISHED) {
      return new Settlement.Late();
    }
    finish(work, inquiry, answer);
    return new Settlement.Done();
  }

  private void finish(Work work, InquiryRows.Row inquiry, AnswerReceived answer) {
    switch (answer.body()) {
      case AnswerReceived.WithoutContent(Ending how) -> end(work, inquiry, how);
      case AnswerReceived.WithContent(_, SealedContent content) ->
          open(work, inquiry, content.open(work.tenant()), answer.ending());
    }
  }

  private void open(Work work, InquiryRows.Row inquiry, AnswerOpening opening, Ending how) {
    switch (opening) {
      case AnswerOpening.Opened(Answer.Provided provided) -> {
        shelf.put(work.transaction(), inquiry.id(), provided);
        end(work, inquiry, how);
      }
      case AnswerOpening.Unopened() -> end(work, inquiry, Failures.ANSWER_UNREADABLE);
    }
  }

  private void end(Work work, InquiryRows.Row inquiry, Ending how) {
    ending.finish(work, inquiry, how, clock.instant());
  }
}
