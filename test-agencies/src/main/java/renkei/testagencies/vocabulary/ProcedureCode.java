package renkei.testagencies.vocabulary;

/**
 * A procedure of an affair (事務手続コード).
 *
 * @param value JT and 14 digits
 */
public record ProcedureCode(String value) {

  /** Refuses any other form. */
  public ProcedureCode {
    Format.require(value, "JT[0-9]{14}", "a procedure code");
  }
}
