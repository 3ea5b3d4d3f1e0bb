package renkei.gateway.config;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
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
import java.util.regex.Pattern;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AddresseeForm;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.files.IoCall;

/** Reads the directory of public bodies from JSON in UTF-8, as {@code docs/directory.md} says. */
public final class DirectoryFile {

  private static final String DEMONSTRATION = "/demonstration/agencies.json";

  private static final Pattern CODE = Pattern.compile("[0-9]{1,20}");

  private DirectoryFile() {}

  /**
   * @param file empty for the directory of the demonstration
   * @throws BadConfigurationException if the file cannot be read or says something impossible, with
   *     the entry and what is wrong with it
   */
  public static AgencyDirectory read(Optional<Path> file) {
    String name = file.map(Path::toString).orElse("the demonstration's directory");
    String text =
        file.isPresent()
            ? ConfiguredFile.required("agencies.file", file.get())
            : IoCall.get("cannot read " + name, DirectoryFile::demonstration);
    try {
      return parse(text);
    } catch (JsonException | IllegalArgumentException e) {
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
    List<Agency> agencies = new ArrayList<>();
    Map<TenantId, AddresseeForm> forms = new HashMap<>();
    for (JsonValue value : array(text)) {
      int number = agencies.size() + 1;
      if (!(value instanceof JsonObject json)) {
        throw new IllegalArgumentException("entry " + number + " is no object");
      }
      try {
        Agency agency = DirectoryEntry.agency(json);
        agencies.add(agency);
        DirectoryEntry.form(json).ifPresent(form -> forms.put(tenantOf(agency), form));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "entry " + number + code(json) + ": " + e.getMessage(), e);
      }
    }
    return new AgencyDirectory(agencies, forms);
  }

  /** A member that stands twice is refused: one of both would be passed over. */
  private static JsonArray array(String text) {
    Map<String, Object> strict = Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE);
    try (JsonReader reader =
        Json.createReaderFactory(strict).createReader(new StringReader(text))) {
      return reader.readArray();
    }
  }

  /** The code of an entry as far as it can be read, so that whoever mends the file finds it. */
  private static String code(JsonObject json) {
    return json.get("code") instanceof JsonString code && CODE.matcher(code.getString()).matches()
        ? " (" + code.getString() + ")"
        : "";
  }

  private static TenantId tenantOf(Agency agency) {
    return agency
        .tenant()
        .orElseThrow(() -> new IllegalArgumentException("has addresseeNumbers and is no tenant"));
  }
}
