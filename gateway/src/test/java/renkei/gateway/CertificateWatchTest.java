package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.config.GatewayKeys;
import renkei.gateway.config.KeyFolderReader;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.testing.CapturedLog;
import renkei.signing.AlgorithmTable;

class CertificateWatchTest {

  private static final Instant MADE = Instant.parse("2026-04-01T00:00:00Z");

  @TempDir Path folder;
  private GatewayKeys keys;

  @BeforeEach
  void makeKeys() {
    AgencyDirectory directory = DirectoryFile.read(Optional.empty());
    Clock clock = Clock.fixed(MADE, ZoneOffset.UTC);
    assertThat(new DemonstrationPki(folder, clock).makeIfMissing(directory)).isTrue();
    keys =
        new KeyFolderReader(
                new Configuration.KeyFolder(folder, folder.resolve("password"), true),
                directory,
                AlgorithmTable.standard(),
                clock)
            .read();
  }

  /** What is said so many days after the keys were made; they live for 730. */
  private List<String> saidAfter(int days) {
    try (CapturedLog log = CapturedLog.open()) {
      Clock clock = Clock.fixed(MADE.plus(Duration.ofDays(days)), ZoneOffset.UTC);
      new CertificateWatch(keys::certificates, clock).look();
      return log.lines().stream().filter(line -> line.contains("a certificate in")).toList();
    }
  }

  @Test
  void saysNothingWhileNoneEndsSoon() {
    assertThat(saidAfter(600)).isEmpty();
  }

  @Test
  void namesEachFileWhoseCertificateEndsSoonAndNothingInIt() {
    assertThat(saidAfter(665))
        .allMatch(line -> line.startsWith("WARN "))
        .allMatch(line -> line.contains("WITHIN_90_DAYS"))
        .anyMatch(line -> line.contains("platform.p12"))
        .anyMatch(line -> line.contains("tenant-"))
        .noneMatch(line -> line.contains("CN="))
        .hasSize(keys.tenants().size() + 1);
    assertThat(saidAfter(726)).allMatch(line -> line.contains("WITHIN_7_DAYS")).isNotEmpty();
    assertThat(saidAfter(4000)).anyMatch(line -> line.matches("WARN .*anchors\\.p12 ended on .*"));
  }
}
