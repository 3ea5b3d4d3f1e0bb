package renkei.testagencies.soap;

import java.time.Duration;
import renkei.testagencies.message.Receipt;

/** What came of one attempt to deliver a message. */
public sealed interface Delivery {

  /** The receiver has it, and signed for it. */
  record Receipted(Receipt receipt) implements Delivery {}

  /**
   * The receiver cannot be reached or asks to wait; the same message may be sent again.
   *
   * @param why for a log
   * @param after how long to wait at least
   */
  record TryAgain(String why, Duration after) implements Delivery {}

  /**
   * The receiver refused it; sending it again is of no use.
   *
   * @param code of the refusal, upper case
   * @param text for a log
   */
  record Rejected(String code, String text) implements Delivery {}

  /** Something answered that does not speak the contract. */
  record Unintelligible(String why) implements Delivery {}
}
