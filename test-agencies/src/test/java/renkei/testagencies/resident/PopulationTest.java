package renkei.testagencies.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.vocabulary.AddresseeNumber;
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
    List<ResidentCode> moved = population.knownInBoth(A, B);

    assertThat(moved).hasSizeBetween(40, 4 * 40);
    assertThat(IntStream.range(0, 39).mapToObj(n -> resident(A, 25 * n))).allMatch(moved::contains);
    assertThat(population.knownInBoth(A, C)).isEqualTo(moved);
  }

  @Test
  void letsWholeHouseholdsMove() {
    assertThat(population.knownInBoth(A, B))
        .allSatisfy(
            one ->
                assertThat(population.town(A).find(one).orElseThrow().household())
                    .isEqualTo(population.town(B).find(one).orElseThrow().household()));
    assertThat(population.knownInBoth(A, B))
        .anyMatch(
            one -> population.town(B).find(one).orElseThrow().household().members().size() == 4);
  }

  @Test
  void makesEveryTenthHouseholdAFamilyOfFourAtOneAddress() {
    List<Household> households =
        population.town(A).ordinary().stream().map(Registration::household).distinct().toList();
    List<Household> families =
        households.stream().filter(household -> household.members().size() == 4).toList();

    assertThat(households).hasSizeBetween(families.size() * 10 - 10, families.size() * 10 + 10);
    assertThat(families)
        .allSatisfy(
            family ->
                assertThat(family.members().stream().map(Resident::address).distinct()).hasSize(1));
    assertThat(population.town(A).registrations())
        .allMatch(entry -> entry.household().members().contains(entry.resident()));
  }

  private ResidentCode resident(TenantId tenant, int place) {
    return population.town(tenant).registrations().get(place).resident().code();
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
}
