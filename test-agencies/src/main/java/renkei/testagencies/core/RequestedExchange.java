package renkei.testagencies.core;

import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Purpose;

/**
 * What an inquiry asks, apart from the person.
 *
 * @param inquirer who asks
 * @param provider whom
 * @param purpose what for
 * @param lane class of work
 * @param matter what, and under which procedure
 */
public record RequestedExchange(
    AgencyCode inquirer, AgencyCode provider, Purpose purpose, Lane lane, Matter matter) {

  static RequestedExchange of(Inquiry inquiry) {
    return new RequestedExchange(
        inquiry.header().sender(),
        inquiry.provider(),
        inquiry.purpose(),
        inquiry.lane(),
        inquiry.matter());
  }
}
