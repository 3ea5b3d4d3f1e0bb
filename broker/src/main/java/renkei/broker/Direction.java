package renkei.broker;

/** Which way a message goes, seen from the tenant. */
public enum Direction {
  /** Received by the tenant and not yet dealt with. */
  IN,
  /** Written by the tenant and not yet receipted by its receiver. */
  OUT
}
