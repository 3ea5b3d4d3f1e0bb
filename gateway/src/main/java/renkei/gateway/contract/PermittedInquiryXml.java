package renkei.gateway.contract;

import java.util.List;
import renkei.broker.message.Envelope;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.PersonCode;
import renkei.codebook.Purpose;
import renkei.gateway.wording.Forms;

/** The core asks the provider. */
final class PermittedInquiryXml {

  private PermittedInquiryXml() {}

  /** What all permits of a message must agree on; the first two stand before them as well. */
  private record Way(
      InquiryId inquiry, Lane lane, AgencyCode inquirer, Purpose purpose, String route) {

    private static Way of(PermittedInquiry.Asked asked) {
      Permit permit = asked.permit();
      return new Way(
          permit.inquiry(), permit.lane(), permit.inquirer(), permit.purpose(), permit.route());
    }

    private boolean begins(InquiryId stated, Lane in) {
      return inquiry.equals(stated) && lane == in;
    }
  }

  static MessageContents.Asked read(Envelope envelope, ElementReader message) {
    InquiryId inquiry = new InquiryId(message.uuid("InquiryId"));
    Lane lane = message.word("Lane", Lane.class);
    List<PermittedInquiry.Asked> exchanges =
        ExchangesXml.read(
            message,
            exchange -> asked(envelope, exchange),
            asked -> List.of(asked.permit().exchange(), asked.permit().id()));
    ExchangesXml.together(message, exchanges, Way::of);
    if (!Way.of(exchanges.getFirst()).begins(inquiry, lane)) {
      throw ExchangesXml.mixed(message);
    }
    SealingChain sealing = SealingChain.read(message);
    Additions.ofMessage(message);
    message.end();
    return new MessageContents.Asked(
        new PermittedInquiry(envelope.sender(), sealing.leaf(), exchanges), sealing);
  }

  private static PermittedInquiry.Asked asked(Envelope envelope, ElementReader exchange) {
    PermitXml.Read permit = PermitXml.read(exchange);
    PersonCode subject = exchange.value("PersonCode", Forms.personCode(envelope.receiver()));
    boolean understood = Additions.understood(exchange) && permit.understood();
    return new PermittedInquiry.Asked(permit.permit(), subject, understood);
  }
}
