package renkei.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * The message broker's queues. They carry pointers to rows: whatever they lose is sent again from
 * the rows, and a pointer that comes twice does nothing the second time. Thread-safe.
 */
public interface PointerQueues extends AutoCloseable {

  /**
   * Makes sure that the queues exist; with none, that the message broker answers.
   *
   * @throws QueuesUnavailableException if the message broker is away; try again
   * @throws IllegalStateException if it is there and refuses; trying again does not help
   */
  void prepare(Collection<QueueKey> queues);

  /**
   * Sends a pointer, without waiting for the message broker to have it. Never throws for a broker
   * that is away.
   *
   * @param delay how long the queue holds it back; zero for at once
   */
  void send(Pointer pointer, Duration delay);

  /**
   * How many pointers the queue has: waiting, held back and in workers' hands.
   *
   * @throws QueuesUnavailableException if the message broker is away; try again
   */
  long depth(QueueKey queue);

  /**
   * Opens a place to take pointers from, for one worker at a time; makes the queue where there is
   * none.
   *
   * @throws QueuesUnavailableException if the message broker is away; try again
   */
  Taker open(QueueKey queue);

  /** Closes the connections, and the broker itself where it is embedded. */
  @Override
  void close();

  /** One worker's end of a queue. Not thread-safe. */
  interface Taker extends AutoCloseable {

    /**
     * Waits for the next pointer.
     *
     * @return empty if none came in time
     * @throws QueuesUnavailableException if the message broker went away; open another taker
     */
    Optional<Pointer> take(Duration wait);

    /**
     * Tells the queue that the last pointer taken has been dealt with.
     *
     * @throws QueuesUnavailableException if the message broker went away; the pointer may come
     *     again
     */
    void settle();

    /** Gives unsettled pointers back. */
    @Override
    void close();
  }
}
