package renkei.testagencies.vocabulary;

/**
 * Ties a code request to its answer (処理通番).
 *
 * @param value 26 base32 characters
 */
public record SerialNumber(String value) {

  /** Refuses any other form. */
  public SerialNumber {
    Format.require(value, "[A-Z2-7]{26}", "a serial number");
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "SerialNumber[****]";
  }
}
