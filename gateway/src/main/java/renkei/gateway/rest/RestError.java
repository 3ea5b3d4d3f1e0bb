package renkei.gateway.rest;

import java.util.Locale;

/** Everything the local door answers instead of what was asked for. */
enum RestError {
  BAD_REQUEST(400, "check the request against the contract"),
  MALFORMED_JSON(400, "send one JSON object with the fields of the contract and no others"),
  MALFORMED_FIELD(400, "check the form of the field"),
  MALFORMED_CSV(400, "correct the file and send it again"),
  BROKEN_OFF(400, "what is committed stays; send the same file again"),
  FORBIDDEN_NUMBER(400, "never send a 個人番号 or 住民票コード to the platform"),
  UNKNOWN_PROVIDER(400, "the directory does not know this agency"),
  NO_CALLER(403, "the client certificate names no caller of this door"),
  OTHER_TENANT(403, "call only your own municipality's part"),
  NOT_YOUR_ROLE(403, "this is not open to callers in your role"),
  NOT_FOUND(404, "there is nothing of this name"),
  METHOD_NOT_ALLOWED(405, "see the contract for the methods of this path"),
  NOT_ACCEPTABLE(406, "see the contract for the media types of this path"),
  NO_CODE(409, "the person has no code yet; ask for a serial number first"),
  LOCAL_ID_TAKEN(409, "this local id names another inquiry already"),
  HELD_AGAIN(409, "look at the person's case again; then release or refuse"),
  TOO_LARGE(413, "send less at once"),
  UNSUPPORTED_MEDIA_TYPE(415, "see the contract for the media types of this path"),
  TOO_SLOW(408, "the request did not arrive in time; send it again"),
  TOO_FAST(
      429, "no counter asks so fast; send mass inquiries in lane ROUTINE or BULK, or come later"),
  BUSY(503, "too much is waiting; send the same again later"),
  UNAVAILABLE(503, "the platform cannot reach its database now; send the same again later"),
  FAILED(500, "the platform failed; try again, and tell the operator if it fails again");

  private final int status;
  private final String advice;

  RestError(int status, String advice) {
    this.status = status;
    this.advice = advice;
  }

  int status() {
    return status;
  }

  /** What the caller can do next. */
  String advice() {
    return advice;
  }

  /** The name in answers. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
