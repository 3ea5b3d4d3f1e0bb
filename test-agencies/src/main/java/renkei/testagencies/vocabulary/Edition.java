package renkei.testagencies.vocabulary;

/**
 * An edition (版) of a layout.
 *
 * @param value year and month, 2026-06
 */
public record Edition(String value) {

  /** Refuses any other form. */
  public Edition {
    Format.require(value, "[0-9]{4}-(0[1-9]|1[0-2])", "an edition");
  }
}
