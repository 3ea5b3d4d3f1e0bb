package renkei.gateway.contract;

import renkei.broker.message.Permit;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.gateway.wording.Forms;

/** A permit (情報提供許可証) inside the message that carries it. */
final class PermitXml {

  private PermitXml() {}

  static Permit read(ElementReader parent) {
    ElementReader permit = parent.children("Permit");
    PermitId id = new PermitId(permit.uuid("PermitId"));
    InquiryId inquiry = new InquiryId(permit.uuid("InquiryId"));
    Permit read =
        new Permit(
            id,
            ExchangeId.onlyOneOf(inquiry),
            inquiry,
            permit.word("Purpose", Purpose.class),
            permit.word("Lane", Lane.class),
            permit.value("Inquirer", Forms.AGENCY),
            permit.value("Provider", Forms.AGENCY),
            matter(permit),
            permit.value("SubjectToken", Forms.SUBJECT_TOKEN),
            permit.value("Route", Forms.ROUTE),
            permit.time("IssuedAt"),
            permit.time("ExpiresAt"));
    permit.end();
    return read;
  }

  private static Matter matter(ElementReader permit) {
    return new Matter(
        permit.value("Affair", Forms.AFFAIR),
        permit.value("Procedure", Forms.PROCEDURE),
        permit.value("Information", Forms.INFORMATION),
        new ItemChoice.All());
  }
}
