package renkei.broker;

import java.time.Duration;
import renkei.codebook.InquiryId;
import renkei.codebook.Reason;

/** What came of handing in an inquiry. */
public sealed interface Submission {

  /**
   * Durable. Also the answer to a repeat, with the state reached meanwhile.
   *
   * @param id the inquiry
   * @param state how far it has come
   */
  record Accepted(InquiryId id, InquiryState state) implements Submission {}

  /** The person has no person code yet: ask for one first. Nothing was kept. */
  record NoCode() implements Submission {}

  /**
   * The permission list does not allow it. Kept and recorded with outcome {@code REFUSED}.
   *
   * @param id the inquiry, finished
   * @param reason why
   */
  record NotPermitted(InquiryId id, Reason reason) implements Submission {}

  /**
   * The local id names another inquiry already. Nothing was kept.
   *
   * @param id that other inquiry
   */
  record LocalIdTaken(InquiryId id) implements Submission {}

  /**
   * Too much work of its lane is waiting. Nothing was kept.
   *
   * @param retryAfter when to hand it in again
   */
  record Busy(Duration retryAfter) implements Submission {}

  /**
   * The tenant hands in more COUNTER inquiries than counters do: a mass inquiry belongs into
   * another lane. Nothing was kept.
   *
   * @param retryAfter when to hand it in again
   */
  record TooFast(Duration retryAfter) implements Submission {}
}
