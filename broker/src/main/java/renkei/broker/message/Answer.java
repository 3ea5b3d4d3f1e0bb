package renkei.broker.message;

import java.util.Optional;
import renkei.codebook.Exchange;
import renkei.codebook.Reason;

/** What the tenant's own data says to a {@code Question}. */
public sealed interface Answer {

  /**
   * There is something to tell.
   *
   * @param content the XML {@code Content} of the national contract, before sealing
   * @param given what tells its state from another, for the records: all but the content; empty for
   *     a history, which follows no layout
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Provided(byte[] content, Optional<Exchange.Given> given) implements Answer {

    /** Hides the content. */
    @Override
    public String toString() {
      return "Provided[****]";
    }
  }

  /** The information is loaded, and there is nothing on this person (該当なし). */
  record NoRecord() implements Answer {}

  /**
   * Nothing can be said: the municipality has not loaded this information or does not know the
   * person by this code, or it is kept from being told.
   */
  record NotRegistered() implements Answer {}

  /** It cannot be asked so, whomever it is about. */
  record Refused(Reason reason) implements Answer {}

  /** There is more than one message carries: whoever asks must ask for less of it. */
  record TooMuch() implements Answer {}

  /** The answer waits for a member of staff (自動応答不可). */
  record Held() implements Answer {}
}
