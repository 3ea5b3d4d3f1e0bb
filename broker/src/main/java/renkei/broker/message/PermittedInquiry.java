package renkei.broker.message;

import java.security.cert.X509Certificate;
import renkei.codebook.AgencyCode;
import renkei.codebook.PersonCode;

/**
 * The core asks the provider on the inquirer's behalf.
 *
 * @param sender who signed the message; must be the core
 * @param permit what may be answered, to whom and until when
 * @param subject the person as known to the provider
 * @param sealingCertificate the inquirer's: the answer is sealed to its key
 */
public record PermittedInquiry(
    AgencyCode sender, Permit permit, PersonCode subject, X509Certificate sealingCertificate)
    implements Incoming {

  /** Names the permit only. */
  @Override
  public String toString() {
    return "PermittedInquiry[" + permit.id() + "]";
  }
}
