package renkei.signing.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import renkei.signing.evidence.tree.MerkleLevels;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * What waits for a time-stamp. One token over a hash tree serves everything that waits; while the
 * authority is away things go on waiting, and the state says for how long. What waits is bounded by
 * number and by time: a full queue, or one whose first piece has waited longer than the grace,
 * takes nothing new until the authority answers. In memory only: whoever needs it to survive adds
 * it again from where it is kept. Thread-safe.
 */
public final class TimeStampQueue {

  /** Pieces that wait at most: those that one token can serve. */
  public static final int MOST_WAITING = BatchHead.MOST_ITEMS;

  private final TimeStampAuthority authority;
  private final Duration grace;
  private final Clock clock;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);

  /**
   * A queue in front of one authority.
   *
   * @param grace how long something may wait before nothing new is taken
   */
  public TimeStampQueue(TimeStampAuthority authority, Duration grace, Clock clock) {
    this.authority = authority;
    this.grace = grace;
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Waiting(byte[] evidence, Instant since) {}

  /**
   * One piece of evidence with its time-stamp; stands without the others. {@link
   * TimeStampAuthority#check(StampedEvidence)} says whether it holds.
   *
   * @param evidence what was added
   * @param stamp over {@code root}
   * @param root {@link MerkleTree#root} of all that was stamped together
   * @param size pieces that were stamped together
   * @param index place among them
   * @param path inclusion proof (RFC 9162, 2.1.3)
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record StampedEvidence(
      byte[] evidence, TimeStamp stamp, byte[] root, long size, long index, List<byte[]> path) {

    /** Whether evidence and path lead to the root; says nothing about the token. */
    boolean leadsToRoot() {
      return MerkleTree.includes(root, size, index, MerkleTree.leafHash(evidence), path);
    }
  }

  /** What came of stamping. */
  public sealed interface Outcome {

    /** Everything that waited when this was asked has its stamp; in the order it was added. */
    record AllStamped(List<StampedEvidence> evidence) implements Outcome {}

    /**
     * Nothing was stamped, and everything goes on waiting.
     *
     * @param reason for an operator
     */
    record StillWaiting(String reason) implements Outcome {}
  }

  /** How far behind the queue is. */
  public enum Phase {
    /** Nothing waits. */
    CURRENT,
    /** Something waits, within the grace. */
    WAITING,
    /** Something has waited longer than the grace: nothing new is taken; somebody must look. */
    OVERDUE
  }

  /**
   * The state, for operators.
   *
   * @param waiting pieces that wait
   * @param oldest how long the first of them has waited
   */
  public record State(Phase phase, int waiting, Duration oldest) {}

  /** Whether something was taken. */
  public enum Admission {
    /** It waits. */
    TAKEN,
    /** {@link #MOST_WAITING} pieces wait already; trying again after the next token may help. */
    FULL,
    /** The first piece has waited longer than the grace; trying again once it is stamped helps. */
    OVERDUE
  }

  /** Adds something that needs a time-stamp, such as the signed bytes of a batch head. */
  public Admission add(byte[] evidence) {
    if (state().phase() == Phase.OVERDUE) {
      return Admission.OVERDUE;
    }
    return queue.offer(new Waiting(evidence.clone(), clock.instant()))
        ? Admission.TAKEN
        : Admission.FULL;
  }

  /**
   * Stamps everything that waits by one token. To be called by a timer, by one thread at a time.
   */
  public synchronized Outcome stampWaiting() {
    List<Waiting> together = new ArrayList<>(queue);
    if (together.isEmpty()) {
      return new Outcome.AllStamped(List.of());
    }
    List<byte[]> leaves =
        together.stream().map(waiting -> MerkleTree.leafHash(waiting.evidence())).toList();
    MerkleLevels levels = MerkleLevels.over(leaves);
    return switch (authority.stamp(levels.root())) {
      case TimeStamping.Stamped(TimeStamp stamp) -> {
        together.forEach(_ -> queue.poll());
        yield new Outcome.AllStamped(stamped(together, levels, stamp));
      }
      case TimeStamping.Away(String reason) -> new Outcome.StillWaiting("away: " + reason);
      case TimeStamping.Unusable(String reason) -> new Outcome.StillWaiting(reason);
    };
  }

  private static List<StampedEvidence> stamped(
      List<Waiting> together, MerkleLevels levels, TimeStamp stamp) {
    List<StampedEvidence> stamped = new ArrayList<>(together.size());
    for (int i = 0; i < together.size(); i++) {
      stamped.add(
          new StampedEvidence(
              together.get(i).evidence(),
              stamp,
              levels.root(),
              together.size(),
              i,
              levels.inclusionProof(i)));
    }
    return List.copyOf(stamped);
  }

  /** How far behind the queue is now. */
  public State state() {
    Waiting first = queue.peek();
    if (first == null) {
      return new State(Phase.CURRENT, 0, Duration.ZERO);
    }
    Duration oldest = Duration.between(first.since(), clock.instant());
    Phase phase = oldest.compareTo(grace) > 0 ? Phase.OVERDUE : Phase.WAITING;
    return new State(phase, queue.size(), oldest);
  }
}
