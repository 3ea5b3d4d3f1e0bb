package renkei.gateway;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.AgencyDirectory;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.postgres.EmbeddedPostgres;

/** A running gateway: everything it consists of, started in order and stopped in reverse. */
final class Gateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private Gateway() {}

  /**
   * Starts everything; returns when the doors take requests.
   *
   * @throws RuntimeException if anything cannot be started; what was started is stopped again
   */
  static Gateway start(Configuration configuration, Clock clock) {
    Gateway gateway = new Gateway();
    try {
      gateway.startParts(configuration, clock);
      return gateway;
    } catch (RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  private void startParts(Configuration configuration, Clock clock) {
    DurableFiles.makeFolder(configuration.data());
    parts.push(FolderLock.take(configuration.data()));
    ReadyFile ready = ReadyFile.in(configuration.data());
    ready.remove();
    AgencyDirectory directory = DirectoryFile.read(configuration.agencies());
    if (new DemonstrationPki(configuration.keys().folder(), clock).makeIfMissing(directory)) {
      log.warn("made demonstration keys; production needs real ones, see keys.directory");
    }
    EmbeddedPostgres postgres = EmbeddedPostgres.start(configuration.data().resolve("postgres"));
    parts.push(postgres);
    parts.push(ready::remove);
    ready.write(ProcessHandle.current().pid(), configuration.doors());
    log.info("ready");
  }

  /** Stops what was started, last first; a part that fails to stop does not keep the others up. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.error("could not stop {}", part.getClass().getSimpleName(), e);
      }
    }
    log.info("stopped");
  }
}
