package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.testing.Await;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Component;
import renkei.gateway.health.Health;
import renkei.gateway.health.Probes;
import renkei.gateway.health.State;
import renkei.gateway.testing.Parties;

class PartProbesTest {

  @TempDir Path folder;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Health health = new Health(metrics, Clock.systemUTC());
  private final Probes probes = new Probes(health);
  private final PartProbes parts = new PartProbes(probes);

  @AfterEach
  void close() {
    probes.close();
  }

  private void await(Component component, State state) {
    Await.until(
        component + " is " + state,
        () -> {
          health.look();
          return health.of(component).state() == state;
        });
  }

  private Cause cause(Component component) {
    return health.of(component).lastFailure().orElseThrow().cause();
  }

  @Test
  void callsADiskDownThatTakesNothing() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    parts.beginDisk(gone, metrics);
    await(Component.DISK, State.UP);
    assertThat(metrics.get("renkei.disk.free").gauge().value()).isPositive();

    Files.delete(gone.resolve("probe"));
    Files.delete(gone);

    await(Component.DISK, State.DOWN);
    assertThat(cause(Component.DISK)).isEqualTo(new Cause("NoSuchFileException"));
  }

  @Test
  void callsKeysDegradedWhoseCertificateEndsWithinAWeek() {
    X509Certificate certificate = Parties.shared().platform().certificate();
    Clock late =
        Clock.fixed(
            certificate.getNotAfter().toInstant().minus(Duration.ofDays(3)), ZoneOffset.UTC);
    parts.beginKeys(() -> Set.of(certificate), late);

    await(Component.KEYS, State.DEGRADED);
    assertThat(cause(Component.KEYS)).isEqualTo(new Cause("CertificateEndsWithin7Days"));
  }
}
