package renkei.testagencies.stage;

import java.net.URI;
import java.util.List;
import renkei.testagencies.core.Directory;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.municipality.Staff;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.resident.Population;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.TenantId;

/**
 * A municipality on the platform with everything the world knows of it.
 *
 * @param agency its entry in the directory
 * @param backend its systems
 * @param staff its people at terminals
 * @param files whom it has in its files
 */
public record Municipality(
    Directory.Agency agency, Backend backend, Staff staff, Population.Town files) {

  /**
   * A municipality that calls the platform with its own certificates.
   *
   * @param local the platform's local door
   */
  public static Municipality of(
      Directory.Agency agency, WorldKeys keys, URI local, Population population) {
    TenantId tenant = agency.tenant().orElseThrow();
    return new Municipality(
        agency,
        new Backend(
            tenant, agency.code(), HttpsClient.of(keys.backend(tenant), keys.trust()), local),
        new Staff(tenant, HttpsClient.of(keys.staff(tenant), keys.trust()), local),
        population.town(tenant));
  }

  /** All municipalities of a directory, in its order. */
  public static List<Municipality> all(
      Directory directory, WorldKeys keys, URI local, Population population) {
    return directory.ofKind(AgencyKind.MUNICIPALITY).stream()
        .map(agency -> of(agency, keys, local, population))
        .toList();
  }

  /** Its agency code. */
  public AgencyCode code() {
    return agency.code();
  }

  /** Its name, in English. */
  public String name() {
    return agency.nameEn();
  }
}
