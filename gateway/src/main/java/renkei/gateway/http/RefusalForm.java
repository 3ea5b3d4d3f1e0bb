package renkei.gateway.http;

/**
 * The form in which an endpoint's callers are told what the server under it refuses: the same in
 * which the endpoint tells its own refusals.
 */
@FunctionalInterface
public interface RefusalForm {

  /** Words a refusal. */
  Told tell(ServerRefusal refusal);

  /**
   * A refusal as the caller reads it.
   *
   * @param reason what it is counted and logged as: upper-case words joined by underscores
   * @param contentType of the body
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Told(String reason, String contentType, byte[] body) {}
}
