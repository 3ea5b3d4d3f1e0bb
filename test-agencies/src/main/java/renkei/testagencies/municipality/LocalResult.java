package renkei.testagencies.municipality;

import java.util.Map;
import java.util.Optional;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.ItemCode;
import renkei.testagencies.message.Outcome;

/**
 * How far a local system's inquiry has come.
 *
 * @param state as the door names it
 * @param outcome once it has one
 * @param reason for programs, where there is one
 * @param items what was provided; empty unless it was
 */
public record LocalResult(
    InquiryId inquiryId,
    String state,
    Optional<Outcome> outcome,
    Optional<String> reason,
    Map<ItemCode, String> items) {

  /** Hides what was provided. */
  @Override
  public String toString() {
    return "LocalResult[" + inquiryId + ", " + state + ", " + outcome + "]";
  }
}
