package renkei.gateway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import renkei.gateway.config.Configuration;
import renkei.gateway.files.DurableFiles;

/**
 * {@code ready.json} in the data folder: appears when the gateway takes requests, goes when it
 * stops. A process that was killed leaves it behind until the next start, so that readers must
 * compare the process id.
 */
record ReadyFile(Path file) {

  static ReadyFile in(Path data) {
    return new ReadyFile(data.resolve("ready.json"));
  }

  /** Places are where the doors really listen. */
  void write(long pid, Configuration.DoorPlaces doors) {
    String json =
        """
        {"pid":%d,"national":"%s/national","local":"%s","operator":"%s"}
        """
            .formatted(
                pid,
                Configuration.DoorPlaces.url(doors.national()),
                Configuration.DoorPlaces.url(doors.local()),
                Configuration.DoorPlaces.url(doors.operator()));
    DurableFiles.write(file, json.getBytes(StandardCharsets.UTF_8));
  }

  void remove() {
    DurableFiles.remove(file);
  }
}
