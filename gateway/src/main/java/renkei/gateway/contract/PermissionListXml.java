package renkei.gateway.contract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.gateway.wording.Forms;

/** The core delivers the permission list (照会許可用照合リスト): a manifest, and the rows in parts. */
final class PermissionListXml {

  private PermissionListXml() {}

  static ListManifest manifest(ElementReader message) {
    long version = message.positive("ListVersion");
    LocalDate validFrom = message.date("ValidFrom");
    LocalDate validTo = message.date("ValidTo");
    int rows = message.number("Rows", ListManifest.MOST_ROWS);
    List<BodyClass> classes = new ArrayList<>();
    while (message.at("BodyClass")) {
      classes.add(bodyClass(message.children("BodyClass")));
    }
    List<ListManifest.Part> parts = new ArrayList<>();
    while (message.at("Part")) {
      parts.add(announced(message.children("Part")));
    }
    Additions.ofMessage(message);
    message.end();
    return new ListManifest(version, validFrom, validTo, rows, classes, parts);
  }

  private static BodyClass bodyClass(ElementReader one) {
    var id = one.value("Id", Forms.BODY_CLASS);
    String nameJa = one.value("NameJa", Forms.NAME);
    String nameEn = one.value("NameEn", Forms.NAME);
    Set<BodyClass.Member> members = new HashSet<>();
    do {
      members.add(one.value("Member", Forms.CLASS_MEMBER));
    } while (one.at("Member"));
    one.end();
    return new BodyClass(id, nameJa, nameEn, members);
  }

  private static ListManifest.Part announced(ElementReader one) {
    ListManifest.Part part =
        new ListManifest.Part(
            one.number("Number", ListManifest.MOST_PARTS),
            one.number("Rows", ListManifest.Part.MOST_ROWS),
            one.number("Bytes", ListManifest.Part.MOST_BYTES),
            one.value("Sha256", Forms.SHA_256));
    one.end();
    return part;
  }

  static ListPart part(ElementReader message) {
    ListPart part =
        new ListPart(
            message.positive("ListVersion"),
            message.number("Number", ListManifest.MOST_PARTS),
            message.base64("Content"));
    Additions.ofMessage(message);
    message.end();
    return part;
  }
}
