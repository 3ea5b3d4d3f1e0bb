package renkei.tenantstore.layout;

import java.util.List;
import java.util.Map;
import renkei.codebook.Edition;
import renkei.codebook.ItemCode;

/**
 * How records of one edition become records of its neighbour. It lies in the file of the newer of
 * the two, and says only what differs; {@link Conversion} holds the rest.
 *
 * @param other the older edition
 */
public record Converter(Direction direction, Edition other, List<Step> steps) {

  /** Which way. */
  public enum Direction {
    /** From the older edition to the one whose file this is. */
    UP,
    /** From the one whose file this is to the older. */
    DOWN
  }

  /** Keeps a copy. */
  public Converter {
    steps = List.copyOf(steps);
  }

  /** How one item of a converted record is filled. */
  public sealed interface Step {

    /** The item of the edition that is converted to. */
    ItemCode to();

    /** By an item of the edition that is converted from, as it is. */
    record Take(ItemCode to, ItemCode from) implements Step {}

    /**
     * By a code or flag of the edition that is converted from, through a table.
     *
     * @param codes for every value that there can be, what it becomes
     */
    record Translate(ItemCode to, ItemCode from, Map<String, String> codes) implements Step {

      /** Keeps a copy. */
      public Translate {
        codes = Map.copyOf(codes);
      }
    }

    /** By the same value for everybody. */
    record Constant(ItemCode to, String value) implements Step {}

    /** By the reason why there is no value. */
    record Absent(ItemCode to, Absence absence) implements Step {}
  }
}
