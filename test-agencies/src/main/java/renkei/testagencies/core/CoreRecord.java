package renkei.testagencies.core;

import java.time.Instant;
import java.util.Optional;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.Reason;

/**
 * What the core keeps of one exchange: who asked whom for what, never content.
 *
 * @param ask who asked whom for what
 * @param subject the person, by the name the core and the resident network share; empty if the code
 *     meant nobody
 * @param permitId empty if it was refused
 * @param refusal empty if it was permitted
 */
public record CoreRecord(
    RequestedExchange ask,
    Optional<ResidentCode> subject,
    Optional<PermitId> permitId,
    Optional<Reason> refusal,
    Instant at) {

  /** The inquiry that it is part of. */
  public InquiryId inquiryId() {
    return ask.inquiryId();
  }

  /** The exchange it is about. */
  public Exchange exchange() {
    return new Exchange(
        ask.inquiryId(),
        ask.inquirer(),
        ask.provider(),
        ask.purpose(),
        ask.matter().procedure(),
        ask.matter().information());
  }
}
