package renkei.testagencies.resident;

import java.time.LocalDate;

/**
 * One person in one municipality's files.
 *
 * @param addresseeNumber 団体内統合宛名番号, 15 characters, padded with zeros
 * @param resident who it is
 * @param since the day of the entry
 */
public record Registration(String addresseeNumber, Resident resident, LocalDate since) {

  /** Hides the person. */
  @Override
  public String toString() {
    return "Registration[****]";
  }
}
