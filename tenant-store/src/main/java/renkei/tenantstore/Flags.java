package renkei.tenantstore;

import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;

/**
 * What staff decided to keep from being answered automatically, inside one transaction. Repeating a
 * call changes nothing. All methods throw {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the store cannot be reached: whoever
 * asks must then answer nothing.
 */
public interface Flags {

  /** Holds the answers about a person in one information code (自動応答不可). */
  void hold(AddresseeNumber person, InformationCode information);

  /** Ends such a hold; a protection case stays. */
  void release(AddresseeNumber person, InformationCode information);

  /** Opens a protection case (支援措置): one entry that covers every information code. */
  void protect(AddresseeNumber person);

  /** Ends the protection case; holds stay. */
  void endProtection(AddresseeNumber person);

  /** Whether the answers in this information code wait for staff, by hold or protection case. */
  boolean held(AddresseeNumber person, InformationCode information);

  /** Whether anything about the person waits for staff, in whatever information code. */
  boolean heldAnywhere(AddresseeNumber person);
}
