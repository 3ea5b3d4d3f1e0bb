package renkei.gateway.local.rest;

import java.util.List;
import java.util.Optional;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.RecordContent;

/** The content of a record, or of one instance of a group in it. */
public record RecordJson(List<Item> items, List<Group> groups) {

  /**
   * One item.
   *
   * @param value empty if there is none
   * @param standard the value in the characters that all bodies share
   * @param absent why there is no value
   */
  public record Item(
      String code, Optional<String> value, Optional<String> standard, Optional<String> absent) {

    private static Item of(ItemValue item) {
      return new Item(
          item.code().value(),
          Optional.of(item.value()).filter(value -> !value.isEmpty()),
          item.standard(),
          item.absence().map(Enum::name));
    }

    /** Hides the value. */
    @Override
    public String toString() {
      return "Item[" + code + ", ****]";
    }
  }

  /** One instance of a group. */
  public record Group(String code, List<Item> items, List<Group> groups) {

    private static Group of(GroupValue group) {
      RecordJson inside = RecordJson.of(group.content());
      return new Group(group.code().value(), inside.items(), inside.groups());
    }
  }

  static RecordJson of(RecordContent content) {
    return new RecordJson(
        content.items().stream().map(Item::of).toList(),
        content.groups().stream().map(Group::of).toList());
  }
}
