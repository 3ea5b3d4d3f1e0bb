package renkei.broker;

import java.time.Duration;
import java.util.List;
import renkei.codebook.InquiryId;
import renkei.codebook.Reason;

/** What came of handing in an inquiry. */
public sealed interface Submission {

  /**
   * Durable. Also the answer to a repeat, with the state reached meanwhile. Some of its exchanges
   * may have been refused, and are finished.
   *
   * @param id the inquiry
   * @param state how far it has come
   */
  record Accepted(InquiryId id, InquiryState state) implements Submission {}

  /**
   * People have no person code yet: ask for one first. Nothing was kept of the whole inquiry.
   *
   * @param places the exchanges about them, by their places in the request, from 0
   */
  record NoCode(List<Integer> places) implements Submission {

    /** Copies the list. */
    public NoCode {
      places = List.copyOf(places);
    }
  }

  /**
   * The permission list allows none of its exchanges. Kept and recorded, each with outcome {@code
   * REFUSED}.
   *
   * @param id the inquiry, finished
   * @param reason why the first of them is not allowed
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
