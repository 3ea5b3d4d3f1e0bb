package renkei.gateway.witness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The database is not what was acknowledged, and somebody has to decide.
 *
 * @param reason upper-case words joined by underscores
 * @param sentence what was found
 * @param id names exactly this finding; whoever decides repeats it
 */
record Finding(String reason, String sentence, String id) {

  private static final int ID_DIGITS = 8;

  static Finding older(Testimony last, String found) {
    return of(
        "DATABASE_OLDER",
        "the database is older than what was acknowledged: it had row %d on %s, and now has %s"
            .formatted(last.number(), last.seenAt(), found),
        last);
  }

  static Finding another(Testimony last, Identity found) {
    return of(
        "ANOTHER_DATABASE",
        "this is another database than the one that was written to on %s: it was %s, and is %s"
            .formatted(last.seenAt(), last.database().system(), found.system()),
        last);
  }

  static Finding unreadable() {
    return new Finding(
        "WITNESS_UNREADABLE",
        "what the witness saw last cannot be read, and so nobody knows whether the database is as"
            + " it was left",
        id("unreadable"));
  }

  private static Finding of(String reason, String sentence, Testimony last) {
    return new Finding(reason, sentence, id(sentence + last.json()));
  }

  private static String id(String what) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  JsonObject json() {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("reason", reason)
        .add("sentence", sentence)
        .build();
  }

  /** Throws an unchecked exception if something is missing or malformed. */
  static Finding of(JsonObject json) {
    return new Finding(json.getString("reason"), json.getString("sentence"), json.getString("id"));
  }
}
