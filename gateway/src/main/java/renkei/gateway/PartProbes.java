package renkei.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import renkei.gateway.files.IoCall;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Component;
import renkei.gateway.health.Probes;
import renkei.gateway.health.Probes.Probe.Answer;
import renkei.signing.trust.CertificateExpiry;
import renkei.signing.trust.CertificateExpiry.Nearness;

/** How each part that the platform stands on is asked whether it does what it should. */
final class PartProbes {

  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration DISK_PAUSE = Duration.ofSeconds(5);

  private static final Duration KEYS_PAUSE = Duration.ofSeconds(5);

  /** A disk that takes longer for a few bytes holds up every acknowledgement. */
  private static final Duration DISK_PATIENCE = Duration.ofSeconds(5);

  /** With less room than this, the database's journal may fill the disk within minutes. */
  private static final long LITTLE = 1L << 30;

  private final Probes probes;

  PartProbes(Probes probes) {
    this.probes = probes;
  }

  /** Database, message broker and cluster member. */
  void begin(Servers servers) {
    probes.every(
        OFTEN,
        PATIENCE,
        Component.DATABASE,
        () -> {
          servers.database().probe();
          return new Answer.Works();
        });
    probes.every(
        OFTEN,
        PATIENCE,
        Component.MESSAGE_BROKER,
        () -> {
          servers.queues().prepare(List.of());
          return new Answer.Works();
        });
    probes.every(
        OFTEN,
        PATIENCE,
        Component.CLUSTER,
        () -> {
          servers.throttle().probe();
          return new Answer.Works();
        });
  }

  /** The file system of {@code folder}: whether it takes a few bytes, and how much room is left. */
  void beginDisk(Path folder, MeterRegistry metrics) {
    bytes("renkei.disk.free", "Room left for this process", folder, FileStore::getUsableSpace)
        .register(metrics);
    bytes("renkei.disk.size", "Room in all", folder, FileStore::getTotalSpace).register(metrics);
    probes.every(DISK_PAUSE, DISK_PATIENCE, Component.DISK, () -> write(folder));
  }

  private static Answer write(Path folder) throws IOException {
    Path file = folder.resolve("probe");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      int _ = channel.write(ByteBuffer.wrap(new byte[512]), 0);
      channel.force(true);
    }
    return Files.getFileStore(folder).getUsableSpace() < LITTLE
        ? new Answer.Limps(new Cause("LittleRoom"))
        : new Answer.Works();
  }

  /** The certificates of this gateway: whether one has ended or ends within a week. */
  void beginKeys(Supplier<Collection<X509Certificate>> certificates, Clock clock) {
    probes.every(
        KEYS_PAUSE,
        PATIENCE,
        Component.KEYS,
        () ->
            CertificateExpiry.of(certificates.get(), clock.instant()).stream()
                .map(CertificateExpiry.Warning::nearness)
                .max(Comparator.naturalOrder())
                .filter(nearness -> nearness.compareTo(Nearness.WITHIN_7_DAYS) >= 0)
                .<Answer>map(nearness -> new Answer.Limps(ends(nearness)))
                .orElseGet(Answer.Works::new));
  }

  private static Cause ends(Nearness nearness) {
    return new Cause(
        nearness == Nearness.EXPIRED ? "CertificateEnded" : "CertificateEndsWithin7Days");
  }

  private static Gauge.Builder<Path> bytes(
      String name, String description, Path folder, ToLong asked) {
    return Gauge.builder(
            name,
            folder,
            path -> IoCall.get("cannot measure the disk", () -> asked.of(Files.getFileStore(path))))
        .description(description)
        .baseUnit("bytes")
        .strongReference(true);
  }

  /** Asks a file system for a number of bytes. */
  private interface ToLong {
    long of(FileStore store) throws IOException;
  }
}
