package renkei.gateway.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import renkei.gateway.wording.Phrase;

/** The exchanges of a message: what holds of them in every kind of message. */
final class ExchangesXml {

  private static final String ELEMENT = "Exchange";

  private ExchangesXml() {}

  /** Reads one exchange, additions included. */
  interface Reading<T> {
    T read(ElementReader exchange);
  }

  /**
   * Reads them.
   *
   * @param ids what no two of them may share, each for itself
   * @throws UnreadableMessageException also if there are more than are spoken here
   */
  static <T> List<T> read(
      ElementReader message, Reading<T> one, Function<T, List<? extends Record>> ids) {
    List<T> exchanges = new ArrayList<>();
    Set<Record> seen = new HashSet<>();
    do {
      if (exchanges.size() == Spoken.EXCHANGES) {
        throw message.fault(
            MessageFault.TOO_MANY_EXCHANGES,
            ELEMENT,
            new Phrase(
                "stand at most " + Spoken.EXCHANGES + " times", Spoken.EXCHANGES + " 個以内であること"));
      }
      ElementReader exchange = message.children(ELEMENT);
      T read = one.read(exchange);
      exchange.end();
      for (Record id : ids.apply(read)) {
        if (!seen.add(id)) {
          throw message.fault(
              MessageFault.MALFORMED_MESSAGE,
              ELEMENT,
              new Phrase("be in the message once", "一つの電文に一度だけあること"));
        }
      }
      exchanges.add(read);
    } while (message.at(ELEMENT));
    return exchanges;
  }

  /** Refuses exchanges that do not all say the same of something. */
  static <T> void together(ElementReader message, List<T> exchanges, Function<T, Object> common) {
    Object first = common.apply(exchanges.getFirst());
    if (!exchanges.stream().allMatch(each -> common.apply(each).equals(first))) {
      throw mixed(message);
    }
  }

  /** That exchanges of one message do not belong together. */
  static UnreadableMessageException mixed(ElementReader message) {
    return message.fault(
        MessageFault.MIXED_EXCHANGES,
        ELEMENT,
        new Phrase(
            "agree with the others on inquiry, inquirer, purpose, lane and route",
            "照会・照会者・目的・処理区分・経路が他の Exchange と一致すること"));
  }
}
