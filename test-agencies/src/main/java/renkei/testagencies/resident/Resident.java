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

  private static final char SPACE = '\u3000';

  /** The same person with the family name and the address of another. */
  Resident livingWith(Resident head) {
    return new Resident(
        code,
        family(head.name) + given(name),
        family(head.kana) + given(kana),
        birth,
        woman,
        head.address,
        income);
  }

  private static String family(String name) {
    return name.substring(0, name.indexOf(SPACE));
  }

  private static String given(String name) {
    return name.substring(name.indexOf(SPACE));
  }

  /** Hides the person. */
  @Override
  public String toString() {
    return "Resident[****]";
  }
}
