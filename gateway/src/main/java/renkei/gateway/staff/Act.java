package renkei.gateway.staff;

import java.time.Instant;

/**
 * What somebody did.
 *
 * @param index its number in its place, from 0, without gaps
 * @param login who did it
 * @param name that person's name then
 * @param what to what or whom
 */
public record Act(long index, Instant at, String login, String name, Action action, String what) {

  /** Says that something was done, not to whom. */
  @Override
  public String toString() {
    return "Act[" + index + ", " + action + "]";
  }
}
