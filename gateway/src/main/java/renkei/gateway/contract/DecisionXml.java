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

  static Decision read(Envelope envelope, ElementReader message) {
    InquiryId inquiry = new InquiryId(message.uuid("InquiryId"));
    Decision.Verdict verdict = verdict(message);
    message.end();
    return new Decision(
        envelope.sender(),
        inquiry,
        List.of(new Decision.Decided(ExchangeId.onlyOneOf(inquiry), verdict)));
  }

  private static Decision.Verdict verdict(ElementReader message) {
    if (message.at("Granted")) {
      ElementReader granted = message.children("Granted");
      Decision.Verdict verdict = new Decision.Granted(PermitXml.read(granted));
      granted.end();
      return verdict;
    }
    if (message.at("Refused")) {
      ElementReader refused = message.children("Refused");
      Decision.Verdict verdict = new Decision.Refused(refused.value("Reason", Forms.REASON));
      refused.end();
      return verdict;
    }
    ElementReader failed = message.children("Failed");
    Decision.Verdict verdict =
        new Decision.Failed(failed.value("Reason", Forms.REASON), failed.truth("AskingAgainHelps"));
    failed.end();
    return verdict;
  }
}
