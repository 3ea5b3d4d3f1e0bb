package renkei.gateway.local.rest;

import renkei.gateway.local.RequestError;

/** How REST says what a local door answers (RFC 9110, 15). */
final class HttpStatus {

  private HttpStatus() {}

  static int of(RequestError error) {
    return switch (error) {
      case BAD_REQUEST,
          UNKNOWN_PARAMETER,
          MALFORMED_JSON,
          MALFORMED_FIELD,
          TOO_MANY_EXCHANGES,
          REPEATED_EXCHANGE,
          MALFORMED_CSV,
          BROKEN_OFF,
          FORBIDDEN_NUMBER,
          UNKNOWN_PROVIDER,
          PROVIDER_ENDED ->
          400;
      case NO_CALLER,
          OTHER_SITE,
          OTHER_TENANT,
          NOT_YOUR_ROLE,
          NO_PERSON,
          WRONG_CREDENTIAL,
          NOT_YOUR_RIGHT ->
          403;
      case NOT_FOUND, UNKNOWN_HOLDER -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case NOT_ACCEPTABLE -> 406;
      case TOO_SLOW -> 408;
      case NO_CODE,
          LOCAL_ID_TAKEN,
          BATCH_DIFFERS,
          PART_DIFFERS,
          PART_MISSING,
          LOAD_ENDED,
          TOO_MANY_LOADS,
          TEST_FIRST,
          FULL_LOAD_FIRST,
          SAME_PERSON,
          NOT_SIGNED_OFF,
          HELD_AGAIN ->
          409;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case TOO_FAST -> 429;
      case FAILED -> 500;
      case BUSY, UNAVAILABLE, CERTIFICATE_ENDED, KEYS_UNUSABLE -> 503;
    };
  }

  /** What JAX-RS means by a status of its own. */
  static RequestError meaning(int status) {
    return switch (status) {
      case 400 -> RequestError.BAD_REQUEST;
      case 403 -> RequestError.OTHER_TENANT;
      case 404 -> RequestError.NOT_FOUND;
      case 405 -> RequestError.METHOD_NOT_ALLOWED;
      case 406 -> RequestError.NOT_ACCEPTABLE;
      case 408 -> RequestError.TOO_SLOW;
      case 409 -> RequestError.NO_CODE;
      case 413 -> RequestError.TOO_LARGE;
      case 415 -> RequestError.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> RequestError.TOO_FAST;
      case 500 -> RequestError.FAILED;
      case 503 -> RequestError.BUSY;
      default -> status < 500 ? RequestError.BAD_REQUEST : RequestError.FAILED;
    };
  }
}
