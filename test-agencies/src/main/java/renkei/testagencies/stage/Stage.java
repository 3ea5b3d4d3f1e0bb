package renkei.testagencies.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import renkei.signing.BlindIndexKey;
import renkei.testagencies.core.Directory;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.municipality.Staff;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.platform.Doors;
import renkei.testagencies.platform.Operators;
import renkei.testagencies.platform.Platform;
import renkei.testagencies.resident.Population;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.TenantId;
import renkei.testagencies.world.World;

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

  private static final int MOVED_EVERY = 25;

  /**
   * Starts everything.
   *
   * @param platform prepared and not yet started
   * @param seed from which the people are made
   * @param residents how many each municipality has in its files
   */
  public static Stage set(Platform platform, long seed, int residents, Clock clock)
      throws InterruptedException {
    Doors doors = platform.start();
    try {
      Path folder = platform.data().resolve("pki").resolve("world");
      WorldKeys keys = WorldKeys.open(folder, clock);
      World world = World.open(platform.place(), keys, codeKey(folder), clock);
      List<Directory.Agency> cities = world.directory().ofKind(AgencyKind.MUNICIPALITY);
      List<TenantId> tenants = cities.stream().map(city -> city.tenant().orElseThrow()).toList();
      Population population = Population.invent(seed, tenants, residents, MOVED_EVERY);
      List<Municipality> municipalities = new ArrayList<>();
      for (Directory.Agency city : cities) {
        municipalities.add(municipality(city, keys, doors, population));
      }
      letStaffAct(platform, doors, keys, world, tenants, clock);
      return new Stage(
          platform,
          doors,
          world,
          population,
          List.copyOf(municipalities),
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

  /**
   * The core's secret, from which all person codes are derived: made once and kept, so that a world
   * that is started again knows the same codes.
   */
  public static BlindIndexKey codeKey(Path folder) {
    Path file = folder.resolve("core-code-key");
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Files.createFile(
            file,
            java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(key));
      }
      byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
      return BlindIndexKey.of(new SecretKeySpec(key, "HmacSHA256"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the core's code key in " + folder, e);
    }
  }

  private static Municipality municipality(
      Directory.Agency city, WorldKeys keys, Doors doors, Population population) {
    TenantId tenant = city.tenant().orElseThrow();
    HttpsClient backend = HttpsClient.of(keys.backend(tenant), keys.trust());
    HttpsClient staff = HttpsClient.of(keys.staff(tenant), keys.trust());
    return new Municipality(
        city,
        new Backend(tenant, city.code(), backend, doors.local()),
        new Staff(tenant, staff, doors.local()),
        population.town(tenant));
  }
}
