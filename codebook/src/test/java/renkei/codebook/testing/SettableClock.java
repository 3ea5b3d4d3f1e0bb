package renkei.codebook.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs with the system's or stands still, and is moved at will. Thread-safe. */
public final class SettableClock extends Clock {

  private final InstantSource source;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private SettableClock(InstantSource source) {
    this.source = source;
  }

  /** One that runs with the system's. */
  public static SettableClock running() {
    return new SettableClock(InstantSource.system());
  }

  /** One that stands still until it is moved. */
  public static SettableClock standing(Instant at) {
    return new SettableClock(InstantSource.fixed(at));
  }

  /** Moves it on from where it is; back, if negative. */
  public void advance(Duration by) {
    ahead.updateAndGet(by::plus);
  }

  /** Sets by how much it goes ahead of where it began. */
  public void setAhead(Duration by) {
    ahead.set(by);
  }

  @Override
  public Instant instant() {
    return source.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything is UTC here");
  }
}
