package renkei.gateway.national;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.namespace.QName;
import renkei.gateway.contract.ElementFault;
import renkei.gateway.contract.UnreadableMessageException;

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
   * @param element which element is to blame, if one is
   * @param retryAfter when sending the same again may help
   */
  record Refused(
      Refusal refusal,
      String because,
      Optional<ElementFault> element,
      Optional<Duration> retryAfter)
      implements Reply {

    Refused(Refusal refusal, String because) {
      this(refusal, because, Optional.empty(), Optional.empty());
    }

    Refused(Refusal refusal, String because, Duration retryAfter) {
      this(refusal, because, Optional.empty(), Optional.of(retryAfter));
    }

    Refused(Refusal refusal, UnreadableMessageException cause) {
      this(
          refusal,
          Objects.requireNonNullElse(cause.getMessage(), "malformed"),
          Optional.of(cause.fault()),
          Optional.empty());
    }
  }

  /** Refused as {@link Refusal#VERSION_MISMATCH}; nothing was done. */
  record OtherVersion() implements Reply {}

  /**
   * Refused as {@link Refusal#NOT_UNDERSTOOD}; nothing was done.
   *
   * @param blocks at least one
   */
  record NotUnderstood(List<QName> blocks) implements Reply {}

  /**
   * The platform failed; nothing was done.
   *
   * @param cause for the log
   */
  record Failed(RuntimeException cause) implements Reply {}
}
