package renkei.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import renkei.gateway.wording.Forms;
import renkei.tenantstore.layout.Absence;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.RecordContent;

/** The items of a record or of an instance of a group, and the groups inside. */
final class ItemsXml {

  private ItemsXml() {}

  static RecordContent read(ElementReader parent) {
    List<ItemValue> items = new ArrayList<>();
    while (parent.at("Item")) {
      items.add(item(parent.children("Item")));
    }
    List<GroupValue> groups = new ArrayList<>();
    while (parent.at("Group")) {
      ElementReader group = parent.children("Group");
      groups.add(new GroupValue(group.value("Code", Forms.GROUP), read(group)));
      group.end();
    }
    return new RecordContent(items, groups);
  }

  private static ItemValue item(ElementReader item) {
    var code = item.value("Code", Forms.ITEM);
    ItemValue read =
        item.at("Absent")
            ? ItemValue.absent(code, item.word("Absent", Absence.class))
            : new ItemValue(
                code,
                item.value("Value", LexicalForms.VALUE),
                item.valueIf("Standard", LexicalForms.VALUE),
                Optional.empty());
    item.end();
    return read;
  }

  static void write(ElementWriter parent, RecordContent content) {
    for (ItemValue item : content.items()) {
      ElementWriter written = parent.child("Item").text("Code", item.code().value());
      item.absence()
          .ifPresentOrElse(
              absence -> written.text("Absent", absence),
              () -> written.text("Value", item.value()));
      item.standard().ifPresent(standard -> written.text("Standard", standard));
    }
    for (GroupValue group : content.groups()) {
      write(parent.child("Group").text("Code", group.code().value()), group.content());
    }
  }
}
