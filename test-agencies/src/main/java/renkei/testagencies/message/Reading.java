package renkei.testagencies.message;

/** What came of reading a message. */
public sealed interface Reading {

  /** It has the form of the contract. */
  record Read(Message message) implements Reading {}

  /**
   * It has not.
   *
   * @param why for a log; no content in it
   */
  record Malformed(String why) implements Reading {}
}
