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

  /** Of so many people of a town that are made from a seed, one came from the town before it. */
  public static final int MOVED_EVERY = 25;

  /** Fewer cannot have everybody who is special among them. */
  public static final int FEWEST = 30;

  private static final LocalDate FIRST_BIRTH = LocalDate.of(1930, 1, 1);
  private static final int BIRTH_DAYS = 34_000;
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
   * Invents people. Of each municipality's people, every {@code movedEvery}th came from the one
   * before it in the list and is still in that one's files.
   *
   * @param tenants whose residents they are
   * @param size how many entries each one's files have
   */
  public static Population invent(long seed, List<TenantId> tenants, int size, int movedEvery) {
    RandomGenerator random = new SplittableRandom(seed);
    Map<TenantId, Town> towns = new LinkedHashMap<>();
    List<Resident> before = List.of();
    int next = 1;
    for (TenantId tenant : tenants) {
      List<Resident> here = new ArrayList<>();
      for (int n = 0; n < size - 1; n++) {
        boolean moved = n % movedEvery == 0 && n < before.size() - 3;
        here.add(moved ? before.get(n) : invent(next++, random));
      }
      here.add(here.getLast());
      towns.put(tenant, Town.of(register(tenant, here, random)));
      before = here;
    }
    return new Population("seed " + seed, towns);
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

  private static Resident invent(int number, RandomGenerator random) {
    Names.Name name = Names.draw(random);
    return new Resident(
        new ResidentCode("S-%08d".formatted(number)),
        name.written(),
        name.read(),
        FIRST_BIRTH.plusDays(random.nextInt(BIRTH_DAYS)),
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
      TenantId tenant, List<Resident> people, RandomGenerator random) {
    List<Registration> entries = new ArrayList<>();
    int base = Integer.parseInt(tenant.value().substring(3, 5)) * 100_000;
    for (int n = 0; n < people.size(); n++) {
      entries.add(
          new Registration(
              new AddresseeNumber("%015d".formatted(base + n + 1)),
              people.get(n),
              LocalDate.of(2026, 4, 1).plusDays(random.nextInt(50))));
    }
    return entries;
  }
}
