package renkei.tenantstore.replica;

/**
 * A record as it was registered.
 *
 * @param sequence by which its source orders the states of the record
 * @param origin where it came from
 */
public record Registered(Replica replica, long sequence, Origin origin) {

  /**
   * Where a record came from.
   *
   * @param batch of the load that brought it
   * @param system that wrote the load; empty if it did not say
   * @param sourceVersion of that system's data; empty if it did not say
   */
  public record Origin(String batch, String system, String sourceVersion) {}
}
