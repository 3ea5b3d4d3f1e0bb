package renkei.gateway.contract;

/** Why a message is not taken for what it says, whoever sent it. */
public enum MessageFault {
  /** It does not follow the schema. */
  MALFORMED_MESSAGE,
  /** It adds something that must be understood, and is not. */
  ADDITION_NOT_UNDERSTOOD,
  /** It holds more exchanges than are spoken here. */
  TOO_MANY_EXCHANGES,
  /** Its exchanges do not belong together. */
  MIXED_EXCHANGES
}
