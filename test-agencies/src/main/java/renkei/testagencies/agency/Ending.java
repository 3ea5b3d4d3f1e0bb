package renkei.testagencies.agency;

import java.util.Optional;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.message.Reply;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.Reason;

/**
 * How an inquiry ended for its inquirer.
 *
 * @param reply what it holds now
 * @param reason for programs, where there is one
 */
public record Ending(Reply reply, Optional<Reason> reason) {

  static Ending with(ProvidedContent given) {
    return new Ending(Reply.of(given), Optional.empty());
  }

  static Ending without(Outcome outcome, Optional<Reason> reason) {
    return new Ending(Reply.without(outcome), reason);
  }

  /** The outcome. */
  public Outcome outcome() {
    return reply.outcome();
  }
}
