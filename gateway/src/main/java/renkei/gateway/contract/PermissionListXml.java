package renkei.gateway.contract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import renkei.codebook.Purpose;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.Permission;
import renkei.codebook.permission.PermissionList;
import renkei.gateway.wording.Forms;

/** The core delivers the permission list (照会許可用照合リスト). */
final class PermissionListXml {

  private PermissionListXml() {}

  static PermissionList read(ElementReader message) {
    long version = message.positive("Version");
    LocalDate validFrom = message.date("ValidFrom");
    LocalDate validTo = message.date("ValidTo");
    List<Permission> rows = new ArrayList<>();
    while (message.at("Permission")) {
      rows.add(row(message.children("Permission")));
    }
    message.end();
    return new PermissionList(version, validFrom, validTo, rows);
  }

  private static Permission row(ElementReader row) {
    Permission permission =
        new Permission(
            row.word("InquirerKind", AgencyKind.class),
            row.word("ProviderKind", AgencyKind.class),
            row.word("Purpose", Purpose.class),
            row.value("Affair", Forms.AFFAIR),
            row.value("Procedure", Forms.PROCEDURE),
            row.value("Information", Forms.INFORMATION),
            row.date("ValidFrom"),
            row.date("ValidTo"));
    row.end();
    return permission;
  }
}
