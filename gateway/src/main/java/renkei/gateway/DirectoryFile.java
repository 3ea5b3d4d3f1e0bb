package renkei.gateway;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import renkei.gateway.pki.DemonstrationPki;

/** Reads the directory of public bodies from JSON. */
final class DirectoryFile {

  private static final String DEMONSTRATION = "/demonstration/agencies.json";

  private DirectoryFile() {}

  static List<DemonstrationPki.Party> parties() {
    try (InputStream in = DirectoryFile.class.getResourceAsStream(DEMONSTRATION);
        JsonReader reader = Json.createReader(in)) {
      List<DemonstrationPki.Party> parties = new ArrayList<>();
      for (JsonObject agency : reader.readArray().getValuesAs(JsonObject.class)) {
        parties.add(
            new DemonstrationPki.Party(
                agency.getString("code"), Optional.ofNullable(agency.getString("tenant", null))));
      }
      return parties;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the directory", e);
    }
  }
}
