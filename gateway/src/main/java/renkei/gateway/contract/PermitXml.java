package renkei.gateway.contract;

import java.util.Optional;
import renkei.broker.message.Permit;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.gateway.wording.Forms;

/** A permit (情報提供許可証) inside the message that carries it. */
final class PermitXml {

  private PermitXml() {}

  /**
   * A permit as it came.
   *
   * @param understood whether nothing in it that must be understood is not
   */
  record Read(Permit permit, boolean understood) {}

  static Read read(ElementReader parent) {
    ElementReader permit = parent.children("Permit");
    Permit read =
        new Permit(
            new PermitId(permit.uuid("PermitId")),
            new ExchangeId(permit.uuid("ExchangeId")),
            new InquiryId(permit.uuid("InquiryId")),
            permit.word("Purpose", Purpose.class),
            HandlingXml.read(permit),
            permit.value("Inquirer", Forms.AGENCY),
            permit.value("Provider", Forms.AGENCY),
            MatterXml.read(permit),
            TermsXml.read(permit),
            Optional.of(
                new Permit.Grounds(
                    permit.value("Row", Forms.PERMISSION_ROW), permit.positive("ListVersion"))),
            permit.value("SubjectToken", Forms.SUBJECT_TOKEN),
            permit.value("Route", Forms.ROUTE),
            permit.time("AskedAt"),
            permit.time("IssuedAt"),
            permit.time("ExpiresAt"));
    boolean understood = Additions.understood(permit);
    permit.end();
    return new Read(read, understood);
  }
}
