package renkei.testagencies.vocabulary;

/**
 * One person inside one municipality (団体内統合宛名番号).
 *
 * @param value 15 characters, padded with zeros on the left
 */
public record AddresseeNumber(String value) {

  /** Refuses any other form. */
  public AddresseeNumber {
    Format.require(value, "[0-9A-Z]{15}", "an addressee number");
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "AddresseeNumber[****]";
  }
}
