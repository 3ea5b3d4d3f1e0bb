package renkei.testagencies.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What a REST door says to a call.
 *
 * @param status of HTTP
 * @param body of it
 * @param allow the method that the path takes, if the call had another
 */
record Answer(int status, JsonObject body, Optional<String> allow) {

  static final int OK = 200;
  static final int ACCEPTED = 202;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED_MEDIA_TYPE = 415;
  static final int UNAVAILABLE = 503;

  static Answer of(int status, JsonObject body) {
    return new Answer(status, body, Optional.empty());
  }

  /**
   * A refusal (RFC 9457).
   *
   * @param code a name that does not change
   * @param detail what to do about it
   */
  static Answer refused(int status, String code, String detail) {
    return of(status, problem(status, code, detail));
  }

  static Answer notAllowed(String allow) {
    return new Answer(
        METHOD_NOT_ALLOWED,
        problem(METHOD_NOT_ALLOWED, "method-not-allowed", "this path takes " + allow),
        Optional.of(allow));
  }

  boolean isProblem() {
    return status >= BAD_REQUEST;
  }

  private static JsonObject problem(int status, String code, String detail) {
    return Json.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", code)
        .add("status", status)
        .add("code", code)
        .add("detail", detail)
        .build();
  }

  /** Says the status and hides what was said. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
