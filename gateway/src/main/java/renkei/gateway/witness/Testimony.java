package renkei.gateway.witness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * What the witness saw last: the database held this gateway's row with this number, and so all that
 * was committed before it.
 *
 * @param gateway names the row; drawn when the witness began
 * @param seenAt when
 */
record Testimony(Identity database, UUID gateway, long number, Instant seenAt) {

  JsonObject json() {
    return Json.createObjectBuilder()
        .add("database", database.system())
        .add("timeline", database.timeline())
        .add("gateway", gateway.toString())
        .add("number", number)
        .add("seenAt", seenAt.toString())
        .build();
  }

  /** Throws an unchecked exception if something is missing or malformed. */
  static Testimony of(JsonObject json) {
    return new Testimony(
        new Identity(json.getString("database"), json.getInt("timeline")),
        UUID.fromString(json.getString("gateway")),
        json.getJsonNumber("number").longValueExact(),
        Instant.parse(json.getString("seenAt")));
  }
}
