package renkei.testagencies.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a running platform takes calls, as its {@code ready.json} says.
 *
 * @param pid the platform's process
 * @param national SOAP, from the national network
 * @param local REST, from backends and staff
 * @param operator console and metrics
 */
public record Doors(long pid, URI national, URI local, URI operator) {

  /** The file in the data folder that is there as long as the platform takes calls. */
  public static final String FILE = "ready.json";

  /**
   * Reads the file.
   *
   * @throws UncheckedIOException if it is not there
   */
  public static Doors read(Path data) {
    try (Reader in = Files.newBufferedReader(data.resolve(FILE));
        JsonReader reader = Json.createReader(in)) {
      JsonObject ready = reader.readObject();
      return new Doors(
          ready.getJsonNumber("pid").longValue(),
          URI.create(ready.getString("national")),
          URI.create(ready.getString("local")),
          URI.create(ready.getString("operator")));
    } catch (IOException e) {
      throw new UncheckedIOException("no platform is ready in " + data, e);
    }
  }
}
