package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.layout.ItemValue;

/** The content of one replica as stored: one line an item, sealed for this person, kind and day. */
record SealedReplica(
    SealedColumns columns, BlindIndex person, InformationCode information, Edition edition) {

  private static final String COLUMN = "replica";

  byte[] seal(LocalDate asOf, List<ItemValue> items) {
    return columns.seal(COLUMN, row(asOf), text(items).getBytes(StandardCharsets.UTF_8));
  }

  List<ItemValue> open(LocalDate asOf, byte[] sealed) {
    return new String(columns.open(COLUMN, row(asOf), sealed), StandardCharsets.UTF_8)
        .lines()
        .map(line -> new ItemValue(new ItemCode(line.substring(0, 16)), line.substring(17)))
        .toList();
  }

  /** Equal exactly if this person's content is equal, so that a repeated load changes nothing. */
  byte[] contentIndex(List<ItemValue> items) {
    return columns
        .index("replica", HexFormat.of().formatHex(person.bytes()) + "|" + text(items))
        .bytes();
  }

  /** Values carry no control characters, so a line break ends one. */
  private static String text(List<ItemValue> items) {
    StringBuilder text = new StringBuilder(items.size() * 40);
    for (ItemValue item : items) {
      text.append(item.code().value()).append('\t').append(item.value()).append('\n');
    }
    return text.toString();
  }

  private byte[] row(LocalDate asOf) {
    byte[] place =
        ("|" + information.value() + "|" + edition.value() + "|" + asOf)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] id = person.bytes();
    byte[] row = Arrays.copyOf(id, id.length + place.length);
    System.arraycopy(place, 0, row, id.length, place.length);
    return row;
  }
}
