package renkei.gateway.local.rest;

import java.util.Optional;
import renkei.gateway.local.FieldFault;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Language;
import renkei.gateway.wording.Phrase;

/**
 * The body of an answer that is an error: the problem details of RFC 9457, and the code by which
 * programs tell errors apart.
 *
 * @param type the code as a URI
 * @param title what is wrong, the same for every occurrence
 * @param status of the answer
 * @param detail what exactly, and what to do next
 * @param error the code, which does not change
 * @param field which field is to blame, as the caller knows it
 * @param expected what the field must be
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String error,
    Optional<String> field,
    Optional<String> expected) {

  /** Of the answer that has it for a body. */
  static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "urn:renkei:error:";

  static Problem of(RequestError error, Language language) {
    return of(error, error.advice(), Optional.empty(), language);
  }

  static Problem of(RefusedException refused, Language language) {
    RequestError error = refused.error();
    Phrase detail =
        refused
            .told()
            .or(() -> refused.field().map(FieldFault::sentence))
            .map(told -> told.and(error.advice()))
            .orElse(error.advice());
    return of(error, detail, refused.field(), language);
  }

  static Problem of(
      RequestError error, Phrase detail, Optional<FieldFault> blamed, Language language) {
    return new Problem(
        TYPES + error.code(),
        error.title().in(language),
        HttpStatus.of(error),
        detail.in(language),
        error.code(),
        blamed.map(FieldFault::field).filter(field -> !field.isEmpty()),
        blamed.map(fault -> fault.expected().in(language)));
  }
}
