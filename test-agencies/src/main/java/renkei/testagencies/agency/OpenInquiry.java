package renkei.testagencies.agency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.message.Permit;
import renkei.testagencies.message.Reason;

/** One inquiry of a body outside the platform, from asking to its one ending. Thread-safe. */
public final class OpenInquiry {

  private final InquiryId id;
  private final Question question;
  private final Instant askedAt;
  private final Clock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Permit permit;
  private @Nullable Ending ending;

  OpenInquiry(InquiryId id, Question question, Clock clock) {
    this.id = id;
    this.question = question;
    this.clock = clock;
    askedAt = clock.instant();
  }

  /** Its name on all three sides. */
  public InquiryId id() {
    return id;
  }

  /** What was asked. */
  public Question question() {
    return question;
  }

  /** When. */
  public Instant askedAt() {
    return askedAt;
  }

  /** When an answer stops to be of use. */
  public Instant answerBy() {
    return askedAt.plus(question.deadline());
  }

  /** The core's leave, once it is here. */
  public synchronized Optional<Permit> permit() {
    return Optional.ofNullable(permit);
  }

  /** The ending, once it is here. */
  public synchronized Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /**
   * Waits for the ending. Past its deadline an inquiry ends {@link Outcome#EXPIRED}.
   *
   * @return empty if {@code patience} ran out first
   * @throws InterruptedException if the world ends meanwhile
   */
  public Optional<Ending> await(Duration patience) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), answerBy());
    Duration wait = left.compareTo(patience) < 0 ? left : patience;
    boolean done = ended.await(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    if (!done && !clock.instant().isBefore(answerBy())) {
      end(Ending.without(Outcome.EXPIRED, Optional.empty(), clock.instant()));
    }
    return ending();
  }

  synchronized void granted(Permit given) {
    if (permit == null) {
      permit = given;
    }
  }

  /** Ends it; false if it had ended before, and then nothing changes. */
  synchronized boolean end(Ending how) {
    if (ending != null) {
      return false;
    }
    ending = how;
    ended.countDown();
    return true;
  }

  /** Takes an answer only under the very permit of this inquiry. */
  Optional<Reason> check(Function<Permit, Optional<Reason>> rule) {
    return permit().map(rule).orElse(Optional.of(new Reason("NO_PERMIT_YET")));
  }
}
