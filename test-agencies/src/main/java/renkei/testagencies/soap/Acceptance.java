package renkei.testagencies.soap;

/** What a door says to a message. */
public sealed interface Acceptance {

  /**
   * It was taken.
   *
   * @param receipt signed, the same for every repeat
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Taken(byte[] receipt) implements Acceptance {}

  /**
   * It was not.
   *
   * @param code upper-case words joined by underscores
   * @param text what is wrong, without content
   */
  record Refused(String code, String text) implements Acceptance {}
}
