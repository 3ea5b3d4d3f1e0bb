package renkei.gateway.soap;

import renkei.broker.Envelope;
import renkei.broker.Permit;
import renkei.broker.PermittedInquiry;
import renkei.codebook.PersonCode;

/** The core asks the provider. */
final class PermittedInquiryXml {

  private PermittedInquiryXml() {}

  /** A permitted inquiry, and the path that must hold before anything is sealed by it. */
  record Read(PermittedInquiry inquiry, SealingChain sealing) {}

  static Read read(Envelope envelope, Children message) {
    Permit permit = PermitXml.read(message);
    PersonCode subject = new PersonCode(envelope.receiver(), message.text("PersonCode"));
    SealingChain sealing = SealingChain.read(message);
    message.end();
    return new Read(
        new PermittedInquiry(envelope.sender(), permit, subject, sealing.leaf()), sealing);
  }
}
