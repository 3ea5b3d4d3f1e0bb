package renkei.gateway.health;

/** How a route or part is, from good to bad. */
public enum State {
  /** Nobody has used or probed it since the start. */
  UNKNOWN,
  /** It does what it is asked. */
  UP,
  /** It does some of what it is asked, or soon will not any more. */
  DEGRADED,
  /** It does nothing of what it is asked. */
  DOWN
}
