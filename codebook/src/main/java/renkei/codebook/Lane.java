package renkei.codebook;

/**
 * A class of work. Each lane has its own queues and workers, so that none waits for a lower one.
 */
public enum Lane {
  /** A citizen is waiting at the counter. */
  COUNTER,
  /** Daily work of one clerk or system. */
  ROUTINE,
  /** Announced mass inquiries; throttled, and only inside their window. */
  BULK
}
