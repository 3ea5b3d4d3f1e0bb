package renkei.testagencies.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.TenantId;

class PopulationTest {

  private static final TenantId A = new TenantId("990019");
  private static final TenantId B = new TenantId("990027");
  private static final TenantId C = new TenantId("990035");
  private static final List<TenantId> TENANTS = List.of(A, B, C);

  private final Population population = Population.invent(7, TENANTS, 1_000, 25);

  @Test
  void makesTheSamePeopleOfTheSameSeed() {
    assertThat(Population.invent(7, TENANTS, 1_000, 25)).isEqualTo(population);
    assertThat(Population.invent(8, TENANTS, 1_000, 25)).isNotEqualTo(population);
  }

  @Test
  void givesNobodyTheSameNumberTwice() {
    Stream<AddresseeNumber> numbers =
        population.towns().values().stream()
            .flatMap(town -> town.registrations().stream())
            .map(Registration::addresseeNumber);

    assertThat(numbers).hasSize(3_000).doesNotHaveDuplicates();
  }

  @Test
  void keepsPeopleWhoMovedInBothFiles() {
    assertThat(population.knownInBoth(A, B)).hasSize(40);
    assertThat(population.knownInBoth(A, C)).hasSize(40);
  }

  @Test
  void registersOnePersonTwiceUnderTwoNumbers() {
    List<Registration> twice = population.town(A).registeredTwice();

    assertThat(twice.get(0).resident()).isEqualTo(twice.get(1).resident());
    assertThat(twice.get(0).addresseeNumber()).isNotEqualTo(twice.get(1).addresseeNumber());
  }

  @Test
  void usesCharactersBeyondTheBasicPlaneAndVariationSequences() {
    String names =
        population.town(A).registrations().stream()
            .map(entry -> entry.resident().name())
            .reduce("", String::concat);

    assertThat(names.codePoints()).contains(0x20BB7, 0x2000B, 0x29E3D, 0xE0100);
  }

  @Test
  void writesLinesThatFitTheLayoutAndFaultyOnesThatDoNot() {
    for (String information : List.of("TM00000000000101", "TM00000000000201")) {
      LayoutFile layout =
          LayoutFile.published(new InformationCode(information), new Edition("2026-06"));
      ReplicaLines lines = new ReplicaLines(layout);
      int columns = layout.items().size() + 3;
      for (Registration entry : population.town(A).registrations()) {
        assertThat(lines.line(entry).strip().split(",", -1)).hasSize(columns);
        for (LayoutFile.LayoutItem item : layout.items()) {
          String value = lines.value(entry, item);
          assertThat(value.codePointCount(0, value.length())).isLessThanOrEqualTo(item.length());
          assertThat(value.isEmpty() && item.required()).isFalse();
        }
      }
      assertThat(lines.faultyLines(population.town(A).registrations()))
          .hasSize(lines.faultCount())
          .hasSizeGreaterThanOrEqualTo(4)
          .allMatch(line -> line.text().strip().split(",", -1).length == columns);
    }
  }
}
