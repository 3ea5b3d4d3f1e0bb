package renkei.testagencies.core;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.PublishedFile;
import renkei.testagencies.vocabulary.TenantId;

/**
 * All public bodies of the demonstration, from the published file.
 *
 * @param agencies by code, in the order of the file
 */
public record Directory(Map<AgencyCode, Agency> agencies) {

  private static final String FILE = "/contract/demonstration/agencies.json";

  /**
   * One body.
   *
   * @param tenant what it is on the platform, if it is a municipality
   * @param nameJa its name
   * @param nameEn the same in English
   */
  public record Agency(
      AgencyCode code, AgencyKind kind, Optional<TenantId> tenant, String nameJa, String nameEn) {}

  /** The published directory. */
  public static Directory published() {
    return PublishedFile.read(FILE, Directory::read);
  }

  private static Directory read(InputStream in) {
    Map<AgencyCode, Agency> agencies = new LinkedHashMap<>();
    try (JsonReader reader = Json.createReader(in)) {
      for (JsonObject row : reader.readArray().getValuesAs(JsonObject.class)) {
        Agency agency = agency(row);
        agencies.put(agency.code(), agency);
      }
    }
    return new Directory(agencies);
  }

  /** The body of that code. */
  public Optional<Agency> find(AgencyCode code) {
    return Optional.ofNullable(agencies.get(code));
  }

  /** All bodies of one kind, in the order of the file. */
  public List<Agency> ofKind(AgencyKind kind) {
    List<Agency> found = new ArrayList<>();
    for (Agency agency : agencies.values()) {
      if (agency.kind() == kind) {
        found.add(agency);
      }
    }
    return found;
  }

  /**
   * The only body of that kind.
   *
   * @throws IllegalStateException if there is none
   */
  public Agency only(AgencyKind kind) {
    return ofKind(kind).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + kind + " in the directory"));
  }

  private static Agency agency(JsonObject row) {
    return new Agency(
        new AgencyCode(row.getString("code")),
        AgencyKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("tenant", null)).map(TenantId::new),
        row.getString("nameJa"),
        row.getString("nameEn"));
  }
}
