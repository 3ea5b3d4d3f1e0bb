package renkei.gateway.contract;

import java.util.List;
import renkei.broker.message.Envelope;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.PersonCode;
import renkei.gateway.wording.Forms;

/** The core asks the provider. */
final class PermittedInquiryXml {

  private PermittedInquiryXml() {}

  static MessageContents.Asked read(Envelope envelope, ElementReader message) {
    Permit permit = PermitXml.read(message);
    PersonCode subject = message.value("PersonCode", Forms.personCode(envelope.receiver()));
    SealingChain sealing = SealingChain.read(message);
    message.end();
    return new MessageContents.Asked(
        new PermittedInquiry(
            envelope.sender(),
            sealing.leaf(),
            List.of(new PermittedInquiry.Asked(permit, subject))),
        sealing);
  }
}
