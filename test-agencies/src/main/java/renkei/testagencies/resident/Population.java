package renkei.testagencies.resident;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.TenantId;

/**
 * The residents of some municipalities. The same seed makes the same people.
 *
 * @param origin what they were made from, such as {@code seed 42}
 * @param towns in the order given
 */
public record Population(String origin, Map<TenantId, Town> towns) {

  /**
   * Of so many people of a town that are made from a seed, one came from the town before it, with
   * the whole household.
   */
  public static final int MOVED_EVERY = 25;

  /** Fewer cannot have everybody who is special among them. */
  public static final int FEWEST = 30;

  /** Of so many people in a row, nine live alone and the last four are a family. */
  private static final int BLOCK = 13;

  private static final int FAMILY = 4;
  private static final int PARENTS = 2;

  /** Of people who live alone, parents and children: the first birth, and for so many days. */
  private static final Births ALONE = new Births(LocalDate.of(1930, 1, 1), 27_000);

  private static final Births PARENT = new Births(LocalDate.of(1976, 1, 1), 6_000);
  private static final Births CHILD = new Births(LocalDate.of(2011, 4, 1), 5_000);
  private static final int LONG_ADDRESS_EVERY = 97;

  /**
   * The files of one municipality.
   *
   * @param registrations everybody in them
   * @param byResident the same by person, the first entry of each
   * @param special how many of the last entries are special: none, or three, of which the last two
   *     are one person registered twice, and the one before them has no code
   */
  public record Town(
      List<Registration> registrations, Map<ResidentCode, Registration> byResident, int special) {

    private static final int SPECIAL = 3;

    /** The files with those entries, the last three of which are special. */
    public static Town of(List<Registration> registrations) {
      return of(registrations, SPECIAL);
    }

    /** The files with those entries, about none of whom anything is special. */
    public static Town ofOrdinary(List<Registration> registrations) {
      return of(registrations, 0);
    }

    private static Town of(List<Registration> registrations, int special) {
      Map<ResidentCode, Registration> byResident = new HashMap<>();
      registrations.forEach(entry -> byResident.putIfAbsent(entry.resident().code(), entry));
      return new Town(List.copyOf(registrations), Map.copyOf(byResident), special);
    }

    /** The entries of people about whom nothing is special. */
    public List<Registration> ordinary() {
      return registrations.subList(0, registrations.size() - special);
    }

    /** Whom the resident network knows: everybody but the one who has no code. */
    boolean isKnown(ResidentCode resident) {
      return byResident.containsKey(resident)
          && (special == 0 || !withoutCode().resident().code().equals(resident));
    }

    /** Somebody whom the resident network does not know: gets no person code. */
    public Registration withoutCode() {
      return registrations.get(registrations.size() - 3);
    }

    /** One and the same person, in the files under two addressee numbers. */
    public List<Registration> registeredTwice() {
      return registrations.subList(registrations.size() - 2, registrations.size());
    }

    /** That person's entry. */
    public Optional<Registration> find(ResidentCode resident) {
      return Optional.ofNullable(byResident.get(resident));
    }
  }

  /**
   * Invents people. Every tenth household is a family of four at one address. Of each
   * municipality's people, every {@code movedEvery}th came with the household from the municipality
   * before it in the list, and is still in that one's files.
   *
   * @param tenants whose residents they are
   * @param size how many entries each one's files have
   */
  public static Population invent(long seed, List<TenantId> tenants, int size, int movedEvery) {
    RandomGenerator random = new SplittableRandom(seed);
    Map<TenantId, Town> towns = new LinkedHashMap<>();
    List<Lodger> before = List.of();
    int[] numbers = {1};
    for (TenantId tenant : tenants) {
      List<Lodger> here = new ArrayList<>();
      while (here.size() < size - 1) {
        int first = here.size();
        int people = first % BLOCK == BLOCK - FAMILY && first + FAMILY < size - 2 ? FAMILY : 1;
        boolean moved = movedIn(first, people, movedEvery) && first + people <= before.size() - 3;
        here.addAll(
            moved
                ? before.subList(first, first + people)
                : lodgers(household(people, numbers, random)));
      }
      here.add(here.getLast());
      towns.put(tenant, Town.of(register(tenant, here, random)));
      before = here;
    }
    return new Population("seed " + seed, towns);
  }

  /** One of a household. */
  private record Lodger(Resident resident, Household household) {}

  private record Births(LocalDate first, int days) {

    LocalDate draw(RandomGenerator random) {
      return first.plusDays(random.nextInt(days));
    }
  }

  /** Whether one of so many places, from the first on, is one of those who moved. */
  private static boolean movedIn(int first, int people, int movedEvery) {
    return IntStream.range(first, first + people).anyMatch(place -> place % movedEvery == 0);
  }

  private static List<Lodger> lodgers(Household household) {
    return household.members().stream().map(member -> new Lodger(member, household)).toList();
  }

  /** The people of these towns, who were told by a file. */
  public static Population told(String file, Map<TenantId, Town> towns) {
    return new Population(file, towns);
  }

  /** Whether the resident network knows that person. */
  public boolean isKnown(ResidentCode resident) {
    return towns.values().stream().anyMatch(town -> town.isKnown(resident));
  }

  /** The people who are in the files of both. */
  public List<ResidentCode> knownInBoth(TenantId tenant, TenantId other) {
    Town second = town(other);
    return town(tenant).registrations().stream()
        .map(entry -> entry.resident().code())
        .filter(second.byResident()::containsKey)
        .toList();
  }

  /** One municipality's files. */
  public Town town(TenantId tenant) {
    return Optional.ofNullable(towns.get(tenant)).orElseThrow();
  }

  private static Household household(int people, int[] numbers, RandomGenerator random) {
    List<Resident> members = new ArrayList<>();
    for (int n = 0; n < people; n++) {
      Births births = people == 1 ? ALONE : n < PARENTS ? PARENT : CHILD;
      Resident one = invent(numbers[0]++, births.draw(random), random);
      members.add(members.isEmpty() ? one : one.livingWith(members.getFirst()));
    }
    return new Household(members);
  }

  private static Resident invent(int number, LocalDate birth, RandomGenerator random) {
    Names.Name name = Names.draw(random);
    return new Resident(
        new ResidentCode("S-%08d".formatted(number)),
        name.written(),
        name.read(),
        birth,
        random.nextBoolean(),
        address(number, random),
        random.nextInt(1, 1_200) * 10_000L);
  }

  private static String address(int number, RandomGenerator random) {
    String plain =
        "試験県見本郡字架空%d丁目%d番%d号"
            .formatted(random.nextInt(1, 9), random.nextInt(1, 99), number % 50 + 1);
    return number % LONG_ADDRESS_EVERY == 0
        ? plain + "　長名集合住宅第二十三号棟別館南側増築部分見本館" + (number % 1_000) + "号室気付"
        : plain;
  }

  /** Addressee numbers of few digits: none can be read as one of the numbers that are banned. */
  private static List<Registration> register(
      TenantId tenant, List<Lodger> people, RandomGenerator random) {
    List<Registration> entries = new ArrayList<>();
    int base = Integer.parseInt(tenant.value().substring(3, 5)) * 100_000;
    for (int n = 0; n < people.size(); n++) {
      entries.add(
          new Registration(
              new AddresseeNumber("%015d".formatted(base + n + 1)),
              people.get(n).resident(),
              people.get(n).household(),
              LocalDate.of(2026, 4, 1).plusDays(random.nextInt(50))));
    }
    return entries;
  }
}
