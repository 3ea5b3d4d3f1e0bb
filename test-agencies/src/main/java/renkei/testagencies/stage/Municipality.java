package renkei.testagencies.stage;

import renkei.testagencies.core.Directory;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.municipality.Staff;
import renkei.testagencies.resident.Population;
import renkei.testagencies.vocabulary.AgencyCode;

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

  /** Its agency code. */
  public AgencyCode code() {
    return agency.code();
  }

  /** Its name, in English. */
  public String name() {
    return agency.nameEn();
  }
}
