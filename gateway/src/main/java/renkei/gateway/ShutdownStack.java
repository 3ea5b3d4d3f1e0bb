package renkei.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in reverse. */
final class ShutdownStack implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ShutdownStack.class);

  private record Part(String name, AutoCloseable stop) {}

  private final Deque<Part> started = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(String name, T part) {
    started.push(new Part(name, part));
    log.debug("{} started", name);
    return part;
  }

  /** Stops the last first; a part that fails to stop does not keep the others up. */
  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      Part part = started.pop();
      try {
        part.stop().close();
      } catch (Exception e) {
        log.error("{} did not stop as it should", part.name(), e);
      }
    }
  }
}
