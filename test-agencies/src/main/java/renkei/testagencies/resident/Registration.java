package renkei.testagencies.resident;

import java.time.LocalDate;
import java.util.Map;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * One person in one municipality's files.
 *
 * @param addresseeNumber who it is to the municipality
 * @param resident who it is
 * @param household with whom, itself among them
 * @param since the day of the entry
 * @param told values of items that are not what is made up from the rest; empty for none
 */
public record Registration(
    AddresseeNumber addresseeNumber,
    Resident resident,
    Household household,
    LocalDate since,
    Map<ItemCode, String> told) {

  /** An entry of which every item is made up from the rest. */
  public Registration(
      AddresseeNumber addresseeNumber, Resident resident, Household household, LocalDate since) {
    this(addresseeNumber, resident, household, since, Map.of());
  }

  /** Hides the person. */
  @Override
  public String toString() {
    return "Registration[****]";
  }
}
