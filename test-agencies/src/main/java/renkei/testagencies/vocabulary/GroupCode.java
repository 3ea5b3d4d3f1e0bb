package renkei.testagencies.vocabulary;

/**
 * One group of items of a kind of information.
 *
 * @param value TG and 14 digits
 */
public record GroupCode(String value) {

  /** Refuses any other form. */
  public GroupCode {
    Format.require(value, "TG[0-9]{14}", "a group code");
  }
}
