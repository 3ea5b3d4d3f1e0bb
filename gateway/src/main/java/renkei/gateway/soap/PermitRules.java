package renkei.gateway.soap;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.broker.Decision;
import renkei.broker.Permit;
import renkei.broker.PermittedInquiry;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.signing.CertificateNames;

/**
 * A permit belongs to one inquirer, one provider and one message: what must agree before anything
 * is kept. Whether the exchange is allowed is decided later, in the transaction that records it.
 */
final class PermitRules {

  private final AgencyDirectory directory;

  PermitRules(AgencyDirectory directory) {
    this.directory = directory;
  }

  /** The rule that a permitted inquiry breaks. */
  Optional<String> broken(PermittedInquiry inquiry, AgencyCode receiver, Instant now) {
    Permit permit = inquiry.permit();
    if (!permit.provider().equals(receiver)) {
      return Optional.of("the permit names another provider than the receiver");
    }
    URI inquirer = URI.create(Wire.AGENCY_URI + permit.inquirer());
    List<URI> names = CertificateNames.uris(inquiry.sealingCertificate());
    if (!names.equals(List.of(inquirer))) {
      return Optional.of("the sealing certificate is not the inquirer's");
    }
    return brokenByAny(permit, now);
  }

  /** The rule that a decision breaks. */
  Optional<String> broken(Decision decision, AgencyCode receiver, Instant now) {
    if (!(decision.verdict() instanceof Decision.Granted(Permit permit))) {
      return Optional.empty();
    }
    if (!permit.inquiry().equals(decision.inquiry())) {
      return Optional.of("the permit is for another inquiry");
    }
    if (!permit.inquirer().equals(receiver)) {
      return Optional.of("the permit names another inquirer than the receiver");
    }
    return brokenByAny(permit, now);
  }

  private Optional<String> brokenByAny(Permit permit, Instant now) {
    if (directory.find(permit.inquirer()).isEmpty()
        || directory.find(permit.provider()).isEmpty()) {
      return Optional.of("the permit names an agency the directory does not know");
    }
    if (permit.issuedAt().isAfter(now.plus(Wire.SKEW))) {
      return Optional.of("the permit is issued in the future");
    }
    return permit.isValidAt(now) ? Optional.empty() : Optional.of("the permit has expired");
  }
}
