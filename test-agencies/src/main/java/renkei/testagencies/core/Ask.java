package renkei.testagencies.core;

import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Purpose;

/**
 * What an inquiry asks, apart from the person.
 *
 * @param inquirer who asks
 * @param provider whom
 * @param purpose what for
 * @param lane class of work
 * @param matter what, and under which procedure
 */
public record Ask(
    AgencyCode inquirer, AgencyCode provider, Purpose purpose, Lane lane, Matter matter) {

  static Ask of(Inquiry inquiry) {
    return new Ask(
        inquiry.header().sender(),
        inquiry.provider(),
        inquiry.purpose(),
        inquiry.lane(),
        inquiry.matter());
  }
}
