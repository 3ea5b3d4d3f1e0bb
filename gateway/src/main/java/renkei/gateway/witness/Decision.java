package renkei.gateway.witness;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * Somebody takes the database as it is.
 *
 * @param finding what was found, by its id
 * @param by who decided
 */
record Decision(String finding, String by) {

  JsonObject json() {
    return Json.createObjectBuilder().add("finding", finding).add("by", by).build();
  }

  /** Throws an unchecked exception if something is missing or malformed. */
  static Decision of(JsonObject json) {
    return new Decision(json.getString("finding"), json.getString("by"));
  }
}
