package renkei.gateway.local.rest;

import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServerRefusal;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Language;

/** What the server under the local door refuses, in the form of {@link Errors}. */
record ServerErrors(JsonBody json) implements RefusalForm {

  @Override
  public Told tell(ServerRefusal refusal) {
    RequestError error =
        switch (refusal.kind()) {
          case MALFORMED -> RequestError.BAD_REQUEST;
          case NO_CALLER -> RequestError.NO_CALLER;
          case OTHER_SITE -> RequestError.OTHER_SITE;
          case NOT_FOUND -> RequestError.NOT_FOUND;
          case METHOD_NOT_ALLOWED -> RequestError.METHOD_NOT_ALLOWED;
          case TOO_SLOW -> RequestError.TOO_SLOW;
          case TOO_LARGE -> RequestError.TOO_LARGE;
          case UNSUPPORTED_MEDIA_TYPE -> RequestError.UNSUPPORTED_MEDIA_TYPE;
          case BUSY -> RequestError.BUSY;
          case FAILED -> RequestError.FAILED;
        };
    Problem problem = Problem.of(error, Language.of(refusal.languages()));
    return new Told(error.name(), Problem.MEDIA_TYPE, json.line(problem));
  }
}
