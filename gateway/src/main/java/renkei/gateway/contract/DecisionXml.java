package renkei.gateway.contract;

import java.util.List;
import renkei.broker.message.Decision;
import renkei.broker.message.Envelope;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.gateway.wording.Forms;

/** The core tells the inquirer what it decided. */
final class DecisionXml {

  private DecisionXml() {}

  /**
   * A verdict as it came.
   *
   * @param understood whether nothing in it that must be understood is not
   */
  private record Read(Decision.Verdict verdict, boolean understood) {}

  static Decision read(Envelope envelope, ElementReader message) {
    InquiryId inquiry = new InquiryId(message.uuid("InquiryId"));
    List<Decision.Decided> exchanges =
        ExchangesXml.read(message, DecisionXml::decided, decided -> List.of(decided.exchange()));
    Additions.ofMessage(message);
    message.end();
    return new Decision(envelope.sender(), inquiry, exchanges);
  }

  private static Decision.Decided decided(ElementReader exchange) {
    ExchangeId id = new ExchangeId(exchange.uuid("ExchangeId"));
    Read read = verdict(exchange);
    boolean understood = Additions.understood(exchange) && read.understood();
    return new Decision.Decided(
        id,
        understood
            ? read.verdict()
            : new Decision.Failed(NationalContract.ADDITION_NOT_UNDERSTOOD, false));
  }

  private static Read verdict(ElementReader exchange) {
    if (exchange.at("Granted")) {
      ElementReader granted = exchange.children("Granted");
      PermitXml.Read permit = PermitXml.read(granted);
      granted.end();
      return new Read(new Decision.Granted(permit.permit()), permit.understood());
    }
    if (exchange.at("Refused")) {
      ElementReader refused = exchange.children("Refused");
      Decision.Verdict verdict = new Decision.Refused(refused.value("Reason", Forms.REASON));
      refused.end();
      return new Read(verdict, true);
    }
    ElementReader failed = exchange.children("Failed");
    Decision.Verdict verdict =
        new Decision.Failed(failed.value("Reason", Forms.REASON), failed.truth("AskingAgainHelps"));
    failed.end();
    return new Read(verdict, true);
  }
}
