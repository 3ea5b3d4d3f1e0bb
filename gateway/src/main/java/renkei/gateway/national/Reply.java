package renkei.gateway.national;

import java.time.Duration;
import java.util.Optional;

/** What the door answers. */
sealed interface Reply {

  /**
   * The message is durable, now or since it first came.
   *
   * @param receipt signed
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Receipted(byte[] receipt) implements Reply {}

  /**
   * Refused; nothing was done.
   *
   * @param because for the log: more than the sender is told, and still no content
   * @param retryAfter when sending the same again may help
   */
  record Refused(Refusal refusal, String because, Optional<Duration> retryAfter) implements Reply {

    Refused(Refusal refusal, String because) {
      this(refusal, because, Optional.empty());
    }
  }

  /**
   * The platform failed; nothing was done.
   *
   * @param cause for the log
   */
  record Failed(RuntimeException cause) implements Reply {}
}
