package renkei.gateway.http;

import java.io.IOException;

/** A body that cannot be read on, and why: what its sender is told depends on it. */
public final class UnreadableBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What ended it. */
  public enum Why {
    /** It does not follow HTTP, such as a chunk without a size: sent again, it fails again. */
    MALFORMED,
    /** There is more than the door takes. */
    TOO_LARGE,
    /** It does not come, or more slowly than the door waits for. */
    TOO_SLOW,
    /** The connection is gone: nobody is there to be told. */
    BROKEN_OFF
  }

  private final Why why;

  public UnreadableBodyException(Why why, Throwable cause) {
    super("the body of a request cannot be read: " + why, cause);
    this.why = why;
  }

  /** What ended it. */
  public Why why() {
    return why;
  }
}
