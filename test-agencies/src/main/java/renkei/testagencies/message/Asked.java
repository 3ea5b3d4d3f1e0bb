package renkei.testagencies.message;

import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.PersonCode;

/**
 * One exchange of an inquiry.
 *
 * @param id its name
 * @param provider who shall answer
 * @param subject the inquirer's own code of the person
 * @param wish what is asked
 */
public record Asked(ExchangeId id, AgencyCode provider, PersonCode subject, Wish wish) {

  /** Hides the person. */
  @Override
  public String toString() {
    return "Asked[" + id + "]";
  }
}
