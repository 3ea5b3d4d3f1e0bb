package renkei.broker.message;

import java.time.Duration;
import renkei.codebook.Lane;

/** Sends messages to other parties of the national network over mutual TLS. Thread-safe. */
public interface NationalNetwork {

  /**
   * Sends one message and waits for its receipt, for less than 20 seconds in all: so long the
   * broker leaves the message to this call. Sending the same message again is safe: the receiver
   * answers with its first receipt.
   *
   * @param envelope what the message is: a receipt must name the same
   * @param lane no lane's messages wait for another's
   * @param route name of the way to the receiver, resolved by this platform's configuration
   * @param signedXml the message as composed
   */
  Delivery send(Envelope envelope, Lane lane, String route, byte[] signedXml);

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
   * @param waited how long the receiver let it wait; zero if it was not even asked. A receiver that
   *     lets messages wait for long is left alone for a while
   */
  record TryAgain(String why, Duration waited) implements Delivery {

    /** The receiver was not asked. */
    public TryAgain(String why) {
      this(why, Duration.ZERO);
    }
  }

  /**
   * The receiver refused the message; sending it again does not help.
   *
   * @param why for the log; no content, no codes
   */
  record Rejected(String why) implements Delivery {}
}
