package renkei.broker;

/** A rate limit shared by all gateways. Thread-safe. */
public interface Throttle {

  /**
   * Takes leave for up to {@code wanted} pieces of work, without waiting.
   *
   * @param wanted at least 1
   */
  Allowance take(int wanted);
}
