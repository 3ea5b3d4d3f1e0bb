package renkei.gateway.http;

import java.util.Optional;

/**
 * What the server under an endpoint refuses, before the endpoint sees the request or while it reads
 * the body.
 *
 * @param status of the answer
 * @param kind what was wrong
 * @param because which rule of HTTP or of the contract was broken; no value of the request
 * @param languages the caller's {@code Accept-Language}
 */
public record ServerRefusal(int status, Kind kind, String because, Optional<String> languages) {

  /** What was wrong, by the status that says so (RFC 9110, 15). */
  public enum Kind {
    /** The request does not follow HTTP. */
    MALFORMED,
    /** The certificate names nobody who may call, or more than one name. */
    NO_CALLER,
    /** A page of another site made a browser send it. */
    OTHER_SITE,
    /** Nothing is there. */
    NOT_FOUND,
    /** Not a method of this path. */
    METHOD_NOT_ALLOWED,
    /** The request took too long to come. */
    TOO_SLOW,
    /** The body is larger than the door takes. */
    TOO_LARGE,
    /** The body has a media type, character set or coding that is not taken. */
    UNSUPPORTED_MEDIA_TYPE,
    /** There is no room for one more request, of this caller or of all. */
    BUSY,
    /** A fault of this platform. */
    FAILED
  }

  /** What an answer of this status says was wrong, where nothing closer is known. */
  public static Kind kindOf(int status) {
    return switch (status) {
      case 403 -> Kind.NO_CALLER;
      case 404 -> Kind.NOT_FOUND;
      case 405 -> Kind.METHOD_NOT_ALLOWED;
      case 408 -> Kind.TOO_SLOW;
      case 413 -> Kind.TOO_LARGE;
      case 415 -> Kind.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> Kind.BUSY;
      default -> status < 500 ? Kind.MALFORMED : Kind.FAILED;
    };
  }
}
