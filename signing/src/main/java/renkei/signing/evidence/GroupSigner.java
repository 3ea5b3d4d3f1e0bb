package renkei.signing.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import renkei.signing.BoundedWait;
import renkei.signing.SigningUnavailableException;

/**
 * Signs whatever is waiting by one signature, as a database commits in groups. Whoever finds the
 * key free takes everything that waits into one batch: an idle signer makes single signatures at
 * once, a busy one makes batches that grow with the load. There is no timer and no thread of its
 * own. Thread-safe, made for virtual threads.
 */
public final class GroupSigner {

  private final BatchSigner signer;
  private final int mostTogether;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock key = new ReentrantLock();

  /**
   * Items in front of one signer.
   *
   * @param mostTogether items of one batch at most
   * @throws IllegalArgumentException unless it is 1 to {@value BatchHead#MOST_ITEMS}
   */
  public GroupSigner(BatchSigner signer, int mostTogether) {
    if (mostTogether < 1 || mostTogether > BatchHead.MOST_ITEMS) {
      throw new IllegalArgumentException("a batch has 1 to 100000 items");
    }
    this.signer = signer;
    this.mostTogether = mostTogether;
  }

  /** One item and what came of it, which whoever holds the key says once. */
  private static final class Waiting {

    private final byte[] item;
    private volatile @Nullable ItemProof proof;
    private volatile @Nullable Throwable failure;

    Waiting(byte[] item) {
      this.item = item;
    }

    boolean isDone() {
      return proof != null || failure != null;
    }

    ItemProof result() {
      ItemProof made = proof;
      if (made != null) {
        return made;
      }
      throw new SigningUnavailableException("the batch could not be signed", failure);
    }
  }

  /**
   * Signs an item together with whatever else is waiting.
   *
   * @param patience how long to wait for the key. Once it is over the item's proof is handed out if
   *     it is there. Whoever holds the key may be signing a batch with the item at that moment:
   *     only such a proof is lost
   * @throws SigningUnavailableException if the key is not free in time or the batch with this item
   *     could not be signed; trying again may succeed
   */
  public ItemProof sign(byte[] item, Duration patience) {
    Waiting mine = new Waiting(item);
    queue.add(mine);
    if (isLocked(mine, patience)) {
      try {
        while (!mine.isDone()) {
          signWaiting();
        }
      } finally {
        key.unlock();
      }
    }
    return mine.result();
  }

  /** Items that nobody has taken into a batch yet. */
  int waiting() {
    return queue.size();
  }

  /** Takes the key; false if it was not free in time, and is not needed any more. */
  private boolean isLocked(Waiting mine, Duration patience) {
    if (BoundedWait.reached(() -> key.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS))) {
      return true;
    }
    queue.remove(mine);
    if (!mine.isDone()) {
      throw new SigningUnavailableException(
          Thread.currentThread().isInterrupted()
              ? "interrupted while waiting for the key"
              : "the key was not free in time",
          null);
    }
    return false;
  }

  private void signWaiting() {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next; batch.size() < mostTogether && (next = queue.poll()) != null; ) {
      batch.add(next);
    }
    if (batch.isEmpty()) {
      throw new IllegalStateException("an item left the queue without proof or failure");
    }
    try {
      List<ItemProof> proofs = signer.sign(batch.stream().map(waiting -> waiting.item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).proof = proofs.get(i);
      }
    } catch (RuntimeException | Error e) {
      // Whatever it was, every item taken must end, or its caller would wait for it for ever.
      for (Waiting waiting : batch) {
        waiting.failure = e;
      }
      if (e instanceof Error error) {
        throw error;
      }
    }
  }
}
