package renkei.testagencies.core;

/**
 * The one name of a synthetic resident in the world outside the platform. Stands in for what the
 * resident network and the core share; it never reaches the platform.
 *
 * @param value {@code S-} and 8 digits: not of the form of any real number
 */
public record ResidentCode(String value) {

  /** Refuses any other form. */
  public ResidentCode {
    if (!value.matches("S-[0-9]{8}")) {
      throw new IllegalArgumentException("a resident code is S- and 8 digits");
    }
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "ResidentCode[****]";
  }
}
