package renkei.gateway.contract;

import renkei.gateway.wording.Phrase;

/**
 * What a later minor version adds, in the one element that the contract has for it. This version
 * knows none: what need not be understood is read over, and stands under the signature all the
 * same.
 */
final class Additions {

  private static final String ELEMENT = "Addition";

  private Additions() {}

  /** Reads over additions where none can be needed. */
  static void readOver(ElementReader parent) {
    boolean _ = understood(parent);
  }

  /**
   * Reads additions that belong to the whole message.
   *
   * @throws UnreadableMessageException if one of them must be understood
   */
  static void ofMessage(ElementReader parent) {
    while (parent.at(ELEMENT)) {
      if (parent.addition(ELEMENT)) {
        throw parent.fault(
            MessageFault.ADDITION_NOT_UNDERSTOOD,
            ELEMENT,
            new Phrase(
                "need not be understood: none is known here", "理解を必須としないこと（この版には既知の追加要素がない）"));
      }
    }
  }

  /** Reads additions that belong to one exchange; false if one of them must be understood. */
  static boolean understood(ElementReader exchange) {
    boolean understood = true;
    while (exchange.at(ELEMENT)) {
      understood &= !exchange.addition(ELEMENT);
    }
    return understood;
  }
}
