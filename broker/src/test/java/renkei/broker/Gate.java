package renkei.broker;

import java.util.concurrent.CountDownLatch;
import renkei.codebook.testing.Await;

/** Threads stand still at it until it is opened. */
public final class Gate {

  private final CountDownLatch arrived;
  private final CountDownLatch opened = new CountDownLatch(1);

  /**
   * A closed one.
   *
   * @param threads how many it takes for {@link #reached()}
   */
  public Gate(int threads) {
    arrived = new CountDownLatch(threads);
  }

  /** Stands still, a minute at most. */
  public void pass() {
    arrived.countDown();
    Await.open(opened);
  }

  /** Waits until as many threads as it takes have come. */
  public void reached() {
    Await.open(arrived);
  }

  /** Lets everybody go on, now and later. */
  public void open() {
    opened.countDown();
  }
}
