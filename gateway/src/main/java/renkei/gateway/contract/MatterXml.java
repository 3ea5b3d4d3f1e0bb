package renkei.gateway.contract;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Matter;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/** What is asked, and under which procedure: the same element in inquiries and permits. */
final class MatterXml {

  private static final String ELEMENT = "Matter";

  /** How many items can be named. */
  private static final int MOST_ITEMS = 1_000;

  private MatterXml() {}

  static Matter read(ElementReader parent) {
    ElementReader matter = parent.children(ELEMENT);
    Matter read =
        new Matter(
            matter.value("Affair", Forms.AFFAIR),
            matter.value("Procedure", Forms.PROCEDURE),
            matter.value("Information", Forms.INFORMATION),
            items(matter));
    matter.end();
    return read;
  }

  /** All, where none are named. */
  static ItemChoice items(ElementReader parent) {
    if (!parent.at("Items")) {
      return new ItemChoice.All();
    }
    ElementReader items = parent.children("Items");
    Set<ItemCode> codes = new TreeSet<>(Comparator.comparing(ItemCode::value));
    do {
      if (codes.size() == MOST_ITEMS || !codes.add(items.value("Item", Forms.ITEM))) {
        throw items.fault(
            MessageFault.MALFORMED_MESSAGE,
            "Item",
            new Phrase(
                "name each item once, " + MOST_ITEMS + " at most",
                "各項目を一度だけ、" + MOST_ITEMS + " 個以内で示すこと"));
      }
    } while (items.at("Item"));
    items.end();
    return new ItemChoice.Some(codes);
  }

  static void write(ElementWriter parent, Matter matter) {
    ElementWriter written =
        parent
            .child(ELEMENT)
            .text("Affair", matter.affair().value())
            .text("Procedure", matter.procedure().value())
            .text("Information", matter.information().value());
    write(written, matter.items());
  }

  static void write(ElementWriter parent, ItemChoice items) {
    if (items instanceof ItemChoice.Some(var codes)) {
      ElementWriter named = parent.child("Items");
      codes.forEach(code -> named.text("Item", code.value()));
    }
  }
}
