package renkei.tenantstore.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LikenessesTest {

  private final Likenesses likenesses = new Likenesses();

  /** Looks at that many in a row; returns how many look like forbidden ones. */
  private long look(long first, int many) {
    long alike = 0;
    for (long number = first; number < first + many; number++) {
      alike += likenesses.look(1, "%015d".formatted(number)).stream().count();
    }
    return alike;
  }

  private boolean chance(boolean declared) {
    // This one has the check digit.
    Likenesses.Kind kind = likenesses.look(1, "000012345678903").orElseThrow();
    return likenesses.areChance(kind, declared);
  }

  @Test
  void takesOneInTenOfAHundredForChance() {
    assertThat(look(12_340_000_000L, 200)).isBetween(15L, 25L);

    assertThat(chance(false)).isTrue();
  }

  @Test
  void tellsNothingFromAFew() {
    look(12_340_000_000L, Likenesses.ENOUGH - 2);

    assertThat(chance(false)).isFalse();
    assertThat(chance(true)).isTrue();
  }

  @Test
  void takesAColumnThatAllHaveTheCheckDigitForWhatItIsThoughOthersWereDeclared() {
    int found = 0;
    for (long number = 98_760_000_000L; found < Likenesses.ENOUGH; number++) {
      String text = Long.toString(number);
      if (new Likenesses().look(1, text).isPresent()) {
        assertThat(likenesses.look(1, text)).isPresent();
        found++;
      }
    }

    assertThat(chance(false)).isFalse();
    assertThat(chance(true)).isFalse();
  }

  @Test
  void countsColumnsAndLengthsApart() {
    look(12_340_000_000L, 1_000);

    Optional<Likenesses.Kind> twelve = likenesses.look(1, "123456789018");
    Optional<Likenesses.Kind> elsewhere = likenesses.look(2, "12345678903");
    assertThat(likenesses.areChance(twelve.orElseThrow(), false)).isFalse();
    assertThat(likenesses.areChance(elsewhere.orElseThrow(), false)).isFalse();
  }
}
