package renkei.testagencies.core;

import renkei.testagencies.message.Asked;
import renkei.testagencies.message.Handling;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Wish;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Purpose;

/**
 * What an inquiry asks in one exchange, apart from the person.
 *
 * @param id the exchange's name
 * @param inquiryId the inquiry that it is part of
 * @param inquirer who asks
 * @param provider whom
 * @param purpose what for
 * @param handling how it is dealt with on its way
 * @param wish what
 */
public record RequestedExchange(
    ExchangeId id,
    InquiryId inquiryId,
    AgencyCode inquirer,
    AgencyCode provider,
    Purpose purpose,
    Handling handling,
    Wish wish) {

  static RequestedExchange of(Inquiry inquiry, Asked asked) {
    return new RequestedExchange(
        asked.id(),
        inquiry.inquiryId(),
        inquiry.header().sender(),
        asked.provider(),
        inquiry.purpose(),
        inquiry.handling(),
        asked.wish());
  }

  /** Class of work. */
  public Lane lane() {
    return handling.lane();
  }

  /** What, and under which procedure. */
  public Matter matter() {
    return wish.matter();
  }
}
