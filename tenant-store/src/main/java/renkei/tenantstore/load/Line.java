package renkei.tenantstore.load;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What one record came to. */
sealed interface Line {

  /** It can be taken. */
  record Good(ReplicaChange change) implements Line {}

  /**
   * It cannot.
   *
   * @param mark of whom nothing is known for it; empty if it does not say whom it is about, or
   *     holds a line break: no value may, so that one means a quote astray, behind which other
   *     people's lines may be lost
   */
  record Bad(List<ImportError> errors, Optional<ReplicaChange.Unreadable> mark) implements Line {}

  /**
   * It has fields that may be numbers that must not be sent, and may be so by chance: which it is
   * the load tells once more of it is read.
   */
  record Doubtful(BooleanSupplier isChance, Line ifChance, Line otherwise) implements Line {

    /** What it is as far as the load has been read. */
    Line settled() {
      return isChance.getAsBoolean() ? ifChance : otherwise;
    }
  }
}
