package renkei.testagencies.stage;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import renkei.testagencies.core.Directory;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.platform.Doors;
import renkei.testagencies.platform.Operators;
import renkei.testagencies.platform.Platform;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.Population;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.TenantId;
import renkei.testagencies.world.People;
import renkei.testagencies.world.World;
import renkei.testagencies.world.WorldFolder;

/**
 * A running platform with the world around it and people in it. Ends all of it with itself.
 *
 * @param platform in its own process
 * @param doors of the platform; the same after every restart
 * @param world in this process
 * @param population everybody there is
 * @param municipalities the platform's tenants, in the order of the directory
 * @param truth what every answer must say
 */
public record Stage(
    Platform platform,
    Doors doors,
    World world,
    Population population,
    List<Municipality> municipalities,
    GroundTruth truth)
    implements AutoCloseable {

  /**
   * Starts everything.
   *
   * @param platform prepared and not yet started
   * @param people who lives there
   * @param progress is told what is awaited
   */
  public static Stage set(Platform platform, People people, Progress progress, Clock clock)
      throws InterruptedException {
    Doors doors = platform.start(progress);
    try {
      WorldFolder folder = new WorldFolder(platform.data());
      folder.settle(people);
      WorldKeys keys = folder.keys(clock);
      Directory directory = Directory.published();
      List<TenantId> tenants =
          directory.ofKind(AgencyKind.MUNICIPALITY).stream()
              .map(city -> city.tenant().orElseThrow())
              .toList();
      Population population = folder.population(tenants);
      World world =
          World.open(
              new World.Place(platform.worldPort(), doors.national()),
              keys,
              folder.memory(),
              population::isKnown,
              clock);
      List<Municipality> municipalities =
          Municipality.all(directory, keys, doors.local(), population);
      letStaffAct(platform, doors, keys, world, tenants, clock);
      return new Stage(
          platform,
          doors,
          world,
          population,
          municipalities,
          new GroundTruth(
              municipalities.stream()
                  .collect(Collectors.toMap(Municipality::code, Municipality::files))));
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /** Two operators enrol, and let each municipality's staff act by their own certificates. */
  private static void letStaffAct(
      Platform platform,
      Doors doors,
      WorldKeys keys,
      World world,
      List<TenantId> tenants,
      Clock clock) {
    HttpsClient http = HttpsClient.of(keys.agency(world.core().code()), keys.trust());
    Operators operators = Operators.enrol(http, doors, platform.data(), clock);
    tenants.forEach(tenant -> operators.addStaff(tenant, keys.staff(tenant).certificate()));
  }

  /** The municipality of that place in the directory, from 0. */
  public Municipality city(int index) {
    return municipalities.get(index);
  }

  /** The national agency of that place in the directory, from 0: answers, silent, rubbish. */
  public AgencyCode national(int index) {
    return world.directory().ofKind(AgencyKind.NATIONAL_AGENCY).get(index).code();
  }

  @Override
  public void close() {
    platform.close();
    world.close();
  }
}
