package renkei.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.KeysUnavailableException;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.testing.SettableClock;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.health.KeyFault;
import renkei.gateway.logging.Alarms;
import renkei.gateway.pki.OwnKeys;
import renkei.signing.AlgorithmTable;

/** Files of keys that are replaced while the gateway runs. */
class LiveKeysTest {

  private static final TenantId TENANT = new TenantId("990019");
  private static final AgencyCode AGENCY = new AgencyCode("9099001900000000");
  private static final List<URI> NAMES = List.of(PartyNames.of(AGENCY));
  private static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(new Agency(AGENCY, AgencyKind.MUNICIPALITY, Optional.of(TENANT), "市", "City")));

  @TempDir Path folder;
  private final SettableClock clock = SettableClock.running();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private OwnKeys files;
  private int written;

  @BeforeEach
  void make() throws Exception {
    files = new OwnKeys(folder, DIRECTORY);
  }

  private LiveKeys live() {
    return new LiveKeys(
        new KeyFolderReader(
            new Configuration.KeyFolder(folder, folder.resolve("password"), false),
            DIRECTORY,
            AlgorithmTable.standard(),
            clock),
        new Alarms(metrics),
        metrics,
        clock);
  }

  /** As a second later, whatever the resolution of the file system's clock. */
  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(file), FileTime.from(Instant.now().plusSeconds(++written)));
  }

  private void renewTenant() throws Exception {
    files.renew(TENANT, NAMES);
    touch("tenant-990019.p12");
  }

  private double alarms() {
    return metrics
        .find("renkei.alarms")
        .tags("door", "keys", "reason", "KEYS_UNUSABLE")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static X509Certificate certificate(LiveKeys live) {
    return live.of(TENANT).identity().certificate();
  }

  @Test
  void usesATenantsNewCertificateWithoutARestart() throws Exception {
    LiveKeys live = live();
    X509Certificate before = certificate(live);

    renewTenant();
    live.look();

    assertThat(certificate(live)).isNotEqualTo(before);
    assertThat(alarms()).isZero();
  }

  @Test
  void keepsWhatIsThereWhileNothingIsReplaced() {
    LiveKeys live = live();
    var before = live.of(TENANT);

    live.look();

    assertThat(live.of(TENANT)).isSameAs(before);
  }

  @Test
  void servesTheRenewedPlatformCertificateToNewConnections() throws Exception {
    LiveKeys live = live();
    X509Certificate before = servedBy(live);

    files.platform(PartyNames.PLATFORM);
    touch("platform.p12");
    live.look();

    assertThat(servedBy(live)).isNotEqualTo(before);
  }

  private static X509Certificate servedBy(LiveKeys live) throws Exception {
    try (ExecutorService server = Executors.newVirtualThreadPerTaskExecutor();
        SSLServerSocket listening =
            (SSLServerSocket)
                live.tls()
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var served =
          server.submit(
              () -> {
                try (SSLSocket one = (SSLSocket) listening.accept()) {
                  one.startHandshake();
                  return one.getInputStream().read();
                }
              });
      try (SSLSocket client =
          (SSLSocket)
              live.tls()
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
        client.startHandshake();
        client.getOutputStream().write(1);
        assertThat(served.get()).isEqualTo(1);
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
      }
    }
  }

  @Test
  void goesOnWithWhatWasThereWhenTheNewFileCannotBeRead() throws Exception {
    LiveKeys live = live();
    X509Certificate before = certificate(live);

    Files.writeString(folder.resolve("tenant-990019.p12"), "half of a file");
    live.look();
    live.look();

    assertThat(certificate(live)).isEqualTo(before);
    assertThat(live.findFault(TENANT)).isEmpty();
    assertThat(alarms()).as("once").isEqualTo(1);

    renewTenant();
    live.look();
    assertThat(certificate(live)).isNotEqualTo(before);
  }

  @Test
  void goesOnWithWhatWasThereWhenThePlatformsNewFileWouldStopAStart() throws Exception {
    LiveKeys live = live();
    X509Certificate before = servedBy(live);

    files.platform(URI.create("urn:renkei:somebody-else"));
    touch("platform.p12");
    live.look();

    assertThat(servedBy(live)).isEqualTo(before);
    assertThat(alarms()).isEqualTo(1);
  }

  @Test
  void refusesKeysUnderWhichATenantsRowsWouldNotOpen() throws Exception {
    LiveKeys live = live();
    var before = live.of(TENANT);

    files.tenant(TENANT, NAMES);
    touch("tenant-990019.p12");
    live.look();

    assertThat(live.of(TENANT)).isSameAs(before);
    assertThat(alarms()).isEqualTo(1);
  }

  @Test
  void namesATenantWhoseCertificateHasEndedWithTheDate() throws Exception {
    Instant ended = files.endedTenant(TENANT, NAMES);
    LiveKeys live = live();

    assertThat(live.findFault(TENANT).flatMap(KeyFault::ended)).contains(ended);
    assertThat(alarms()).isEqualTo(1);
    assertThat(metrics.get("renkei.tenants.without.keys").gauge().value()).isEqualTo(1);

    renewTenant();
    live.look();
    assertThat(live.findFault(TENANT)).isEmpty();
  }

  @Test
  void waitsForAFileThatIsMissingAtTheStart() throws Exception {
    Files.delete(folder.resolve("tenant-990019.p12"));
    LiveKeys live = live();

    assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> live.of(TENANT));

    renewTenant();
    live.look();
    assertThat(certificate(live)).isNotNull();
    assertThat(live.findFault(TENANT)).isEmpty();
  }

  @Test
  void measuresTheDaysLeftByFile() {
    LiveKeys _ = live();

    assertThat(metrics.get("renkei.certificate.days.left").tag("file", "tenant-990019.p12").gauge())
        .satisfies(gauge -> assertThat(gauge.value()).isBetween(729.0, 730.0));
    assertThat(metrics.find("renkei.certificate.days.left").tag("file", "platform.p12").gauge())
        .isNotNull();
    assertThat(metrics.find("renkei.certificate.days.left").tag("file", "anchors.p12").gauge())
        .isNotNull();
  }
}
