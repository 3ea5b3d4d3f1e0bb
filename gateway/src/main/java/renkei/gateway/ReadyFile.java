package renkei.gateway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** Ports are the ones the doors really listen on. */
  void write(long pid, Configuration.DoorPorts ports) {
    String json =
        """
        {"pid":%d,"national":"https://127.0.0.1:%d/national","local":"https://127.0.0.1:%d",\
        "operator":"https://127.0.0.1:%d"}
        """
            .formatted(pid, ports.national(), ports.local(), ports.operator());
    DurableFiles.write(file, json.getBytes(StandardCharsets.UTF_8));
  }

  void remove() {
    DurableFiles.remove(file);
  }
}
