package renkei.testagencies.municipality;

import java.util.Optional;
import renkei.testagencies.message.Reply;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;

/**
 * How far a local system's inquiry has come.
 *
 * @param state as the door names it
 * @param reply once it has ended
 * @param reason for programs, where there is one
 */
public record LocalResult(
    InquiryId inquiryId, String state, Optional<Reply> reply, Optional<String> reason) {

  /** The outcome, once there is one. */
  public Optional<Outcome> outcome() {
    return reply.map(Reply::outcome);
  }

  /** Hides what was provided. */
  @Override
  public String toString() {
    return "LocalResult[" + inquiryId + ", " + state + ", " + outcome() + "]";
  }
}
