package renkei.testagencies.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How fast steps are being done, by the last seconds alone: what was slow in the beginning says
 * nothing of the end. Not thread-safe.
 */
final class Pace {

  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  private record Mark(long nanos, long done) {}

  private final Deque<Mark> marks = new ArrayDeque<>();
  private final long steps;
  private final long begunNanos;
  private long done;

  Pace(long steps, long nowNanos) {
    this.steps = steps;
    begunNanos = nowNanos;
    marks.add(new Mark(nowNanos, 0));
  }

  void advance(long more, long nowNanos) {
    done = Math.min(steps, done + more);
    while (marks.size() > 1 && nowNanos - marks.getFirst().nanos() > WINDOW_NANOS) {
      marks.removeFirst();
    }
    marks.add(new Mark(nowNanos, done));
  }

  long done() {
    return done;
  }

  long steps() {
    return steps;
  }

  double share() {
    return steps == 0 ? 1 : (double) done / steps;
  }

  double seconds(long nowNanos) {
    return (nowNanos - begunNanos) / 1e9;
  }

  /** Steps a second; 0 while none was done. */
  double rate(long nowNanos) {
    Mark first = marks.getFirst();
    double seconds = (nowNanos - first.nanos()) / 1e9;
    return seconds > 0 ? (done - first.done()) / seconds : 0;
  }

  /** How long the rest takes if it goes on so; empty while nothing can be said. */
  Optional<Duration> left(long nowNanos) {
    double rate = rate(nowNanos);
    return rate > 0
        ? Optional.of(Duration.ofMillis((long) ((steps - done) / rate * 1_000)))
        : Optional.empty();
  }
}
