package renkei.testagencies.resident;

import java.time.LocalDate;
import renkei.testagencies.vocabulary.AddresseeNumber;

/**
 * One person in one municipality's files.
 *
 * @param addresseeNumber who it is to the municipality
 * @param resident who it is
 * @param since the day of the entry
 */
public record Registration(AddresseeNumber addresseeNumber, Resident resident, LocalDate since) {

  /** Hides the person. */
  @Override
  public String toString() {
    return "Registration[****]";
  }
}
