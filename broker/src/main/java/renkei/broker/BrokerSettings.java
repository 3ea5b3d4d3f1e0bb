package renkei.broker;

import java.time.Duration;
import java.time.LocalTime;
import renkei.codebook.Lane;

/**
 * What an operator decides about the broker.
 *
 * @param inquiryDeadline how long an inquiry waits for its answer unless it says otherwise; for
 *     bulk work only time within its hours counts
 * @param bulkFrom when bulk work begins, Japan time
 * @param bulkTo when it ends; equal to {@code bulkFrom} for all day
 * @param bounds how much one tenant may have in hand
 * @param workers how many workers each queue has
 * @param inline how many messages of a lane may be processed inline, at the door and in the
 *     transaction that makes them durable (of bulk half of it); 0 if every message is to go through
 *     its queue
 * @param coreRoute name of the route to the core
 * @param retention how long finished inquiries are kept for their local systems
 */
public record BrokerSettings(
    Duration inquiryDeadline,
    LocalTime bulkFrom,
    LocalTime bulkTo,
    Bounds bounds,
    Workers workers,
    int inline,
    String coreRoute,
    Duration retention) {

  /** Refuses durations that are not positive. */
  public BrokerSettings {
    if (!inquiryDeadline.isPositive() || !retention.isPositive()) {
      throw new IllegalArgumentException("deadline and retention must be positive");
    }
    if (inline < 0) {
      throw new IllegalArgumentException("fewer than none cannot be processed inline");
    }
  }

  /**
   * How much one tenant may have in hand. What is beyond is told to come again.
   *
   * @param counter how many messages of lane COUNTER may wait in one direction
   * @param routine how many of lane ROUTINE
   * @param bulk how many of lane BULK
   * @param counterRate how many COUNTER inquiries a second its own systems and staff may hand in,
   *     ten seconds' worth of them at once; each process counts for itself
   */
  public record Bounds(int counter, int routine, int bulk, int counterRate) {

    /** Refuses numbers below one. */
    public Bounds {
      if (counter < 1 || routine < 1 || bulk < 1 || counterRate < 1) {
        throw new IllegalArgumentException("a tenant must be allowed at least one of everything");
      }
    }

    /** How many messages of a lane may wait in one direction. */
    public int waiting(Lane lane) {
      return switch (lane) {
        case COUNTER -> counter;
        case ROUTINE -> routine;
        case BULK -> bulk;
      };
    }
  }

  /**
   * Workers of each tenant's queues, and how many database transactions a lane may have open at
   * once in the whole process (workers and doors together).
   *
   * @param counter workers of each COUNTER queue
   * @param routine workers of each ROUTINE queue
   * @param bulk workers of each BULK queue
   * @param transactions open transactions of each lane at most, and of what belongs to no lane; the
   *     database pool needs four times as many connections, and some for others
   */
  public record Workers(int counter, int routine, int bulk, int transactions) {

    /** Refuses numbers below one. */
    public Workers {
      if (counter < 1 || routine < 1 || bulk < 1 || transactions < 1) {
        throw new IllegalArgumentException("every lane needs at least one worker");
      }
    }
  }

  /** The defaults of the project: ten minutes, bulk all day, four workers a queue, two for bulk. */
  public static BrokerSettings defaults() {
    return new BrokerSettings(
        Duration.ofMinutes(10),
        LocalTime.MIDNIGHT,
        LocalTime.MIDNIGHT,
        new Bounds(100_000, 100_000, 50_000, 20),
        new Workers(4, 4, 2, 8),
        6,
        "core",
        Duration.ofDays(7));
  }
}
