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
 * @param seed what they were made from
 * @param towns in the order given
 */
public record Population(long seed, Map<TenantId, Town> towns) {

  private static final LocalDate FIRST_BIRTH = LocalDate.of(1930, 1, 1);
  private static final int BIRTH_DAYS = 34_000;
  private static final int LONG_ADDRESS_EVERY = 97;

  /**
   * The files of one municipality.
   *
   * @param registrations everybody in them; the last two entries are one person registered twice,
   *     the one before them has no code
   * @param byResident the same by person, the first entry of each
   */
  public record Town(List<Registration> registrations, Map<ResidentCode, Registration> byResident) {

    /** The files with those entries. */
    public static Town of(List<Registration> registrations) {
      Map<ResidentCode, Registration> byResident = new HashMap<>();
      registrations.forEach(entry -> byResident.putIfAbsent(entry.resident().code(), entry));
      return new Town(List.copyOf(registrations), Map.copyOf(byResident));
    }

    /** The entries of people about whom nothing is special. */
    public List<Registration> ordinary() {
      return registrations.subList(0, registrations.size() - 3);
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
    return new Population(seed, towns);
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
