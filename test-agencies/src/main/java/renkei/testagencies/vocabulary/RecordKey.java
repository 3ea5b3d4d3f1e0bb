package renkei.testagencies.vocabulary;

/**
 * Which of a person's records of one kind of information it is.
 *
 * @param value a fiscal year, the first day of a period or a serial; empty where a person has one
 *     record
 */
public record RecordKey(String value) {

  /** The key of the only record there is. */
  public static final RecordKey NONE = new RecordKey("");

  /** Refuses any other form. */
  public RecordKey {
    Format.require(value, "[0-9A-Za-z.:-]{0,40}", "a record key");
  }

  /** Hides the key: a day or a serial may tell about a person. */
  @Override
  public String toString() {
    return "RecordKey[****]";
  }
}
