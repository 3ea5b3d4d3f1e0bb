package renkei.gateway.config;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AddresseeForm;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.files.IoCall;

/** Reads the directory of public bodies from JSON in UTF-8. */
public final class DirectoryFile {

  private static final String DEMONSTRATION = "/demonstration/agencies.json";

  private DirectoryFile() {}

  /**
   * @param file empty for the directory of the demonstration
   * @throws BadConfigurationException if the file cannot be read or says something impossible
   */
  public static AgencyDirectory read(Optional<Path> file) {
    String name = file.map(Path::toString).orElse("the demonstration's directory");
    String text =
        file.isPresent()
            ? ConfiguredFile.required("agencies.file", file.get())
            : IoCall.get("cannot read " + name, DirectoryFile::demonstration);
    try {
      return parse(text);
    } catch (JsonException | ClassCastException | IllegalArgumentException e) {
      throw new BadConfigurationException(
          List.of("agencies.file: " + name + " is no directory of agencies: " + e.getMessage()));
    }
  }

  private static String demonstration() throws IOException {
    try (InputStream in = DirectoryFile.class.getResourceAsStream(DEMONSTRATION)) {
      if (in == null) {
        throw new IOException("it is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static AgencyDirectory parse(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      List<Agency> agencies = new ArrayList<>();
      Map<TenantId, AddresseeForm> forms = new HashMap<>();
      for (JsonObject json : reader.readArray().getValuesAs(JsonObject.class)) {
        Agency agency = agency(json);
        agencies.add(agency);
        form(json).ifPresent(form -> forms.put(tenantOf(agency), form));
      }
      return new AgencyDirectory(agencies, forms);
    }
  }

  private static Agency agency(JsonObject json) {
    return new Agency(
        new AgencyCode(text(json, "code")),
        AgencyKind.valueOf(text(json, "kind")),
        Optional.ofNullable(json.getString("tenant", null)).map(TenantId::new),
        text(json, "nameJa"),
        text(json, "nameEn"));
  }

  private static Optional<AddresseeForm> form(JsonObject json) {
    return Optional.ofNullable(json.getString("addresseeNumbers", null)).map(AddresseeForm::new);
  }

  private static TenantId tenantOf(Agency agency) {
    return agency
        .tenant()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "agency " + agency.code() + " has addresseeNumbers and is no tenant"));
  }

  private static String text(JsonObject json, String key) {
    String value = json.getString(key, null);
    if (value == null) {
      throw new IllegalArgumentException("an agency has no " + key);
    }
    return value;
  }
}
