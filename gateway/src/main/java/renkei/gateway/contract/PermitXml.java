package renkei.gateway.contract;

import java.util.regex.Pattern;
import renkei.broker.Permit;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.SubjectToken;

/** A permit (情報提供許可証) inside the message that carries it. */
final class PermitXml {

  private static final Pattern ROUTE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private PermitXml() {}

  static Permit read(ElementReader parent) {
    ElementReader permit = parent.children("Permit");
    Permit read =
        new Permit(
            new PermitId(permit.uuid("PermitId")),
            new InquiryId(permit.uuid("InquiryId")),
            permit.word("Purpose", Purpose.class),
            permit.word("Lane", Lane.class),
            new AgencyCode(permit.text("Inquirer")),
            new AgencyCode(permit.text("Provider")),
            new AffairCode(permit.text("Affair")),
            new ProcedureCode(permit.text("Procedure")),
            new InformationCode(permit.text("Information")),
            new SubjectToken(permit.text("SubjectToken")),
            route(permit),
            permit.time("IssuedAt"),
            permit.time("ExpiresAt"));
    permit.end();
    return read;
  }

  private static String route(ElementReader permit) {
    String route = permit.text("Route");
    if (!ROUTE.matcher(route).matches()) {
      throw new UnreadableMessageException("element Route must be a route name");
    }
    return route;
  }
}
