package renkei.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import renkei.gateway.config.BadConfigurationException;

/**
 * Whether this process may have as many files open as it needs. A connection is an open file to the
 * operating system, and at its limit a door takes nobody in, however well it counts its callers.
 */
final class OpenFiles {

  /** Connections to others, files of queues and programs, and what the JDK itself has open. */
  private static final int BESIDES_THE_DOORS = 1_000;

  private OpenFiles() {}

  /** The limit that the operating system sets; the JDK has raised it as far as it may be raised. */
  static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /**
   * Compares the limit with what the doors allow.
   *
   * @param connections that may be open at once at all doors
   * @throws BadConfigurationException if there are more; says what an operator can do
   */
  static void check(long limit, int connections) {
    int needed = connections + BESIDES_THE_DOORS;
    if (limit < needed) {
      throw new BadConfigurationException(
          List.of(
              """
              this process may have %d files open, and its doors allow %d connections, which needs \
              %d: raise the limit (`ulimit -n %d` before the start, LimitNOFILE=%d for a service of \
              systemd), or lower door.national.connections, door.local.connections and \
              door.operator.connections"""
                  .formatted(limit, connections, needed, needed, needed)));
    }
  }
}
