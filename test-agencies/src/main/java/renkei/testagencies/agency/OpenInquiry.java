package renkei.testagencies.agency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.Permit;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.Reason;

/** One inquiry of a body outside the platform, from asking to its one ending. Thread-safe. */
public final class OpenInquiry {

  /** Whoever writes down how inquiries end. */
  interface Records {

    /** Called once for each inquiry, when its ending is accepted. */
    void add(Exchange exchange, Outcome outcome);
  }

  private final ExchangeId exchangeId;
  private final Exchange exchange;
  private final Question question;
  private final Records records;
  private final Clock clock;
  private final Instant answerBy;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Permit permit;
  private @Nullable Ending ending;

  OpenInquiry(
      ExchangeId exchangeId, Exchange exchange, Question question, Records records, Clock clock) {
    this.exchangeId = exchangeId;
    this.exchange = exchange;
    this.question = question;
    this.records = records;
    this.clock = clock;
    answerBy = clock.instant().plus(question.deadline());
  }

  /** Its name on all three sides. */
  public InquiryId id() {
    return exchange.id();
  }

  /** The name of its one exchange: bodies outside the platform ask sets of one. */
  public ExchangeId exchangeId() {
    return exchangeId;
  }

  /** Who asks whom for what. */
  public Exchange exchange() {
    return exchange;
  }

  /** What was asked. */
  public Question question() {
    return question;
  }

  /** When an answer stops to be of use. */
  public Instant answerBy() {
    return answerBy;
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
    Duration left = Duration.between(clock.instant(), answerBy);
    Duration wait = left.compareTo(patience) < 0 ? left : patience;
    boolean done = ended.await(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    if (!done && !clock.instant().isBefore(answerBy)) {
      end(Ending.without(Outcome.EXPIRED, Optional.empty()));
    }
    return ending();
  }

  synchronized void granted(Permit given) {
    if (permit == null) {
      permit = given;
    }
  }

  /** Ends it and has it recorded; false if it had ended before, and then nothing changes. */
  synchronized boolean end(Ending how) {
    if (ending != null) {
      return false;
    }
    ending = how;
    records.add(exchange, how.outcome());
    ended.countDown();
    return true;
  }

  /** Takes an answer only under the very permit of this inquiry. */
  Optional<Reason> check(Function<Permit, Optional<Reason>> rule) {
    return permit().map(rule).orElse(Optional.of(new Reason("NO_PERMIT_YET")));
  }
}
