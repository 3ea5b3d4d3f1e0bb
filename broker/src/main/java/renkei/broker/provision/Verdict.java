package renkei.broker.provision;

import java.util.Optional;
import renkei.broker.Answer;
import renkei.broker.AnswerToSend;
import renkei.broker.Ending;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

/** What is to be answered: content, or an ending without any. */
record Verdict(AnswerToSend.Body body) {

  static Verdict of(Outcome outcome, Reason reason) {
    return of(Ending.of(outcome, Optional.of(reason)));
  }

  static Verdict of(Outcome outcome) {
    return of(Ending.of(outcome, Optional.empty()));
  }

  static Verdict of(Ending ending) {
    return new Verdict(new AnswerToSend.WithoutContent(ending));
  }

  static Verdict of(Answer.Provided provided) {
    return new Verdict(new AnswerToSend.WithContent(provided));
  }

  Ending ending() {
    return body.ending();
  }

  Outcome outcome() {
    return ending().outcome();
  }
}
