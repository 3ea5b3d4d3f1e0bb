package renkei.tenantstore;

import java.time.Duration;
import java.time.Instant;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;

/**
 * What staff decided to keep from being answered automatically, inside one transaction. Repeating a
 * call changes nothing. All methods throw {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the store cannot be reached: whoever
 * asks must then answer nothing.
 */
public interface Flags {

  /** How long a body may be let ask about a protected person; then staff look again. */
  Duration LONGEST_LEAVE = Duration.ofDays(31);

  /** Holds the answers about a person in one information code (自動応答不可). */
  void hold(AddresseeNumber person, InformationCode information);

  /** Ends such a hold; a protection case stays. */
  void release(AddresseeNumber person, InformationCode information);

  /** Opens a protection case (支援措置): one entry that covers every information code. */
  void protect(AddresseeNumber person);

  /** Ends the protection case, and with it who was let be answered; holds stay. */
  void endProtection(AddresseeNumber person);

  /**
   * Lets one body be answered about a protected person in one information code. Holds stay.
   *
   * @param until from then on it is answered no more; replaces what was said before
   * @return false, and nothing was done, unless that lies ahead by at most {@link #LONGEST_LEAVE}
   */
  boolean letAsk(
      AddresseeNumber person, AgencyCode inquirer, InformationCode information, Instant until);

  /** Takes that back. */
  void letAskNoMore(AddresseeNumber person, AgencyCode inquirer, InformationCode information);

  /** Whether nothing is answered automatically in this information code, by hold or case. */
  boolean held(AddresseeNumber person, InformationCode information);

  /** Whether a protection case is open. */
  boolean isProtected(AddresseeNumber person);
}
