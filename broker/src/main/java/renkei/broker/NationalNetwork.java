package renkei.broker;

/** Sends messages to other parties of the national network over mutual TLS. Thread-safe. */
public interface NationalNetwork {

  /**
   * Sends one message and waits for its receipt, for 15 seconds at most. Sending the same message
   * again is safe: the receiver answers with its first receipt.
   *
   * @param route name of the way to the receiver, resolved by this platform's configuration
   * @param signedXml the message as composed
   */
  Delivery send(String route, byte[] signedXml);

  /** What came of sending. */
  sealed interface Delivery {}

  /**
   * The receiver has the message and signed for it.
   *
   * @param receipt the verified signed receipt
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Delivered(byte[] receipt) implements Delivery {}

  /**
   * Unknown or no: send the same message again later.
   *
   * @param why for the log; no content, no codes
   */
  record TryAgain(String why) implements Delivery {}

  /**
   * The receiver refused the message; sending it again does not help.
   *
   * @param why for the log; no content, no codes
   */
  record Rejected(String why) implements Delivery {}
}
