package renkei.tenantstore.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.ForbiddenNumbers;

/**
 * Tells chance from numbers that must not be sent, over one load (decision 0216). Of numbers that
 * are only as long as a 個人番号 or 住民票コード one in ten has the check digit too; of such numbers
 * themselves all have. So it counts, column by column and length by length.
 */
final class Likenesses {

  /** Of fewer numbers a share says nothing. */
  static final int ENOUGH = 100;

  /** One in ten, and what that may be off by chance: four standard deviations. */
  private static final double CHANCE = 0.1;

  private static final double DEVIATIONS = 4;

  /**
   * What can be told apart by nothing but the check digit.
   *
   * @param column from 0
   */
  record Kind(int column, ForbiddenNumbers.Kind number) {}

  private static final class Count {
    private long all;
    private long alike;
  }

  private final Map<Kind, Count> counts = new HashMap<>();

  /** Counts a field; says of what kind it is if it may be a number that must not be sent. */
  Optional<Kind> look(int column, String field) {
    return ForbiddenNumbers.likeness(field)
        .flatMap(
            likeness -> {
              Kind kind = new Kind(column, likeness.kind());
              Count count = counts.computeIfAbsent(kind, _ -> new Count());
              count.all++;
              if (!likeness.checks()) {
                return Optional.empty();
              }
              count.alike++;
              return Optional.of(kind);
            });
  }

  /**
   * Whether those of this kind are so few among all of their length, up to now, that it is chance.
   *
   * @param declared whether the municipality declared such numbers: then too few to tell are chance
   */
  boolean areChance(Kind kind, boolean declared) {
    Count count = counts.getOrDefault(kind, new Count());
    return count.all < ENOUGH ? declared : count.alike <= atMost(count.all);
  }

  private static double atMost(long all) {
    return CHANCE * all + DEVIATIONS * Math.sqrt(CHANCE * (1 - CHANCE) * all);
  }
}
