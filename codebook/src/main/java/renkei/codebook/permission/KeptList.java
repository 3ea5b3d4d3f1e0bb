package renkei.codebook.permission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A permission list as it is kept, without its rows.
 *
 * @param rows how many it has, or will have
 * @param deliveredAt when its manifest came
 * @param missing numbers of the parts that have not come; none if it is complete
 * @param refused why it was not taken when its last part came, in a sentence; empty if it was, or
 *     parts are missing for another reason
 * @param withdrawn whether two operators took it out of force
 */
public record KeptList(
    long version,
    LocalDate validFrom,
    LocalDate validTo,
    int rows,
    Instant deliveredAt,
    List<Integer> missing,
    Optional<String> refused,
    boolean withdrawn) {

  /** Copies the list. */
  public KeptList {
    missing = List.copyOf(missing);
  }
}
