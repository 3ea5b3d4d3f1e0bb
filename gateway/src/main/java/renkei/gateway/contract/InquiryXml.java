package renkei.gateway.contract;

import org.w3c.dom.Element;
import renkei.broker.message.InquiryToSend;

/** The inquirer asks the core. */
final class InquiryXml {

  private InquiryXml() {}

  static Element write(InquiryToSend inquiry) {
    ElementWriter message = ElementWriter.signedRoot("Inquiry", "m-" + inquiry.message());
    new Header(
            inquiry.message(),
            inquiry.sender(),
            inquiry.receiver(),
            inquiry.sentAt(),
            inquiry.answerBy())
        .write(message);
    InquiryToSend.Asked asked = OneExchange.of(inquiry.exchanges());
    message
        .text("InquiryId", inquiry.inquiry().value())
        .text("Purpose", inquiry.purpose())
        .text("Lane", inquiry.lane())
        .text("Provider", asked.provider().value())
        .text("Affair", asked.matter().affair().value())
        .text("Procedure", asked.matter().procedure().value())
        .text("Information", asked.matter().information().value())
        .text("PersonCode", asked.subject().value())
        .text("AnswerBy", inquiry.answerBy());
    return message.element();
  }
}
