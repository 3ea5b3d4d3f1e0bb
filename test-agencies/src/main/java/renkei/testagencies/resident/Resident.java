package renkei.testagencies.resident;

import java.time.LocalDate;
import renkei.testagencies.core.ResidentCode;

/**
 * One invented person. Hides everything but the code's form.
 *
 * @param code the person's name in the world outside the platform
 * @param name family and given name with an ideographic space between them
 * @param kana the same in full-width katakana
 * @param birth day of birth
 * @param woman what the register says
 * @param address all of it, some of them long
 * @param income yearly income in yen
 */
public record Resident(
    ResidentCode code,
    String name,
    String kana,
    LocalDate birth,
    boolean woman,
    String address,
    long income) {

  /** Hides the person. */
  @Override
  public String toString() {
    return "Resident[****]";
  }
}
