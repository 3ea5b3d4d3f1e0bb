package renkei.gateway.jetty;

import java.nio.charset.StandardCharsets;
import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServerRefusal;

/** The form of refusals that are no endpoint's; tells nothing about the inside. */
enum JsonForm implements RefusalForm {
  INSTANCE;

  @Override
  public Told tell(ServerRefusal refusal) {
    String body =
        "{\"error\":\""
            + error(refusal.kind())
            + "\",\"message\":\""
            + advice(refusal.kind())
            + "\"}";
    return new Told(reason(refusal), "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(ServerRefusal refusal) {
    return refusal.kind() == ServerRefusal.Kind.OTHER_SITE
        ? ServerRefusal.Kind.OTHER_SITE.name()
        : "HTTP_" + refusal.status();
  }

  private static String error(ServerRefusal.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> "not-found";
      case METHOD_NOT_ALLOWED -> "method-not-allowed";
      case NO_CALLER -> "no-caller";
      case OTHER_SITE -> "other-site";
      case TOO_SLOW -> "too-slow";
      case TOO_LARGE -> "too-large";
      case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
      case BUSY -> "busy";
      case MALFORMED -> "bad-request";
      case FAILED -> "failed";
    };
  }

  private static String advice(ServerRefusal.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> "check the address: messages go to /national, operators to /console";
      case METHOD_NOT_ALLOWED -> "use a method that Allow lists";
      case NO_CALLER -> "the client certificate names no caller of this door";
      case OTHER_SITE -> "a page of another site made your browser send this: close that page";
      case TOO_LARGE -> "send less at once";
      case UNSUPPORTED_MEDIA_TYPE -> "send a media type of the contract, in UTF-8 and not encoded";
      case BUSY, TOO_SLOW -> "try again later";
      case MALFORMED -> "check the request";
      case FAILED -> "try again; if it fails again, tell the operator";
    };
  }
}
