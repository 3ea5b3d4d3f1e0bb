package renkei.broker.message;

import java.time.LocalDate;
import java.util.List;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;

/** What the tenant's own data says to a {@code Question}. */
public sealed interface Answer {

  /**
   * There is a record.
   *
   * @param content the XML {@code Content} of the national contract, before sealing
   * @param asOf the date for which it holds
   * @param edition the layout edition it is written in
   * @param version the replica's version, from 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Provided(byte[] content, LocalDate asOf, Edition edition, long version) implements Answer {

    /** What this is, for the records: all but the content. */
    public Exchange.Given given() {
      return new Exchange.Given(edition, List.of(new Exchange.GivenRecord(asOf, version)));
    }

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

  /** The answer waits for a member of staff (自動応答不可). */
  record Held() implements Answer {}
}
