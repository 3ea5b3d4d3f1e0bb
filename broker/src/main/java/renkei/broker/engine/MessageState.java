package renkei.broker.engine;

/** How far a message row has come; its statements let it end once only. */
enum MessageState {
  /** To be processed, or to be sent. */
  WAITING,
  /** Processed, or its receiver signed for it. */
  DONE,
  /** Ended for a reason; people were told. */
  DEAD
}
