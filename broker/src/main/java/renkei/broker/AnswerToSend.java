package renkei.broker;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.TenantId;

/**
 * An answer to be composed, sealed and signed.
 *
 * @param tenant whose identity signs it
 * @param message id of the message
 * @param sender the tenant's agency, the provider
 * @param receiver the inquirer
 * @param sentAt when it was written
 * @param expiresAt the end of the message's life: the permit's
 * @param permit the permit it is given under; its inquiry and subject token go into the answer
 * @param ending what came of the inquiry
 * @param provided the content, exactly when the outcome is {@link Outcome#PROVIDED}
 * @param sealingCertificate whose key the content is sealed to
 */
public record AnswerToSend(
    TenantId tenant,
    MessageId message,
    AgencyCode sender,
    AgencyCode receiver,
    Instant sentAt,
    Instant expiresAt,
    Permit permit,
    Ending ending,
    Optional<Answer.Provided> provided,
    X509Certificate sealingCertificate) {

  /** Refuses content without {@code PROVIDED}, and {@code PROVIDED} without content. */
  public AnswerToSend {
    if (provided.isPresent() != (ending.outcome() == Outcome.PROVIDED)) {
      throw new IllegalArgumentException("content goes with PROVIDED and with nothing else");
    }
  }

  /** Names the permit and the outcome only. */
  @Override
  public String toString() {
    return "AnswerToSend[" + permit.id() + ", " + ending.outcome() + "]";
  }
}
