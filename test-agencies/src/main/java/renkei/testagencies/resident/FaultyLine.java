package renkei.testagencies.resident;

/**
 * The one line of a record, with one fault that its layout forbids.
 *
 * @param text of the line
 * @param column where the fault is, as the header names it
 * @param complaint the words that tell this fault from all others
 */
public record FaultyLine(String text, String column, String complaint) {

  /** Hides the person. */
  @Override
  public String toString() {
    return "FaultyLine[" + column + ", " + complaint + "]";
  }
}
