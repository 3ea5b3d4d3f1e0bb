package renkei.tenantstore.replica;

import java.time.LocalDate;
import java.util.List;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.tenantstore.layout.ItemValue;

/**
 * The copy (副本) a municipality registered of one record of one person.
 *
 * @param asOf the day the municipality says the content is true of
 * @param version counts the changes of this replica on the platform, from 1
 * @param items in the order of the layout; an item without value is left out
 */
public record Replica(
    InformationCode information,
    Edition edition,
    LocalDate asOf,
    long version,
    List<ItemValue> items) {

  /** Copies the list. */
  public Replica {
    items = List.copyOf(items);
  }

  /** Hides the content. */
  @Override
  public String toString() {
    return "Replica[" + information + ", " + edition + ", " + asOf + ", " + version + ", ****]";
  }
}
