package renkei.gateway.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.signing.KeyStoreFile;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.trust.CertificateTrust.Trust.Trusted;

class DemonstrationPkiTest {

  private static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              new Agency(
                  new AgencyCode("9000000000000001"),
                  AgencyKind.CORE,
                  Optional.empty(),
                  "核",
                  "Core"),
              new Agency(
                  new AgencyCode("9099001900000000"),
                  AgencyKind.MUNICIPALITY,
                  Optional.of(new TenantId("990019")),
                  "市",
                  "City")));

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void make() {
    folder = temporary.resolve("pki");
    assertThat(new DemonstrationPki(folder, Clock.systemUTC()).makeIfMissing(DIRECTORY)).isTrue();
  }

  @Test
  void writesTheFilesOthersRelyOn() throws IOException {
    assertThat(files())
        .containsExactly(
            "anchors.p12",
            "operator-token",
            "password",
            "platform.p12",
            "root.p12",
            "tenant-990019.p12",
            "world/agency-9000000000000001.p12",
            "world/agency-9000000000000001.pem",
            "world/anchors.p12",
            "world/backend-990019.p12",
            "world/backend-990019.pem",
            "world/password",
            "world/root.pem",
            "world/staff-990019.p12",
            "world/staff-990019.pem");
  }

  @Test
  void keepsEveryFileToItsOwner() throws IOException {
    for (String file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void certifiesEveryPartyByTheOneRoot() throws IOException {
    Set<X509Certificate> root = open("anchors.p12").trusted();
    assertThat(root).hasSize(1);
    assertThat(open("world/anchors.p12").trusted()).isEqualTo(root);
    CertificateTrust trust = CertificateTrust.anchoredAt(root, Clock.systemUTC());
    for (String file :
        List.of(
            "platform.p12",
            "tenant-990019.p12",
            "world/agency-9000000000000001.p12",
            "world/backend-990019.p12",
            "world/staff-990019.p12")) {
      assertThat(trust.check(open(file).identity("identity").chain(), Clock.systemUTC().instant()))
          .as(file)
          .isInstanceOf(Trusted.class);
    }
  }

  @Test
  void namesEveryPartyByItsUri() throws IOException {
    assertThat(uri("platform.p12")).isEqualTo("urn:renkei:platform");
    assertThat(uri("tenant-990019.p12")).isEqualTo("urn:renkei:agency:9099001900000000");
    assertThat(uri("world/agency-9000000000000001.p12"))
        .isEqualTo("urn:renkei:agency:9000000000000001");
    assertThat(uri("world/backend-990019.p12")).isEqualTo("urn:renkei:tenant:990019:backend");
    assertThat(uri("world/staff-990019.p12")).isEqualTo("urn:renkei:tenant:990019:staff");
  }

  @Test
  void givesEveryTenantItsSecretKeys() throws IOException {
    KeyStoreFile tenant = open("tenant-990019.p12");
    assertThat(tenant.secretKey("data").getEncoded()).hasSize(32);
    assertThat(tenant.secretKey("data").getAlgorithm()).isEqualTo("AES");
    assertThat(tenant.secretKey("index").getEncoded()).hasSize(32);
  }

  @Test
  void leavesExistingKeysAlone() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("root.p12"));

    assertThat(new DemonstrationPki(folder, Clock.systemUTC()).makeIfMissing(DIRECTORY)).isFalse();

    assertThat(Files.readAllBytes(folder.resolve("root.p12"))).isEqualTo(before);
  }

  @Test
  void addsWhatCurlReadsToKeysThatWereMadeWithoutIt() throws IOException {
    Path pem = folder.resolve("world/backend-990019.pem");
    String before = Files.readString(pem);
    Files.delete(pem);

    new DemonstrationPki(folder, Clock.systemUTC()).makeIfMissing(DIRECTORY);

    assertThat(Files.readString(pem))
        .isEqualTo(before)
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("-----END CERTIFICATE-----\n");
    assertThat(Files.readString(folder.resolve("world/root.pem"))).doesNotContain("PRIVATE");
  }

  @Test
  void namesEveryAddressAtWhichThePlatformServes() throws Exception {
    Path second = temporary.resolve("second");
    new DemonstrationPki(second, Clock.systemUTC(), Set.of(InetAddress.ofLiteral("127.0.0.2")))
        .makeIfMissing(DIRECTORY);
    X509Certificate platform =
        KeyStoreFile.open(
                second.resolve("platform.p12"),
                Files.readString(second.resolve("password")).toCharArray())
            .identity("identity")
            .chain()
            .getFirst();

    assertThat(platform.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "127.0.0.2");
  }

  @Test
  void beginsAgainAfterACrashHalfWay() throws IOException {
    Path second = temporary.resolve("second");
    Path half = temporary.resolve("second.draft");
    Files.createDirectories(half);
    Files.writeString(half.resolve("password"), "of a start that crashed");

    assertThat(new DemonstrationPki(second, Clock.systemUTC()).makeIfMissing(DIRECTORY)).isTrue();

    assertThat(half).doesNotExist();
    KeyStoreFile.open(
        second.resolve("platform.p12"), Files.readString(second.resolve("password")).toCharArray());
  }

  private String uri(String file) throws IOException {
    List<URI> uris = CertificateNames.uris(open(file).identity("identity").certificate());
    assertThat(uris).hasSize(1);
    return uris.getFirst().toString();
  }

  private KeyStoreFile open(String file) throws IOException {
    Path path = folder.resolve(file);
    String password = Files.readString(path.resolveSibling("password"));
    return KeyStoreFile.open(path, password.toCharArray());
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      TreeSet<String> names = new TreeSet<>();
      all.filter(Files::isRegularFile)
          .forEach(file -> names.add(folder.relativize(file).toString()));
      return names;
    }
  }
}
