package renkei.testagencies.vocabulary;

/** Class of work: what waits behind what. */
public enum Lane {
  /** Somebody waits at a counter. */
  COUNTER,
  /** Ordinary work of the day. */
  ROUTINE,
  /** Mass inquiries; throttled. */
  BULK
}
