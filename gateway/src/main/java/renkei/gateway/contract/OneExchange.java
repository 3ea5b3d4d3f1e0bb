package renkei.gateway.contract;

import java.util.List;

/** This contract carries one exchange a message, which has the id of its inquiry. */
final class OneExchange {

  private OneExchange() {}

  /** The one there is; throws {@link IllegalArgumentException} if there are more. */
  static <T> T of(List<T> exchanges) {
    if (exchanges.size() != 1) {
      throw new IllegalArgumentException("this contract carries one exchange a message");
    }
    return exchanges.getFirst();
  }
}
