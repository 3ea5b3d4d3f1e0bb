package renkei.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.health.KeyFault;
import renkei.gateway.pki.OwnKeys;
import renkei.gateway.testing.SecretFiles;
import renkei.signing.AlgorithmTable;

class KeyFolderReaderTest {

  private static final TenantId TENANT = new TenantId("990019");
  private static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              new Agency(
                  new AgencyCode("9099001900000000"),
                  AgencyKind.MUNICIPALITY,
                  Optional.of(TENANT),
                  "市",
                  "City")));

  @TempDir Path folder;
  private OwnKeys keys;

  @BeforeEach
  void make() throws Exception {
    keys = new OwnKeys(folder, DIRECTORY);
  }

  @Test
  void takesKeysOfAnOperatorsOwn() {
    assertThat(read().tenants()).containsOnlyKeys(TENANT);
  }

  @Test
  void aCertificateThatNamesItsHolderTwiceIsItsTenantsFaultAlone() throws Exception {
    keys.tenant(
        TENANT,
        List.of(URI.create("urn:renkei:agency:9099001900000000"), URI.create("urn:example:b")));

    assertThat(fault().kind()).isEqualTo(KeyFault.Kind.CERTIFICATE_NOT_TRUSTED);
    assertThat(fault().sentence())
        .contains(
            "tenant-990019.p12: its certificate must name exactly"
                + " urn:renkei:agency:9099001900000000");
  }

  @Test
  void aCertificateThatHasEndedIsItsTenantsFaultAlone() throws Exception {
    Instant ended =
        keys.endedTenant(TENANT, List.of(URI.create("urn:renkei:agency:9099001900000000")));

    assertThat(fault().kind()).isEqualTo(KeyFault.Kind.CERTIFICATE_ENDED);
    assertThat(fault().ended()).contains(ended);
    assertThat(read().tenants()).as("what is kept for it still opens").containsKey(TENANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no key store"})
  void aFileThatCannotBeReadIsItsTenantsFaultAlone(String content) throws Exception {
    Path file = folder.resolve("tenant-990019.p12");
    if (content.isEmpty()) {
      Files.delete(file);
    } else {
      Files.writeString(file, content);
    }

    assertThat(fault().kind()).isEqualTo(KeyFault.Kind.KEYS_UNREADABLE);
    assertThat(fault().sentence()).contains("tenant-990019.p12");
    assertThat(read().tenants()).isEmpty();
  }

  @Test
  void aFileOfAnotherPasswordIsItsTenantsFaultAlone() throws Exception {
    new OwnKeys(folder.resolve("foreign"), DIRECTORY, "another-password");
    Files.copy(
        folder.resolve("foreign/tenant-990019.p12"),
        folder.resolve("tenant-990019.p12"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(fault().kind()).isEqualTo(KeyFault.Kind.KEYS_UNREADABLE);
  }

  private KeyFault fault() {
    return Objects.requireNonNull(read().faults().get(TENANT));
  }

  @Test
  void refusesAPlatformUnderAnotherName() throws Exception {
    keys.platform(URI.create("urn:renkei:agency:9099001900000000"));

    refuses("platform.p12: its certificate must name exactly urn:renkei:platform");
  }

  @Test
  void refusesAChainThatLeadsToNoAnchor() throws Exception {
    new OwnKeys(folder.resolve("foreign"), DIRECTORY);
    Files.copy(
        folder.resolve("foreign/anchors.p12"),
        folder.resolve("anchors.p12"),
        StandardCopyOption.REPLACE_EXISTING);

    refuses("platform.p12: its chain does not lead to anchors.p12 today");
    refuses("tenant-990019.p12: its chain does not lead to anchors.p12 today");
  }

  @Test
  void refusesAnExpiredCertificate() {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3 * 365));

    assertThatThrownBy(() -> read(later))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("platform.p12: its chain does not lead to anchors.p12 today");
  }

  @Test
  void refusesAShortOperatorTokenAndDoesNotQuoteIt() throws Exception {
    Files.writeString(folder.resolve("operator-token"), "fifteen letters\n");

    refuses(folder.resolve("operator-token") + " has 15 characters; put a random text of at least");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform.p12", "password", "operator-token"})
  void refusesASecretThatOthersMayReadAndSaysWhatMendsIt(String file) throws Exception {
    share(file, "rw-r--r--");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("chmod 600 " + folder.resolve(file));
  }

  @Test
  void refusesTheKeyOfPersonsIfOthersMayReadIt() throws Exception {
    Configuration.KeyFolder all =
        new Configuration.KeyFolder(folder, folder.resolve("password"), false);
    assertThat(PersonsKey.read(all)).isNotNull();
    share(PersonsKey.FILE, "rw-r--r--");

    assertThatThrownBy(() -> PersonsKey.read(all))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("chmod 600 " + folder.resolve(PersonsKey.FILE));
  }

  @Test
  void refusesAnchorsThatOthersMayChange() throws Exception {
    share("anchors.p12", "rw-r--r--");
    assertThat(read().tenants()).containsOnlyKeys(TENANT);
    share("anchors.p12", "rw-rw-r--");

    refuses("chmod go-w " + folder.resolve("anchors.p12"));
  }

  @Test
  void aFileThatOthersMayReadIsItsTenantsFaultAloneUntilItIsMended() throws Exception {
    KeyFolderReader reader = reader(AlgorithmTable.standard(), Clock.systemUTC());
    share("tenant-990019.p12", "rw-r--r--");
    GatewayKeys shared = reader.read();
    assertThat(shared.tenants()).isEmpty();
    assertThat(Objects.requireNonNull(shared.faults().get(TENANT)).sentence())
        .contains("chmod 600 " + folder.resolve("tenant-990019.p12"));

    share("tenant-990019.p12", "rw-------");

    assertThat(reader.read().tenants()).containsOnlyKeys(TENANT);
  }

  @Test
  void refusesThePasswordOfAServerOfOthersIfOthersMayReadIt() throws Exception {
    Path file = SecretFiles.write(folder.resolve("db-password"), "not to be quoted\n");
    assertThat(ConfiguredFile.secret("database.password-file", file)).isEqualTo("not to be quoted");
    share("db-password", "rw-r--r--");

    assertThatThrownBy(() -> ConfiguredFile.secret("database.password-file", file))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("database.password-file: " + file)
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageNotContaining("not to be quoted");
  }

  private void share(String file, String permissions) throws Exception {
    var _ =
        Files.setPosixFilePermissions(
            folder.resolve(file), PosixFilePermissions.fromString(permissions));
  }

  @Test
  void refusesCertificatesByAnAlgorithmThatTheTableDoesNotName() {
    AlgorithmTable without =
        AlgorithmTable.of(
            AlgorithmTable.standard().rows().stream()
                .filter(row -> !row.algorithm().endsWith("#ecdsa-sha256"))
                .toList());

    assertThatThrownBy(() -> read(without, Clock.systemUTC()))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("platform.p12: ")
        .hasMessageContaining("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
  }

  @Test
  void saysWhichFileTheAnchorsAreMissingIn() throws Exception {
    keys.noAnchors();

    refuses("anchors.p12: holds no certificate to trust");
  }

  private void refuses(String problem) {
    assertThatThrownBy(this::read)
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("keys.directory: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("fifteen letters"));
  }

  private GatewayKeys read() {
    return read(Clock.systemUTC());
  }

  private GatewayKeys read(Clock clock) {
    return read(AlgorithmTable.standard(), clock);
  }

  private GatewayKeys read(AlgorithmTable algorithms, Clock clock) {
    return reader(algorithms, clock).read();
  }

  private KeyFolderReader reader(AlgorithmTable algorithms, Clock clock) {
    return new KeyFolderReader(
        new Configuration.KeyFolder(folder, folder.resolve("password"), false),
        DIRECTORY,
        algorithms,
        clock);
  }
}
