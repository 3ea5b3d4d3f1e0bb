package renkei.gateway.local;

import renkei.gateway.wording.Phrase;

/**
 * What is wrong with one field of a request, without its value.
 *
 * @param field as the caller knows it; empty if it is about the whole body
 * @param expected completes "must …"
 */
public record FieldFault(String field, Phrase expected) {

  private static final Phrase BODY = new Phrase("The body", "本文");

  private static final Phrase SENTENCE = new Phrase("%s must %s.", "%s は、%s。");

  /** About the whole body. */
  public static FieldFault ofBody(Phrase expected) {
    return new FieldFault("", expected);
  }

  /** The whole as a sentence. */
  public Phrase sentence() {
    return SENTENCE.with(field.isEmpty() ? BODY : new Phrase(field, field), expected);
  }
}
