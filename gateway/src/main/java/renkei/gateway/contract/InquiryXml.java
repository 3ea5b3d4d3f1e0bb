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
    message
        .text("InquiryId", inquiry.inquiry().value())
        .text("Purpose", inquiry.purpose())
        .text("Lane", inquiry.lane())
        .text("Provider", inquiry.provider().value())
        .text("Affair", inquiry.affair().value())
        .text("Procedure", inquiry.procedure().value())
        .text("Information", inquiry.information().value())
        .text("PersonCode", inquiry.subject().value())
        .text("AnswerBy", inquiry.answerBy());
    return message.element();
  }
}
