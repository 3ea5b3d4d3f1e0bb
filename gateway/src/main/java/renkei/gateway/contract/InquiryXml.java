package renkei.gateway.contract;

import org.w3c.dom.Element;
import renkei.broker.message.InquiryToSend;
import renkei.codebook.Environment;

/** The inquirer asks the core. */
final class InquiryXml {

  private InquiryXml() {}

  static Element write(InquiryToSend inquiry, Environment environment) {
    ElementWriter message = ElementWriter.signedRoot("Inquiry", "m-" + inquiry.message());
    new Header(
            inquiry.message(),
            inquiry.sender(),
            inquiry.receiver(),
            environment,
            inquiry.sentAt(),
            inquiry.answerBy())
        .write(message);
    message.text("InquiryId", inquiry.inquiry().value()).text("Purpose", inquiry.purpose());
    HandlingXml.write(message, inquiry.handling());
    for (InquiryToSend.Asked asked : inquiry.exchanges()) {
      ElementWriter exchange =
          message
              .child("Exchange")
              .text("ExchangeId", asked.exchange().value())
              .text("Provider", asked.provider().value())
              .text("PersonCode", asked.subject().value());
      MatterXml.write(exchange, asked.matter());
      TermsXml.write(exchange, asked.terms());
    }
    return message.text("AnswerBy", inquiry.answerBy()).element();
  }
}
