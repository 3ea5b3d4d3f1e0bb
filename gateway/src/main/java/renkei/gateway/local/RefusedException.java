package renkei.gateway.local;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import renkei.gateway.wording.Phrase;

/** A request that is not served. The one catch-all at a door's edge makes an answer of it. */
public final class RefusedException extends RuntimeException {

  /** When to try again what failed because something is away or full. */
  public static final Duration RETRY = Duration.ofSeconds(5);

  private static final long serialVersionUID = 1L;

  private final RequestError error;
  private final transient Optional<Phrase> told;
  private final transient Optional<FieldFault> field;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param detail what exactly, without any value of the request
   */
  public RefusedException(RequestError error, String detail) {
    this(error, detail, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** As {@link #RefusedException(RequestError, String)}; one field is to blame. */
  public RefusedException(RequestError error, String detail, FieldFault field) {
    this(error, detail, Optional.empty(), Optional.of(field), Optional.empty());
  }

  /** As {@link #RefusedException(RequestError, String)}; sending the same again later may help. */
  public RefusedException(RequestError error, String detail, Duration retryAfter) {
    this(error, detail, Optional.empty(), Optional.empty(), Optional.of(retryAfter));
  }

  /** As {@link #RefusedException(RequestError, String, Duration)}; the caller is told it, too. */
  public RefusedException(RequestError error, Phrase told, Duration retryAfter) {
    this(error, told.en(), Optional.of(told), Optional.empty(), Optional.of(retryAfter));
  }

  private RefusedException(
      RequestError error,
      String detail,
      Optional<Phrase> told,
      Optional<FieldFault> field,
      Optional<Duration> retryAfter) {
    super(detail);
    this.error = error;
    this.told = told;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  /** What the caller is told beside the error's own words; empty if those say it. */
  public Optional<Phrase> told() {
    return told;
  }

  /** The field that is to blame, if one is. */
  public Optional<FieldFault> field() {
    return field;
  }

  /** What the caller is told. */
  public RequestError error() {
    return error;
  }

  /** What exactly, for the log; without any value of the request. */
  public String detail() {
    return Objects.requireNonNullElse(getMessage(), "");
  }

  /** When sending the same again may help. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Bad input must stay cheap. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
