package renkei.gateway.national;

import java.util.Optional;
import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServerRefusal;

/** What the server under the national door refuses, as faults of the contract. */
enum SoapFaults implements RefusalForm {
  INSTANCE;

  @Override
  public Told tell(ServerRefusal refusal) {
    Refusal meant =
        switch (refusal.kind()) {
          case MALFORMED, NOT_FOUND -> Refusal.MALFORMED_BODY;
          case NO_CALLER, OTHER_SITE -> Refusal.CALLER_NOT_ALLOWED;
          case METHOD_NOT_ALLOWED -> Refusal.METHOD_NOT_ALLOWED;
          case TOO_SLOW -> Refusal.TOO_SLOW;
          case TOO_LARGE -> Refusal.TOO_LARGE;
          case UNSUPPORTED_MEDIA_TYPE -> Refusal.NOT_A_MESSAGE;
          case BUSY -> Refusal.BUSY;
          case FAILED -> Refusal.FAULT;
        };
    return new Told(
        meant.name(), SoapEnvelope.CONTENT_TYPE, SoapEnvelope.fault(meant, Optional.empty()));
  }
}
