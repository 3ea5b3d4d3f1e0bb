package renkei.gateway.console;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import renkei.broker.QueueState;
import renkei.codebook.Lane;

/**
 * The queues of one lane together, at one moment, for every lane.
 *
 * @param at when
 * @param lanes one entry for each lane
 */
record Sample(Instant at, Map<Lane, Total> lanes) {

  /**
   * All queues of one lane.
   *
   * @param depth how many messages wait
   * @param oldestAge age of the oldest of them; zero if none waits
   * @param ratePerSecond how many were finished a second
   */
  record Total(long depth, Duration oldestAge, double ratePerSecond) {

    static final Total NOTHING = new Total(0, Duration.ZERO, 0);

    Total plus(QueueState queue) {
      return new Total(
          depth + queue.depth(),
          oldestAge.compareTo(queue.oldestAge()) >= 0 ? oldestAge : queue.oldestAge(),
          ratePerSecond + queue.ratePerSecond());
    }
  }

  static Sample of(Instant at, List<QueueState> queues) {
    Map<Lane, Total> lanes = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, Total.NOTHING);
    }
    for (QueueState queue : queues) {
      lanes.computeIfPresent(queue.lane(), (_, total) -> total.plus(queue));
    }
    return new Sample(at, lanes);
  }
}
